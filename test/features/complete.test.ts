/** What may be written at the cursor, and what the text is once it is accepted. */
import { describe, expect, test } from 'vitest';
import { checkedKinds } from '../../server/src/engine/index.ts';
import { accept, completionsAt, labelsAt } from '../support/cursor.ts';

const entry = (spec: string): string => `apiVersion: networking.istio.io/v1\nkind: ServiceEntry\nmetadata:\n  name: a\n  namespace: shop\nspec:\n${spec}`;

describe('where the cursor may stand', () => {
  test('1. an empty value, with nothing after it', () => {
    expect(labelsAt(entry('  resolution: ‸'))).toEqual(['NONE', 'STATIC', 'DNS', 'DNS_ROUND_ROBIN', 'DYNAMIC_DNS']);
    expect(accept(entry('  resolution: ‸'), 'DNS')).toBe(entry('  resolution: DNS'));
  });

  test('2. an empty value, with a field after it', () => {
    expect(accept(entry('  resolution: ‸\n  hosts:\n    - a.example.com\n'), 'STATIC')).toBe(entry('  resolution: STATIC\n  hosts:\n    - a.example.com\n'));
  });

  test('3. half a key alone', () => {
    expect(accept(entry('  resol‸'), 'resolution')).toBe(entry('  resolution: NONE'));
  });

  test('4. half a key between others', () => {
    expect(accept(entry('  location: MESH_EXTERNAL\n  resol‸\n  hosts:\n    - a\n'), 'resolution')).toBe(entry('  location: MESH_EXTERNAL\n  resolution: NONE\n  hosts:\n    - a\n'));
  });

  test('5. a blank line: fields that are not there yet, the needed ones first', () => {
    const labels = labelsAt(entry('  location: MESH_EXTERNAL\n  ‸\n'));
    expect(labels[0]).toBe('hosts');
    expect(labels).not.toContain('location');
    expect(accept(entry('  location: MESH_EXTERNAL\n  ‸\n'), 'hosts')).toBe(entry('  location: MESH_EXTERNAL\n  hosts:\n    - \n'));
  });

  test('6. behind a dash: fields of an object, or values', () => {
    expect(labelsAt(entry('  ports:\n    - ‸\n')).slice(0, 2)).toEqual(['number', 'name']);
    expect(labelsAt(entry('  exportTo:\n    - ‸\n')).slice(0, 3)).toEqual(['.', '*', '~']);
  });

  test('7. the second key of an item', () => {
    expect(accept(entry('  ports:\n    - number: 443\n      ‸\n'), 'protocol')).toBe(entry('  ports:\n    - number: 443\n      protocol: \n'));
  });

  test('8. a map in braces', () => {
    expect(accept(entry('  ports:\n    - {number: 443, ‸}\n'), 'name')).toBe(entry('  ports:\n    - {number: 443, name: }\n'));
  });

  test('9. a list in brackets: what it has is not offered again', () => {
    expect(labelsAt(entry('  exportTo: [., ‸]\n'))).not.toContain('.');
    expect(accept(entry('  exportTo: [., ‸]\n'), '*')).toBe(entry('  exportTo: [., "*"]\n'));
  });

  test('10. in the middle of a word', () => {
    expect(accept(entry('  resolution: D‸NS\n'), 'STATIC')).toBe(entry('  resolution: STATIC\n'));
  });

  test('11. in a key that has its value already: the name alone is replaced', () => {
    expect(accept(entry('  loc‸al: MESH_EXTERNAL\n'), 'location')).toBe(entry('  location: MESH_EXTERNAL\n'));
  });

  test('12. in quotes', () => {
    expect(accept(entry('  resolution: "‸"\n'), 'DNS')).toBe(entry('  resolution: "DNS"\n'));
    expect(accept(entry("  exportTo: ['.', '‸']\n"), '*')).toBe(entry("  exportTo: ['.', '*']\n"));
  });

  test('13. over CRLF', () => {
    expect(accept(entry('  resolution: ‸\n  hosts: []\n').replaceAll('\n', '\r\n'), 'DNS')).toBe(entry('  resolution: DNS\n  hosts: []\n').replaceAll('\n', '\r\n'));
  });

  test('14. an empty file', () => {
    expect(labelsAt('‸')).toEqual(['apiVersion', 'kind', 'metadata', 'spec']);
    expect(accept('‸', 'apiVersion')).toBe('apiVersion: ');
  });

  test('15. a colon without a blank', () => {
    expect(accept(entry('  resolution:‸\n'), 'DNS')).toBe(entry('  resolution: DNS\n'));
  });

  test('16. a line of its own below a list', () => {
    expect(accept(entry('  exportTo:\n    ‸\n'), '- .')).toBe(entry('  exportTo:\n    - .\n'));
    expect(accept(entry('  ports:\n    ‸\n'), '- number')).toBe(entry('  ports:\n    - number: \n'));
  });

  test('17. the second document, and an item of a list of objects', () => {
    expect(accept(`${entry('  hosts: []\n')}---\n${entry('  resolution: ‸\n')}`, 'DNS')).toBe(`${entry('  hosts: []\n')}---\n${entry('  resolution: DNS\n')}`);
    const list = (text: string): string => `apiVersion: v1\nkind: List\nitems:\n  - ${text.replaceAll('\n', '\n    ')}`;
    expect(accept(list(entry('  resolution: ‸')), 'DNS')).toBe(list(entry('  resolution: DNS')));
  });

  test('not in comments, in block scalars, behind a finished value, and in what is not ours', () => {
    expect(labelsAt(entry('  # resol‸\n'))).toEqual([]);
    expect(labelsAt(entry('  resolution: |\n    D‸\n'))).toEqual([]);
    expect(labelsAt(entry('  resolution: DNS ‸\n'))).toEqual([]);
    expect(labelsAt('apiVersion: cilium.io/v2\nkind: NetworkPolicy\nspec:\n  ‸\n')).toEqual([]);
    expect(labelsAt('version: 3\nservices:\n  web:\n    ‸\n')).toEqual([]);
    expect(labelsAt('version: 3\n‸\n')).toEqual([]);
  });
});

