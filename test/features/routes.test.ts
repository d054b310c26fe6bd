/** References of routes of the Gateway API: what may be written, what it is, and the way there. */
import { describe, expect, test } from 'vitest';
import { accept, definitionsAt, labelsAt, meaningAt } from '../support/cursor.ts';

const files = {
  'k8s/gateway.yaml': `apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: egress, namespace: egress }
spec:
  gatewayClassName: istio
  listeners:
    - { name: http, port: 80, protocol: HTTP }
    - { name: tls, port: 443, protocol: TLS, hostname: "*.example.com", tls: { mode: Passthrough } }
`,
  'k8s/own.yaml': `apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: own, namespace: shop }
spec: { gatewayClassName: istio, listeners: [{ name: web, port: 8080, protocol: HTTP }] }
`,
  'k8s/istio.yaml': `apiVersion: networking.istio.io/v1
kind: Gateway
metadata: { name: classic, namespace: shop }
spec: { selector: { istio: egressgateway }, servers: [] }
`,
  'k8s/entry.yaml': `apiVersion: networking.istio.io/v1
kind: ServiceEntry
metadata: { name: api, namespace: shop }
spec:
  hosts: [api.example.com, "*.example.org"]
  ports: [{ number: 443, name: tls, protocol: TLS }, { number: 80, name: http, protocol: HTTP }]
  resolution: DNS
`,
  'k8s/cart.yaml': `apiVersion: v1
kind: Service
metadata: { name: cart, namespace: shop }
spec: { ports: [{ port: 80, targetPort: 8080, name: http }] }
---
apiVersion: v1
kind: Service
metadata: { name: orders, namespace: other }
spec: { ports: [{ port: 9090, name: grpc }] }
---
apiVersion: v1
kind: Namespace
metadata: { name: egress }
`,
};

const route = (spec: string, kind = 'HTTPRoute'): string => `apiVersion: gateway.networking.k8s.io/v1\nkind: ${kind}\nmetadata: { name: a, namespace: shop }\nspec:\n${spec.replaceAll(/^/gm, '  ')}\n`;
const parent = (text: string): string => route(`parentRefs:\n  - { ${text} }`);
const backend = (text: string, kind = 'HTTPRoute'): string => route(`rules:\n  - backendRefs:\n      - { ${text} }`, kind);

describe('completion', () => {
  test('parents: those of the own namespace first, those of others while none is named', () => {
    expect(labelsAt(parent('name: ‸'), files)).toEqual(['own', 'egress']);
    expect(labelsAt(parent('namespace: egress, name: ‸'), files)).toEqual(['egress']);
    expect(labelsAt(parent('group: networking.istio.io, kind: ServiceEntry, name: ‸'), files)).toEqual(['api']);
    expect(labelsAt(parent('group: "", kind: Service, name: ‸'), files)).toEqual(['cart', 'orders']);
    expect(labelsAt(parent('kind: XYZ, name: ‸'), files)).toEqual([]);
  });

  test('groups, kinds and namespaces', () => {
    expect(labelsAt(parent('kind: ‸'), files)).toEqual(['Gateway', 'Service', 'ServiceEntry']);
    expect(labelsAt(parent('group: ‸'), files)).toEqual(['gateway.networking.k8s.io', 'networking.istio.io', '']);
    expect(accept(parent('group: ‸'), '', files)).toBe(parent('group: ""'));
    expect(labelsAt(backend('kind: ‸'), files)).toEqual(['Service', 'Hostname']);
    expect(labelsAt(parent('name: egress, namespace: ‸'), files)).toContain('egress');
  });

  test('listeners and ports of the Gateway that is named', () => {
    expect(labelsAt(parent('name: egress, namespace: egress, sectionName: ‸'), files)).toEqual(['http', 'tls']);
    expect(labelsAt(parent('name: egress, namespace: egress, port: ‸'), files)).toEqual(['80', '443']);
    expect(labelsAt(parent('name: nobody, sectionName: ‸'), files)).toEqual([]);
    expect(labelsAt(parent('group: networking.istio.io, kind: ServiceEntry, name: api, port: ‸'), files)).toEqual(['443', '80']);
    expect(labelsAt(parent('group: networking.istio.io, kind: ServiceEntry, name: api, sectionName: ‸'), files)).toEqual([]);
  });

  test('backends: Services, or hosts that are no wildcards', () => {
    expect(labelsAt(backend('name: ‸'), files)).toEqual(['cart', 'orders']);
    expect(labelsAt(backend('name: ‸', 'TCPRoute'), files)).toEqual(['cart', 'orders']);
    expect(labelsAt(backend('group: networking.istio.io, kind: Hostname, name: ‸'), files)).toEqual(['api.example.com']);
    expect(labelsAt(backend('name: cart, port: ‸'), files)).toEqual(['80']);
    expect(labelsAt(backend('name: orders, namespace: other, port: ‸'), files)).toEqual(['9090']);
    expect(labelsAt(backend('group: networking.istio.io, kind: Hostname, name: api.example.com, port: ‸'), files)).toEqual(['443', '80']);
    expect(labelsAt(backend('group: networking.istio.io, kind: Hostname, namespace: ‸'), files)).toEqual([]);
    expect(labelsAt(route('rules:\n  - filters:\n      - { type: RequestMirror, requestMirror: { backendRef: { name: ‸ } } }'), files)).toEqual(['cart', 'orders']);
  });

  test('host names', () => {
    expect(labelsAt(route('hostnames: [‸]'), files)).toEqual(['*.example.org', 'api.example.com']);
    expect(labelsAt(route('hostnames: [‸]', 'TLSRoute'), files)).toEqual(['*.example.org', 'api.example.com']);
  });
});

