/** The outline of a file. */
import { expect, test } from 'vitest';
import { symbols } from '../../server/src/engine/index.ts';
import type { DocumentSymbol } from '../../server/src/engine/index.ts';
import { linterOf } from '../support/workspace.ts';

function outline(text: string): string {
  const lines: string[] = [];
  const visit = (list: readonly DocumentSymbol[], indent: string): void => {
    for (const { name, detail, kind, children, selectionSpan } of list) {
      lines.push(`${indent}${name}${detail === '' ? '' : ` (${detail})`} ${kind} [${text.slice(selectionSpan.start, selectionSpan.end)}]`);
      visit(children, `${indent}  `);
    }
  };
  visit(symbols(linterOf({ 'file.yaml': text }), 'file.yaml'), '');
  return lines.join('\n');
}

test('a policy', () => {
  expect(outline(`# first
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: checkout
  namespace: shop
spec:
  podSelector: { matchLabels: { app: checkout } }
  policyTypes: [Egress]
  egress:
    - to:
        - ipBlock:
            cidr: 10.0.0.0/8
            except: [10.1.0.0/16]
      ports:
        - protocol: TCP
          port: 443
    - {}
`)).toMatchInlineSnapshot(`
  "NetworkPolicy checkout (shop) resource [checkout]
    podSelector (app=checkout) object [podSelector]
      matchLabels object [matchLabels]
    policyTypes (Egress) list [policyTypes]
    egress (2) list [egress]
      egress 1 item [to:]
        to (1) list [to]
          10.0.0.0/8 item [ipBlock:]
            ipBlock (10.0.0.0/8) object [ipBlock]
              except (10.1.0.0/16) list [except]
        ports (1) list [ports]
          443 TCP item [protocol: TCP]
      egress 2 item [{}]"
`);
});

test('routes, and more than one document', () => {
  expect(outline(`apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: api }
spec:
  hosts: [api.example.com]
  http:
    - match: [{ port: 80 }]
      route:
        - destination: { host: cart, port: { number: 80 } }
---
apiVersion: v1
kind: ConfigMap
---
apiVersion: networking.istio.io/v1
kind: ServiceEntry
spec:
  ports: [{ number: 443, name: https, protocol: TLS }]
`)).toMatchInlineSnapshot(`
  "VirtualService api resource [api]
    hosts (api.example.com) list [hosts]
    http (1) list [http]
      http 1 item [match: [{ port: 80 }]]
        match (1) list [match]
          80 item [{ port: 80 }]
        route (1) list [route]
          cart item [destination: { host: cart, port: { number: 80 } }]
            destination (cart) object [destination]
              port (80) object [port]
  ServiceEntry ? resource [apiVersion: networking.istio.io/v1]
    ports (1) list [ports]
      https TLS item [{ number: 443, name: https, protocol: TLS }]"
`);
});

test('a very long file keeps to its limit', () => {
  const text = Array.from({ length: 1500 }, (_, index) => `apiVersion: networking.istio.io/v1\nkind: ServiceEntry\nmetadata: { name: s${index} }\nspec: { hosts: [a], ports: [{ number: 1 }, { number: 2 }] }\n`).join('---\n');
  const count = (list: readonly DocumentSymbol[]): number => list.reduce((sum, one) => sum + 1 + count(one.children), 0);
  const found = symbols(linterOf({ 'file.yaml': text }), 'file.yaml');
  expect(found).toHaveLength(1500);
  expect(count(found)).toBeLessThanOrEqual(5000);
});
