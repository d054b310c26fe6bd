/** The essentials of what a value refers to, and the way there. */
import { describe, expect, test } from 'vitest';
import { definitionsAt, meaningAt } from '../support/cursor.ts';

const files = {
  'k8s/gateway.yaml': `apiVersion: networking.istio.io/v1
kind: Gateway
metadata: { name: egress, namespace: istio-system }
spec:
  selector: { istio: egressgateway }
  servers:
    - port: { number: 443, name: tls, protocol: TLS }
      tls: { mode: PASSTHROUGH }
      hosts: [api.example.com, "*.example.org"]
`,
  'k8s/entry.yaml': `apiVersion: networking.istio.io/v1
kind: ServiceEntry
metadata: { name: api, namespace: shop }
spec:
  hosts: [other.example.com, api.example.com]
  ports:
    - { number: 443, name: https, protocol: TLS }
    - { number: 80, name: http, protocol: HTTP, targetPort: 443 }
  resolution: DNS
`,
  'k8s/cart.yaml': `apiVersion: v1
kind: Service
metadata: { name: cart, namespace: shop }
spec:
  selector: { app: cart }
  ports: [{ port: 80, targetPort: 8080, name: http }]
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: cart-v1, namespace: shop }
spec: { template: { metadata: { labels: { app: cart, version: v1 } } } }
---
apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata: { name: cart, namespace: shop }
spec:
  host: cart
  subsets:
    - { name: v1, labels: { version: v1 }, trafficPolicy: { tls: { mode: ISTIO_MUTUAL } } }
`,
};
const route = (spec: string): string => `apiVersion: networking.istio.io/v1\nkind: VirtualService\nmetadata: { name: a, namespace: shop }\nspec:\n${spec.replaceAll(/^/gm, '  ')}\n`;
const destination = (text: string): string => route(`http:\n  - route:\n      - destination: { ${text} }`);

describe('hover', () => {
  test('gateways', () => {
    expect(meaningAt(route('gateways: [istio-system/eg‸ress]'), files)).toMatchInlineSnapshot(`
      "**Gateway \`istio-system/egress\`** in \`gateway.yaml\`
      - 443 \`TLS\`, TLS \`PASSTHROUGH\`: \`api.example.com\` and \`*.example.org\`
      - on pods with \`istio=egressgateway\`"
    `);
    expect(meaningAt(route('gateways: [me‸sh]'), files)).toMatchInlineSnapshot(`"**\`mesh\`** — no Gateway, but the sidecars of all workloads: the routes count for traffic within the mesh."`);
    expect(meaningAt(route('gateways: [istio-system/nob‸ody]'), files)).not.toContain('Gateway `');
    expect(meaningAt(route('gateways: [istio-system/egr‸es]'), files)).toMatchInlineSnapshot(`
      "Not here, but nearly so:

      **Gateway \`istio-system/egress\`** in \`gateway.yaml\`
      - 443 \`TLS\`, TLS \`PASSTHROUGH\`: \`api.example.com\` and \`*.example.org\`
      - on pods with \`istio=egressgateway\`"
    `);
    expect(meaningAt(destination('host: car‸tt'), files)).toMatchInlineSnapshot(`
      "**\`cartt\`** — a short name: here it means \`cartt.shop.svc.cluster.local\`.

      Not here, but nearly so:

      **Service \`shop/cart\`** in \`cart.yaml\`
      - port 80 → 8080
      - pods with \`app=cart\`"
    `);
    expect(meaningAt(destination('host: cart, subset: v‸9'), files)).toMatchInlineSnapshot(`"The host has the subset \`v1\`."`);
    expect(meaningAt(destination('host: cart, port: { number: 808‸0 }'), files)).toMatchInlineSnapshot(`
      "**TCP 8080** — HTTP, second choice

      The host has port 80 → 8080."
    `);
  });

  test('hosts of ServiceEntries and Services', () => {
    expect(meaningAt(destination('host: api.example.com‸'), files)).toMatchInlineSnapshot(`
      "**\`api.example.com\`** — exactly this name, none below it.

      **ServiceEntry \`shop/api\`** in \`entry.yaml\`
      - hosts \`other.example.com\` and \`api.example.com\`
      - ports 443 \`TLS\` and 80 → 443 \`HTTP\`
      - \`DNS\`"
    `);
    expect(meaningAt(destination('host: ca‸rt'), files)).toMatchInlineSnapshot(`
      "**\`cart\`** — a short name: here it means \`cart.shop.svc.cluster.local\`.

      **Service \`shop/cart\`** in \`cart.yaml\`
      - port 80 → 8080
      - pods with \`app=cart\`"
    `);
    expect(meaningAt(destination('host: istio-egressgateway.istio-system.svc.cluster.local‸'), files)).toContain('usually with ports 80, 443 and 15443');
  });

  test('subsets and ports of a destination', () => {
    expect(meaningAt(destination('host: cart, subset: v‸1'), files)).toMatchInlineSnapshot(`
      "**DestinationRule \`shop/cart\`** in \`cart.yaml\`
      - endpoints with \`version=v1\`
      - TLS \`ISTIO_MUTUAL\`"
    `);
    expect(meaningAt(destination('host: cart, port: { number: 8‸0 }'), files)).toMatchInlineSnapshot(`
      "**TCP 80** — HTTP

      Cloud metadata services answer here too.

      **Service \`shop/cart\`** in \`cart.yaml\`
      - port 80 → 8080, named \`http\`"
    `);
  });

  test('selectors: whom they choose', () => {
    expect(meaningAt('apiVersion: v1\nkind: Service\nmetadata: { name: x, namespace: shop }\nspec:\n  selector: { app: ca‸rt }\n', files)).toMatchInlineSnapshot(`"Pods with \`app=cart\` in namespace \`shop\`; here: Deployment \`shop/cart-v1\`."`);
    expect(meaningAt('apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: x, namespace: other }\nspec:\n  podSelector: { matchLabels: { app: ca‸rt } }\n', files)).toBe('Pods with `app=cart` in namespace `other`.');
  });
});