describe('hover', () => {
  test('parents', () => {
    expect(meaningAt(parent('name: egr‸ess, namespace: egress'), files)).toMatchInlineSnapshot(`
      "**Gateway \`egress/egress\`** in \`gateway.yaml\`
      - \`http\`: 80 \`HTTP\`
      - \`tls\`: 443 \`TLS\`, TLS \`Passthrough\`, for \`*.example.com\`
      - class \`istio\`"
    `);
    expect(meaningAt(parent('name: egress, namespace: egress, sectionName: tl‸s'), files)).toMatchInlineSnapshot(`
      "**Gateway \`egress/egress\`** in \`gateway.yaml\`
      - \`tls\`: 443 \`TLS\`, TLS \`Passthrough\`, for \`*.example.com\`"
    `);
    expect(meaningAt(parent('name: egress, namespace: egress, sectionName: tl‸z'), files)).toMatchInlineSnapshot(`"The Gateway has the listener \`http\` and the listener \`tls\`."`);
    expect(meaningAt(parent('name: egress, namespace: egress, port: 44‸3'), files)).toMatchInlineSnapshot(`
      "**TCP 443** — HTTPS

      **Gateway \`egress/egress\`** in \`gateway.yaml\`
      - \`tls\`: 443 \`TLS\`, TLS \`Passthrough\`, for \`*.example.com\`"
    `);
    expect(meaningAt(parent('name: egr‸ess'), files)).toMatchInlineSnapshot(`
      "Not here, but nearly so:

      **Gateway \`egress/egress\`** in \`gateway.yaml\`
      - \`http\`: 80 \`HTTP\`
      - \`tls\`: 443 \`TLS\`, TLS \`Passthrough\`, for \`*.example.com\`
      - class \`istio\`"
    `);
    expect(meaningAt(parent('group: networking.istio.io, kind: ServiceEntry, name: api, port: 8‸1'), files)).toMatchInlineSnapshot(`
      "**TCP 81**, no well-known service

      The ServiceEntry has port 443 \`TLS\` and port 80 \`HTTP\`."
    `);
  });

  test('backends', () => {
    expect(meaningAt(backend('name: ca‸rt, port: 80'), files)).toMatchInlineSnapshot(`
      "**Service \`shop/cart\`** in \`cart.yaml\`
      - port 80 → 8080"
    `);
    expect(meaningAt(backend('name: cart, port: 8‸0'), files)).toMatchInlineSnapshot(`
      "**TCP 80** — HTTP

      Cloud metadata services answer here too.

      **Service \`shop/cart\`** in \`cart.yaml\`
      - port 80 → 8080, named \`http\`"
    `);
    expect(meaningAt(backend('group: networking.istio.io, kind: Hostname, name: api.exam‸ple.com'), files)).toMatchInlineSnapshot(`
      "**\`api.example.com\`** — exactly this name, none below it.

      **ServiceEntry \`shop/api\`** in \`entry.yaml\`
      - hosts \`api.example.com\` and \`*.example.org\`
      - ports 443 \`TLS\` and 80 \`HTTP\`
      - \`DNS\`"
    `);
    expect(meaningAt(backend('group: networking.istio.io, kind: Hostname, name: api.example.com, port: 44‸3'), files)).toMatchInlineSnapshot(`
      "**TCP 443** — HTTPS

      **ServiceEntry \`shop/api\`** in \`entry.yaml\`
      - port 443 \`TLS\`, named \`tls\`"
    `);
    expect(meaningAt(backend('group: networking.istio.io, kind: Hostname, name: api.exam‸pel.com'), files)).toMatchInlineSnapshot(`
      "**\`api.exampel.com\`** — exactly this name, none below it.

      Not here, but nearly so:

      **ServiceEntry \`shop/api\`** in \`entry.yaml\`
      - hosts \`api.example.com\` and \`*.example.org\`
      - ports 443 \`TLS\` and 80 \`HTTP\`
      - \`DNS\`"
    `);
  });

  test('host names', () => {
    expect(meaningAt(route('hostnames: [api.exam‸ple.com]'), files)).toMatchInlineSnapshot(`
      "**\`api.example.com\`** — exactly this name, none below it.

      ✓ **\`https://api.example.com:443\`** from \`shop\` leaves directly, through no gateway.

      1. ✓ sidecar → \`api.example.com:443\`, tls for \`api.example.com\` — \`entry.yaml\`

      ✓ **\`http://api.example.com:80\`** from \`shop\` leaves directly, through no gateway.

      1. ✓ sidecar → \`api.example.com:80\`, plaintext — \`entry.yaml\`

      **ServiceEntry \`shop/api\`** in \`entry.yaml\`
      - hosts \`api.example.com\` and \`*.example.org\`
      - ports 443 \`TLS\` and 80 \`HTTP\`
      - \`DNS\`"
    `);
  });
});

