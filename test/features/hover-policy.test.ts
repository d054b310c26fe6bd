/** What a network policy does: on its name, its directions, `policyTypes` and `except`. */
import { expect, test } from 'vitest';
import { meaningAt } from '../support/cursor.ts';

const policy = (spec: string): string => `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: web, namespace: shop}
spec:
${spec.replaceAll(/^/gm, '  ')}
`;

test('rules as a table, the blocks together, and what is denied', () => {
  expect(meaningAt(policy(`podSelector: {matchLabels: {app: web}}
policyTypes: [Egress]
egr‸ess:
  - to:
      - ipBlock: {cidr: 10.0.0.0/25}
      - ipBlock: {cidr: 10.0.0.128/25, except: [10.0.0.255/32]}
    ports: [{port: 443}, {port: 8000, endPort: 8010}]
  - to:
      - podSelector: {matchLabels: {app: db}}
      - namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: data}}
        podSelector: {matchExpressions: [{key: tier, operator: NotIn, values: [test]}]}
    ports: [{port: pgsql}]`))).toMatchInlineSnapshot(`
      "**What this policy lets out** — pods with \`app=web\` in namespace \`shop\`

      | To | Ports |
      |:--|:--|
      | \`10.0.0.0/25\` | TCP 443, 8000–8010 |
      | \`10.0.0.128/25\` except \`10.0.0.255/32\` | TCP 443, 8000–8010 |
      | pods with \`app=db\` of this namespace | TCP pgsql |
      | pods with \`tier not in (test)\` of namespaces with \`kubernetes.io/metadata.name=data\` | TCP pgsql |

      **Its address blocks together**, on one port or another: 255 IPv4 addresses — \`10.0.0.0/25\`, \`10.0.0.128/26\`, \`10.0.0.192/27\`, \`10.0.0.224/28\`, \`10.0.0.240/29\`, \`10.0.0.248/30\`, \`10.0.0.252/31\`, \`10.0.0.254/32\`

      Everything else is denied, unless another policy allows it. That includes DNS: no rule lets a query out on UDP 53. Replies to connections from outside are always let through."
    `);
});

test('a policy that lets nothing out', () => {
  expect(meaningAt(policy('podSelector: {}\npolicyTypes: [Egress]\negre‸ss: []'))).toMatchInlineSnapshot(`
    "**What this policy lets out** — all pods in namespace \`shop\`

    Nothing may leave these pods, not even a DNS query, unless another policy lets it out."
  `);
});

test('rules that are not in force', () => {
  expect(meaningAt(policy('podSelector: {}\npolicyTypes: [Ingress]\negre‸ss: [{}]'))).toMatchInlineSnapshot(`"This policy does not isolate egress: everything may leave all pods in namespace \`shop\` as far as it is concerned. Its egress rules have no effect, because \`policyTypes\` does not name \`Egress\`."`);
});

test('everything, and DNS', () => {
  expect(meaningAt(policy('podSelector: {}\negr‸ess:\n  - {}\n  - ports: [{port: 53, protocol: UDP}]'))).toMatchInlineSnapshot(`
    "**What this policy lets out** — all pods in namespace \`shop\`

    | To | Ports |
    |:--|:--|
    | anywhere | all |
    | anywhere | UDP 53 |

    One rule allows everything, so nothing is denied. The other rules change nothing."
  `);
});

test('on the name: egress first, and which directions are isolated', () => {
  expect(meaningAt(policy('podSelector: {}\negress: [{ports: [{port: 53, protocol: UDP}]}]').replace('name: web', 'name: w‸eb'))).toMatchInlineSnapshot(`
    "**What this policy lets out** — all pods in namespace \`shop\`

    | To | Ports |
    |:--|:--|
    | anywhere | UDP 53 |

    Everything else is denied, unless another policy allows it. Replies to connections from outside are always let through.

    This policy isolates **egress** and **ingress**. Without \`policyTypes\` a policy always isolates ingress, and egress because it has egress rules."
  `);
});

test('policyTypes', () => {
  expect(meaningAt(policy('podSelector: {}\npolicyT‸ypes: [Egress, Ingress]'))).toMatchInlineSnapshot(`"This policy isolates **egress** and **ingress**."`);
});

test('the word except says what is left', () => {
  expect(meaningAt(policy('podSelector: {}\negress: [{to: [{ipBlock: {cidr: 192.168.1.0/24, exc‸ept: [192.168.1.128/25]}}]}]'))).toContain('128 IPv4 addresses remain');
});

test('values that are not known here', () => {
  expect(meaningAt(policy('podSelector: {}\negr‸ess: [{to: [{ipBlock: {cidr: "${CIDR}"}}], ports: [{port: 443}]}]'))).toMatchInlineSnapshot(`
    "**What this policy lets out** — all pods in namespace \`shop\`

    | To | Ports |
    |:--|:--|
    | not known here | TCP 443 |

    Everything else is denied, unless another policy allows it (as far as the values are known here). That includes DNS: no rule lets a query out on UDP 53. Replies to connections from outside are always let through."
  `);
});

const deployment = `apiVersion: apps/v1
kind: Deployment
metadata: {name: front, namespace: shop}
spec:
  selector: {matchLabels: {app: web}}
  template: {metadata: {labels: {app: web, tier: front}}}
`;

test('the workloads that it selects', () => {
  expect(meaningAt(policy('podSelector: {matchLabels: {app: web}}\npolicyTypes: [Egress]\negr‸ess: []'), { 'web.yaml': deployment })).toContain('**In this workspace**: Deployment `shop/front`.');
  expect(meaningAt(policy('podSel‸ector: {matchExpressions: [{key: tier, operator: In, values: [front, back]}]}\npolicyTypes: [Egress]'), { 'web.yaml': deployment })).toBe('**In this workspace**: Deployment `shop/front`.');
  expect(meaningAt(policy('podSel‸ector: {matchLabels: {app: other}}\npolicyTypes: [Egress]'), { 'web.yaml': deployment })).toBe('No workload in this workspace has such pods.');
  expect(meaningAt(policy('podSelector: {}\npolicyTypes: [Egress]\negress: [{to: [{podS‸elector: {matchLabels: {tier: front}}}]}]'), { 'web.yaml': deployment })).toBe('**In this workspace**: Deployment `shop/front`.');
});

test('the namespaces and pods that a peer takes', () => {
  const team = 'apiVersion: v1\nkind: Namespace\nmetadata: {name: shop, labels: {team: sales}}\n';
  const others = deployment.replaceAll('front', 'back').replace('namespace: shop', 'namespace: store');
  const files = { 'web.yaml': deployment, 'other.yaml': others, 'shop.yaml': team, 'store.yaml': team.replace('shop', 'store').replace('sales', 'stock') };
  const on = (peer: string): string | undefined => meaningAt(policy(`podSelector: {}\npolicyTypes: [Egress]\negress: [{to: [{${peer}}]}]`), files);
  expect(on('namespaceSe‸lector: {matchLabels: {team: sales}}')).toBe('**Namespaces**: `shop`.\n\n**In this workspace**: Deployment `shop/front`.');
  expect(on('namespaceSe‸lector: {matchLabels: {kubernetes.io/metadata.name: store}}, podSelector: {matchLabels: {app: web}}')).toBe('**Namespaces**: `store`.\n\n**In this workspace**: Deployment `store/back`.');
  expect(on('namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: store}}, podSe‸lector: {matchLabels: {app: web}}')).toBe('**In this workspace**: Deployment `store/back`.');
  expect(on('namespaceSe‸lector: {matchLabels: {team: none}}')).toBe('No Namespace in this workspace has such labels.');
});