describe('keys', () => {
  const policy = (rest: string): string => `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: p }\nspec:\n  podSelector: {}\n${rest}`;

  test('come with what their value must have', () => {
    expect(accept(policy('  egress:\n    - to:\n        - ‸\n'), 'ipBlock')).toBe(policy('  egress:\n    - to:\n        - ipBlock:\n            cidr: \n'));
    expect(accept(policy('  ‸\n'), 'policyTypes')).toBe(policy('  policyTypes:\n    - Ingress\n'));
    expect(accept(policy('  egress:\n    - ports:\n        - ‸\n'), 'protocol')).toBe(policy('  egress:\n    - ports:\n        - protocol: TCP\n'));
    expect(accept('apiVersion: networking.istio.io/v1\nkind: Gateway\nspec:\n  ‸\n', 'servers')).toBe(
      'apiVersion: networking.istio.io/v1\nkind: Gateway\nspec:\n  servers:\n    - port:\n        number: \n        protocol: \n        name: \n      hosts:\n        - \n',
    );
  });

  test('that shut each other out are not offered together', () => {
    const labels = labelsAt('apiVersion: security.istio.io/v1\nkind: AuthorizationPolicy\nspec:\n  selector: { matchLabels: { a: b } }\n  ‸\n');
    expect(labels).toContain('rules');
    expect(labels).not.toContain('targetRefs');
  });

  test('tell their type, what they are for, and where it is written', () => {
    expect(completionsAt(entry('  hos‸')).find(({ label }) => label === 'hosts')).toMatchInlineSnapshot(`
      {
        "detail": "list of strings, required",
        "documentation": "DNS names of the service. HTTP traffic is matched by Host header and TLS traffic by SNI; plain TCP ignores the name and goes by address. Wildcards suit \`resolution: NONE\` and \`DYNAMIC_DNS\`, or a DNS mode with endpoints.

      [Istio documentation](https://istio.io/latest/docs/reference/config/networking/service-entry/#ServiceEntry-hosts)",
        "insertText": "hosts:
        - $1",
        "isSnippet": true,
        "kind": "field",
        "label": "hosts",
        "sortText": "00000",
        "span": {
          "end": 103,
          "start": 100,
        },
      }
    `);
  });
});

