/** What fields, ports, protocols, words, hosts and kinds mean. */
import { describe, expect, test } from 'vitest';
import { hoverAt, meaningAt } from '../support/cursor.ts';

const policy = (rule: string): string => `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: p
  namespace: shop
spec:
  podSelector: {}
  egress:
    - ${rule.replaceAll('\n', '\n      ')}
`;
const istio = (kind: string, spec: string): string => `apiVersion: networking.istio.io/v1\nkind: ${kind}\nmetadata: { name: a, namespace: shop }\nspec:\n${spec.replaceAll(/^/gm, '  ')}\n`;

describe('fields', () => {
  test('a key: path, type, allowed values, default, description, page', () => {
    expect(hoverAt(policy('ports:\n  - proto‸col: UDP'))).toMatchInlineSnapshot(`
      "[protocol]
      **\`spec.egress[].ports[].protocol\`** · string

      The transport protocol, in capitals. Absent, it is \`TCP\` alone: DNS needs a second entry for \`UDP\`. \`SCTP\` needs a network plugin that knows it.

      - Allowed: \`TCP\`, \`UDP\`, \`SCTP\`
      - Default: \`TCP\`

      [Kubernetes documentation](https://kubernetes.io/docs/concepts/services-networking/network-policies/#networkpolicy-resource)"
    `);
  });

  test('a field that must be there; limits; a page of its own', () => {
    expect(hoverAt(policy('to:\n  - ipBlock:\n      ci‸dr: 10.0.0.0/8'))?.split('\n')[1]).toMatchInlineSnapshot(`"**\`spec.egress[].to[].ipBlock.cidr\`** · string, required"`);
    expect(hoverAt(policy('ports:\n  - port: 1\n    end‸Port: 2'))).toContain('#targeting-a-range-of-ports');
  });

  test('a deprecated field', () => {
    expect(hoverAt('apiVersion: v1\nkind: Service\nmetadata:\n  self‸Link: /a\n')).toContain('**Deprecated.**');
  });

  test('an unknown field, a comment, a blank: nothing', () => {
    expect(hoverAt(policy('prots‸: []'))).toBeUndefined();
    expect(hoverAt(policy('ports: [] # TCP‸'))).toBeUndefined();
    expect(hoverAt(policy('ports:\n  ‸\n  - port: 1'))).toBeUndefined();
  });

  test('words that every object of JavaScript knows: nothing but the field', () => {
    const texts = [hoverAt(policy('ports:\n  - protocol: cons‸tructor')), hoverAt(istio('ServiceEntry', 'location: to‸String')), hoverAt(istio('ServiceEntry', 'ports: [{protocol: TO‸STRING}]'))];
    for (const text of texts) expect(text).not.toContain('native code');
    expect(hoverAt(policy('cons‸tructor: 1'))).toBeUndefined();
  });

  test('documents that are not ours: nothing', () => {
    expect(hoverAt('apiVersion: cilium.io/v2\nkind: NetworkPolicy\nspec:\n  po‸dSelector: {}\n')).toBeUndefined();
    expect(hoverAt('apiVersion: v1\nkind: ConfigMap\ndata:\n  po‸rt: "80"\n')).toBeUndefined();
  });

  test('the kind', () => {
    expect(hoverAt('apiVersion: networking.istio.io/v1\nkind: Gate‸way\nspec: {}\n')).toMatchInlineSnapshot(`
      "[Gateway]
      **\`Gateway\`** · \`networking.istio.io/v1\`, \`networking.istio.io/v1beta1\`, \`networking.istio.io/v1alpha3\`

      Opens ports on a proxy at the edge of the mesh. For egress it makes the egress gateway listen for traffic that sidecars hand over; VirtualServices bound to it say where that traffic goes.

      Not the kind of the same name in \`gateway.networking.k8s.io\`.

      The versions have the same fields; \`networking.istio.io/v1\` is the one to write.

      [Istio documentation](https://istio.io/latest/docs/reference/config/networking/gateway/)"
    `);
  });
});