describe('definition', () => {
  test('of parents', () => {
    expect(definitionsAt(parent('name: egr‸ess, namespace: egress'), files)).toEqual(['k8s/gateway.yaml: egress']);
    expect(definitionsAt(parent('name: egress, namespace: egress, sectionName: t‸ls'), files)).toEqual(['k8s/gateway.yaml: tls']);
    expect(definitionsAt(parent('name: egress, namespace: egress, port: 44‸3'), files)).toEqual(['k8s/gateway.yaml: 443']);
    expect(definitionsAt(parent('name: egress, namespace: egr‸ess'), files)).toEqual(['k8s/cart.yaml: egress']);
    expect(definitionsAt(parent('group: networking.istio.io, kind: ServiceEntry, name: ap‸i'), files)).toEqual(['k8s/entry.yaml: api']);
    expect(definitionsAt(parent('group: networking.istio.io, kind: ServiceEntry, name: api, port: 44‸3'), files)).toEqual(['k8s/entry.yaml: 443']);
    expect(definitionsAt(parent('name: clas‸sic'), files)).toEqual([]);
    expect(definitionsAt(parent('kind: Gate‸way, name: egress, namespace: egress'), files)).toEqual([]);
  });

  test('of backends', () => {
    expect(definitionsAt(backend('name: ca‸rt'), files)).toEqual(['k8s/cart.yaml: cart']);
    expect(definitionsAt(backend('name: cart, port: 8‸0'), files)).toEqual(['k8s/cart.yaml: 80']);
    expect(definitionsAt(backend('name: ord‸ers, namespace: other', 'GRPCRoute'), files)).toEqual(['k8s/cart.yaml: orders']);
    expect(definitionsAt(backend('name: ord‸ers'), files)).toEqual([]);
    expect(definitionsAt(backend('group: networking.istio.io, kind: Hostname, name: api.exam‸ple.com', 'TLSRoute'), files)).toEqual(['k8s/entry.yaml: api.example.com']);
    expect(definitionsAt(backend('group: networking.istio.io, kind: Hostname, name: api.example.com, port: 44‸3', 'TLSRoute'), files)).toEqual(['k8s/entry.yaml: 443']);
  });

  test('of host names', () => {
    expect(definitionsAt(route('hostnames: [api.exam‸ple.com]'), files)).toEqual(['k8s/entry.yaml: api.example.com']);
    expect(definitionsAt(route('hostnames: [nobody.exam‸ple.com]'), files)).toEqual([]);
  });
});

describe('policies', () => {
  const certificates = { 'k8s/ca.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: partner-ca, namespace: shop }\ndata:\n  ca.crt: x\n' };
  const policy = (target: string, more = 'hostname: api.example.com'): string => route(`targetRefs:\n  - { ${target} }\nvalidation:\n  ${more}`, 'BackendTLSPolicy');
  const entry = 'group: networking.istio.io, kind: ServiceEntry';

  test('completion', () => {
    expect(labelsAt(policy('group: "", kind: ‸'), files)).toEqual(['Service', 'ServiceEntry']);
    expect(labelsAt(policy(`${entry}, name: ‸`), files)).toEqual(['api']);
    expect(labelsAt(policy(`${entry}, name: api, sectionName: ‸`), files)).toEqual(['tls', 'http']);
    expect(labelsAt(policy('group: "", kind: Service, name: cart, sectionName: ‸'), files)).toEqual(['http']);
    expect(labelsAt(policy(entry, 'wellKnownCACertificates: ‸'), files)).toEqual(['System']);
    expect(labelsAt(policy(entry, 'caCertificateRefs: [{ group: "", kind: ConfigMap, name: ‸ }]'), { ...files, ...certificates })).toEqual(['partner-ca']);
  });

  test('definition', () => {
    expect(definitionsAt(policy(`${entry}, name: a‸pi`), files)).toEqual(['k8s/entry.yaml: api']);
    expect(definitionsAt(policy('group: "", kind: Service, name: ca‸rt'), files)).toEqual(['k8s/cart.yaml: cart']);
    expect(definitionsAt(policy(entry, 'caCertificateRefs: [{ group: "", kind: ConfigMap, name: partner‸-ca }]'), { ...files, ...certificates })).toEqual(['k8s/ca.yaml: partner-ca']);
  });
});