describe('values', () => {
  test('kinds by apiVersion, and apiVersions by kind', () => {
    expect(labelsAt('apiVersion: security.istio.io/v1\nkind: ‸\n')).toEqual(checkedKinds.filter(({ group }) => group === 'security.istio.io').map(({ kind }) => kind));
    expect(labelsAt('kind: NetworkPolicy\napiVersion: ‸\n')).toEqual(['networking.k8s.io/v1']);
    expect(labelsAt('kind: ‸\n')).toContain('Sidecar');
    const kindsOf = (label: string): string | undefined => completionsAt('apiVersion: ‸\n').find((one) => one.label === label)?.detail;
    expect(kindsOf('v1')).toBe('Service');
    expect(kindsOf('networking.k8s.io/v1')).toBe('NetworkPolicy');
    expect(kindsOf('networking.istio.io/v1')).toBe('Gateway, VirtualService, DestinationRule, ServiceEntry, …');
  });

  test('booleans, protocols, common blocks and ports', () => {
    expect(labelsAt('apiVersion: networking.istio.io/v1\nkind: Gateway\nspec:\n  servers:\n    - tls: { httpsRedirect: ‸ }\n')).toEqual(['true', 'false']);
    expect(labelsAt(entry('  ports:\n    - protocol: ‸\n')).slice(0, 4)).toEqual(['HTTP', 'HTTPS', 'TLS', 'TCP']);
    const policy = (rule: string): string => `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nspec:\n  egress:\n    - ${rule}\n`;
    expect(labelsAt(policy('to: [{ ipBlock: { cidr: 10.0.0.0/8, except: [‸] } }]'))).toEqual([]);
    expect(labelsAt(policy('to: [{ ipBlock: { cidr: 0.0.0.0/0, except: [10.0.0.0/8, ‸] } }]')).slice(0, 2)).toEqual(['172.16.0.0/12', '192.168.0.0/16']);
    expect(accept(policy('to: [{ ipBlock: { cidr: ‸ } }]'), '::/0')).toBe(policy('to: [{ ipBlock: { cidr: "::/0" } }]'));
    expect(completionsAt(policy('ports: [{ protocol: UDP, port: ‸ }]'))[0]).toMatchObject({ label: '443', detail: 'HTTP/3 (QUIC)', insertText: '443' });
  });
});

describe('names of the workspace', () => {
  const files = {
    'a.yaml': 'apiVersion: networking.istio.io/v1\nkind: Gateway\nmetadata: { name: egress, namespace: istio-system }\nspec: {}\n---\napiVersion: networking.istio.io/v1\nkind: Gateway\nmetadata: { name: own, namespace: shop }\nspec: {}\n',
    'b.yaml': 'apiVersion: v1\nkind: Service\nmetadata: { name: cart, namespace: shop }\nspec: { ports: [{ port: 80, name: http }, { port: 9090 }] }\n---\napiVersion: v1\nkind: Service\nmetadata: { name: books, namespace: library }\nspec: {}\n',
    'c.yaml': 'apiVersion: networking.istio.io/v1\nkind: ServiceEntry\nmetadata: { name: api, namespace: shop }\nspec: { hosts: [api.example.com, "*.example.org"] }\n',
    'd.yaml': 'apiVersion: networking.istio.io/v1\nkind: DestinationRule\nmetadata: { name: cart, namespace: shop }\nspec: { host: cart, subsets: [{ name: v1 }, { name: v2 }] }\n',
  };
  const route = (spec: string): string => `apiVersion: networking.istio.io/v1\nkind: VirtualService\nmetadata: { name: r, namespace: shop }\nspec:\n${spec}`;
  const destination = (text: string): string => route(`  http:\n    - route:\n        - destination:\n            ${text.replaceAll('\n', '\n            ')}\n`);

  test('gateways, and in a match those of the list', () => {
    expect(labelsAt(route('  gateways:\n    - ‸\n'), files)).toEqual(['mesh', 'istio-system/egress', 'own']);
    expect(labelsAt(route('  gateways: [mesh, own]\n  http:\n    - match: [{ gateways: [‸] }]\n'), files)).toEqual(['mesh', 'own']);
  });

  test('hosts', () => {
    expect(labelsAt(destination('host: ‸'), files)).toEqual(['*.example.org', 'api.example.com', 'books.library.svc.cluster.local', 'cart', 'cart.shop.svc.cluster.local']);
    expect(accept(route('  hosts:\n    - ‸\n'), '*.example.org', files)).toBe(route('  hosts:\n    - "*.example.org"\n'));
    expect(labelsAt('apiVersion: networking.istio.io/v1\nkind: Sidecar\nmetadata: { name: s, namespace: shop }\nspec:\n  egress:\n    - hosts:\n        - ‸\n', files)).toContain('library/books.library.svc.cluster.local');
  });

  test('subsets and ports of the destination beside the cursor', () => {
    expect(labelsAt(destination('host: cart\nsubset: ‸'), files)).toEqual(['v1', 'v2']);
    expect(labelsAt(destination('host: cart\nport:\n  number: ‸'), files)).toEqual(['80', '9090']);
    expect(labelsAt(destination('host: istio-egressgateway.istio-system.svc.cluster.local\nport:\n  number: ‸'), files)).toEqual(['80', '443', '15443']);
  });

  test('namespaces', () => {
    expect(labelsAt('apiVersion: v1\nkind: Service\nmetadata:\n  name: a\n  namespace: ‸\n', files)).toEqual(['istio-system', 'library', 'shop']);
  });
});