describe('ports', () => {
  test('a number by its protocol', () => {
    expect(meaningAt(policy('ports:\n  - port: 443‸'))).toMatchInlineSnapshot(`"**TCP 443** — HTTPS"`);
    expect(meaningAt(policy('ports:\n  - port: 443‸\n    protocol: UDP'))).toContain('**UDP 443** — HTTP/3 (QUIC)');
    expect(meaningAt(policy('ports:\n  - port: 123‸'))).toBe('**TCP 123**, no well-known service\n\nUDP 123 is NTP.');
  });

  test('a range, from both of its ends', () => {
    expect(meaningAt(policy('ports:\n  - port: 8000‸\n    endPort: 8100'))).toMatchInlineSnapshot(`
      "**TCP 8000–8100** — 101 ports

      - 8080 HTTP, second choice
      - 8086 InfluxDB"
    `);
    expect(meaningAt(policy('ports:\n  - port: 8000\n    endPort: 81‸00'))).toContain('**TCP 8000–8100** — 101 ports');
  });

  test('a name', () => {
    expect(meaningAt(policy('ports:\n  - port: metr‸ics'))).toMatchInlineSnapshot(`
      "**\`metrics\`** — the container port of that name in the destination pods.

      Each pod at the receiving end may give it another number, and an \`ipBlock\` has no names: there it matches nothing."
    `);
  });

  test('a port written as a string', () => {
    expect(meaningAt('apiVersion: security.istio.io/v1\nkind: AuthorizationPolicy\nspec:\n  rules:\n    - to: [{ operation: { ports: ["443‸"] } }]\n')).toContain('**TCP 443** — HTTPS');
  });

  test('the name of a Service port says its protocol to Istio', () => {
    expect(meaningAt('apiVersion: v1\nkind: Service\nspec:\n  ports:\n    - name: grpc‸-api\n      port: 1\n')).toContain('reads the protocol **grpc** from the name');
  });
});

describe('words', () => {
  test('protocols', () => {
    expect(meaningAt(policy('ports: [{ protocol: UDP‸ }]'))).toMatchInlineSnapshot(`"**\`UDP\`** — Datagrams: DNS, NTP, QUIC (HTTP/3)."`);
    expect(meaningAt(istio('ServiceEntry', 'ports:\n  - protocol: tls‸'))).toMatchInlineSnapshot(`"**\`tls\`** — TLS with anything inside, routed by its server name (SNI). A Gateway that ends the TLS routes the rest as TCP."`);
  });

  test('enumerations', () => {
    expect(meaningAt(istio('ServiceEntry', 'resolution: NONE‸'))).toMatchInlineSnapshot(`"**\`NONE\`** — The proxy connects to the address that the application has looked up. No use through an egress gateway, where that address is the gateway’s."`);
    expect(meaningAt(istio('Gateway', 'servers:\n  - tls:\n      mode: ISTIO_MUTUAL‸'))).toContain('certificates that Istio gives its workloads');
    expect(meaningAt(istio('Sidecar', 'outboundTrafficPolicy: { mode: REGISTRY_ONLY‸ }'))).toContain('Only hosts that the mesh knows');
    expect(meaningAt(policy('{}\npolicyTypes: [Egress‸]').replace('    - {}\n      policyTypes', '    - {}\n  policyTypes'))).toContain('DNS included');
  });

  test('weights and durations', () => {
    expect(meaningAt(istio('VirtualService', 'http:\n  - route:\n      - { destination: { host: a }, weight: 3‸ }\n      - { destination: { host: b }, weight: 1 }'))).toBe('**3 of 4** — 75 % of the traffic.');
    expect(meaningAt(istio('VirtualService', 'http:\n  - timeout: 1h30m‸'))).toBe('**`1h30m`** — 1 hour 30 minutes');
  });
});

describe('hosts', () => {
  const host = (text: string): string | undefined => meaningAt(istio('VirtualService', `hosts:\n  - ${text}`));

  test('a short name gets the namespace it stands in', () => {
    expect(host('re‸views')).toBe('**`reviews`** — a short name: here it means `reviews.shop.svc.cluster.local`.');
    expect(meaningAt(istio('VirtualService', 'hosts: [rev‸iews]').replace(', namespace: shop', ''))).toContain('with the namespace this manifest is applied to');
    expect(meaningAt(istio('ServiceEntry', 'hosts: [rev‸iews]'))).toContain('taken as it is');
  });

  test('full names, wildcards, other names', () => {
    expect(host('reviews.books.svc.cluster.local‸')).toContain('the Service `reviews` in namespace `books`');
    expect(host('"*.example.com‸"')).toBe('**`*.example.com`** — every host that ends in `.example.com`, at any depth, but not `example.com` itself.');
    expect(host('api.example.com‸')).toContain('exactly this name');
  });

  test('the namespace before a host', () => {
    expect(meaningAt(istio('Sidecar', 'egress:\n  - hosts: ["./*‸"]'))).toBe('**`./*`** — every host. Only Services of this namespace (`shop`) count.');
    expect(meaningAt(istio('Gateway', 'servers:\n  - hosts: ["books/api.example.com‸"]'))).toContain('Only VirtualServices of namespace `books` count.');
  });
});