describe('definition', () => {
  test('gateways, in the list of the VirtualService and in a match', () => {
    expect(definitionsAt(route('gateways: [istio-system/eg‸ress]'), files)).toEqual(['k8s/gateway.yaml: egress']);
    expect(definitionsAt(route('tls:\n  - match: [{ gateways: [istio-system/eg‸ress] }]'), files)).toEqual(['k8s/gateway.yaml: egress']);
    expect(definitionsAt(route('gateways: [me‸sh]'), files)).toEqual([]);
  });

  test('hosts: the very item of a ServiceEntry, the name of a Service', () => {
    expect(definitionsAt(destination('host: api.ex‸ample.com'), files)).toEqual(['k8s/entry.yaml: api.example.com']);
    expect(definitionsAt(destination('host: ca‸rt'), files)).toEqual(['k8s/cart.yaml: cart']);
    expect(definitionsAt('apiVersion: networking.istio.io/v1\nkind: DestinationRule\nmetadata: { name: b, namespace: x }\nspec:\n  host: cart.shop.svc.clu‸ster.local\n', files)).toEqual(['k8s/cart.yaml: cart']);
  });

  test('subsets and ports', () => {
    expect(definitionsAt(destination('host: cart, subset: v‸1'), files)).toEqual(['k8s/cart.yaml: v1']);
    expect(definitionsAt(destination('host: api.example.com, port: { number: 4‸43 }'), files)).toEqual(['k8s/entry.yaml: 443']);
  });

  test('selectors lead to workloads', () => {
    expect(definitionsAt('apiVersion: v1\nkind: Service\nmetadata: { name: x, namespace: shop }\nspec:\n  selector: { a‸pp: cart }\n', files)).toEqual(['k8s/cart.yaml: cart-v1']);
  });

  test('what refers to nothing leads nowhere', () => {
    expect(definitionsAt(route('hosts: [nowhere.example.n‸et]'), files)).toEqual([]);
    expect(definitionsAt(route('ho‸sts: [a]'), files)).toEqual([]);
  });
});