describe('however it is written', () => {
  test('quoted, in flow style, over CRLF', () => {
    expect(meaningAt('{"apiVersion": "networking.k8s.io/v1", "kind": "NetworkPolicy", "spec": {"egress": [{"ports": [{"port": 5‸3}]}]}}')).toContain('**TCP 53** — DNS');
    expect(meaningAt(policy('ports:\n  - protocol: "UDP"\n    port: 5‸3').replaceAll('\n', '\r\n'))).toContain('**UDP 53** — DNS');
  });

  test('in a list of objects, and in the second document', () => {
    expect(meaningAt(`apiVersion: v1\nkind: List\nitems:\n  - ${policy('ports: [{ port: 5‸3 }]').replaceAll('\n', '\n    ')}`)).toContain('**TCP 53** — DNS');
    expect(meaningAt(`# first\n${policy('{}')}---\n${policy('ports: [{ port: 5‸3 }]')}`)).toContain('**TCP 53** — DNS');
  });

  test('aliases and merges', () => {
    expect(meaningAt(policy('ports:\n  - &dns { protocol: UDP, port: 53 }\n  - { <<: *dns, port: 44‸3 }'))).toContain('**UDP 443**');
    expect(meaningAt(policy('to:\n  - ipBlock: { cidr: &c 10.0.0.0/8 }\n  - ipBlock: { cidr: *c‸ }'))).toContain('16,777,216');
    expect(meaningAt(policy('ports:\n  - &dns { protocol: UDP, port: 5‸3 }\n  - *dns'))).toContain('**UDP 53** — DNS');
  });

  test('half typed, and in a template', () => {
    expect(hoverAt('apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nspec:\n  policyTy‸pes:\n')).toContain('spec.policyTypes');
    expect(meaningAt(policy('ports:\n  - port: {{ .Values.port }}\n    protocol: UD‸P'))).toContain('Datagrams');
  });
});

describe('the MeshConfig', () => {
  const operator = (spec: string): string => `apiVersion: install.istio.io/v1alpha1\nkind: IstioOperator\nmetadata: { name: mesh, namespace: istio-system }\nspec:\n${spec.replaceAll(/^/gm, '  ')}\n`;
  const config = (text: string, header = '|-', name = 'istio'): string => `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\n  namespace: istio-system\ndata:\n  mesh: ${header}\n${text.replaceAll(/^(?=.)/gm, '    ')}\n  other: x\n`;

  test('of an operator', () => {
    expect(hoverAt(operator('meshConfig:\n  outboundTraffic‸Policy:\n    mode: REGISTRY_ONLY'))?.split('\n').slice(0, 2)).toEqual(['[outboundTrafficPolicy]', '**`spec.meshConfig.outboundTrafficPolicy`** · object']);
    expect(hoverAt(operator('values:\n  meshConfig:\n    outboundTrafficPolicy:\n      mode: REGISTRY‸_ONLY'))).toMatchInlineSnapshot(`
      "[REGISTRY_ONLY]
      **\`REGISTRY_ONLY\`** — What the mesh does not know is refused: each external host needs a ServiceEntry.

      ---

      \`spec.values.meshConfig.outboundTrafficPolicy.mode\` — Where no policy is written it is \`ALLOW_ANY\`, and in a policy without this field \`REGISTRY_ONLY\`.

      [Istio documentation](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig)"
    `);
    expect(hoverAt(operator('meshConfig:\n  accessLog‸File: /dev/stdout'))).toBeUndefined();
    expect(hoverAt(operator('pro‸file: default'))).toBeUndefined();
  });

  test('in the text of the ConfigMap', () => {
    expect(hoverAt(config('# of the mesh\n\nrootName‸space: istio-config\noutboundTrafficPolicy:\n  mode: ALLOW_ANY'))).toMatchInlineSnapshot(`
      "[rootNamespace]
      **\`rootNamespace\`** · string

      The namespace whose Sidecar, DestinationRules and AuthorizationPolicies count for the whole mesh. Absent, the one that Istio is installed in: \`istio-system\` mostly.

      [Istio documentation](https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig)"
    `);
    expect(hoverAt(config('defaultConfig:\n\n  proxyMetadata:\n    ISTIO_META_DNS_CAPTURE: "tr‸ue"'))?.split('\n')[0]).toBe('["true"]');
    expect(hoverAt(config('defaultServiceExportTo: [‸"."]', '|'))?.split('\n')[0]).toBe('["."]');
    expect(hoverAt(config('rootNamespace: istio-config\naccessLog‸File: /dev/stdout'))).toBeUndefined();
    expect(hoverAt(config('rootName‸space: istio-config', '|-', 'other'))).toBeUndefined();
    expect(hoverAt(config('rootName‸space: istio-config', '>-'))).toBeUndefined();
    expect(hoverAt(config('rootName‸space: istio-config').replaceAll('\n', '\r\n'))?.split('\n')[0]).toBe('[rootNamespace]');
  });
});
