/** What a CIDR or an address covers: every dialect, exceptions, and what is commonly there. */
import { describe, expect, test } from 'vitest';
import { hoverAt, meaningAt } from '../support/cursor.ts';

const policy = (block: string): string => `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: p
spec:
  podSelector: {}
  egress:
    - to:
        - ipBlock:
${block.replaceAll(/^/gm, '            ')}
`;
const cidr = (text: string): string | undefined => meaningAt(policy(`cidr: ${text}`));

test('a private block, and below it the field', () => {
  expect(hoverAt(policy('cidr: 10.0‸.0.0/8'))).toMatchInlineSnapshot(`
    "[10.0.0.0/8]
    | \`10.0.0.0/8\` | IPv4, 16,777,216 addresses |
    |:--|:--|
    | First – last | 10.0.0.0 – 10.255.255.255 |
    | Netmask | 255.0.0.0, wildcard 0.255.255.255 |

    - **Private use** (RFC 1918): private addresses, where the pods, Services and nodes of most clusters live too.
    - Commonly the **pod range (Cilium with its own address management), and many company networks**. Where it is, name pods by selectors rather than by address.
    - Commonly in it:
      - \`10.96.0.10\`, cluster DNS Service (kubeadm)
      - \`10.43.0.10\`, cluster DNS Service (K3s, RKE2)
      - \`10.96.0.1\`, Kubernetes API Service (kubeadm)

    ---

    \`spec.egress[].to[].ipBlock.cidr\` — The addresses, such as \`203.0.113.0/24\` or \`2001:db8::/32\`; a single one is \`/32\` or \`/128\`. Host names are not possible. \`0.0.0.0/0\` holds no IPv6 address, nor \`::/0\` an IPv4 one.

    [Kubernetes documentation](https://kubernetes.io/docs/concepts/services-networking/network-policies/#behavior-of-to-and-from-selectors)"
  `);
});

test('an IPv6 block has no netmask', () => {
  expect(cidr('2001:db8::/32‸')).toMatchInlineSnapshot(`
    "| \`2001:db8::/32\` | IPv6, 2^96 addresses |
    |:--|:--|
    | First – last | 2001:db8:: – 2001:db8:ffff:ffff:ffff:ffff:ffff:ffff |

    - **Documentation** (RFC 3849): made for examples: no real host has such an address, so the rule matches nothing."
  `);
});

test('any address: what is among them', () => {
  expect(cidr('‸0.0.0.0/0')).toMatchInlineSnapshot(`
    "| \`0.0.0.0/0\` | IPv4, 4,294,967,296 addresses |
    |:--|:--|
    | First – last | 0.0.0.0 – 255.255.255.255 |
    | Netmask | 0.0.0.0, wildcard 255.255.255.255 |

    - Includes private, carrier-grade NAT, link-local, loopback, multicast and other special addresses
    - Includes addresses of cloud platforms:
      - \`169.254.169.254\`, instance metadata (AWS, Google Cloud, Azure, OpenStack, DigitalOcean, Oracle)
      - \`100.100.100.200\`, instance metadata (Alibaba Cloud)
      - \`168.63.129.16\`, Azure platform (WireServer, DNS, health probes)"
  `);
});

test('host bits: what it really covers', () => {
  expect(cidr('10.1.2.3/‸8')).toMatchInlineSnapshot(`
    "| \`10.1.2.3/8\` | IPv4, 16,777,216 addresses |
    |:--|:--|
    | Covers, normal form | \`10.0.0.0/8\` |
    | First – last | 10.0.0.0 – 10.255.255.255 |
    | Netmask | 255.0.0.0, wildcard 0.255.255.255 |

    - **Private use** (RFC 1918): private addresses, where the pods, Services and nodes of most clusters live too.
    - Commonly the **pod range (Cilium with its own address management), and many company networks**. Where it is, name pods by selectors rather than by address.
    - Commonly in it:
      - \`10.96.0.10\`, cluster DNS Service (kubeadm)
      - \`10.43.0.10\`, cluster DNS Service (K3s, RKE2)
      - \`10.96.0.1\`, Kubernetes API Service (kubeadm)"
  `);
});

test('leading zeros, an IPv4-mapped address, a bare address', () => {
  expect(cidr('010.0.0.0/08‸')).toContain('| Normal form | `10.0.0.0/8` |');
  expect(cidr('"::ffff:10.0.0.0/104‸"')).toContain('| Normal form | `10.0.0.0/8` |');
  expect(cidr('"2001:DB8:0::/32‸"')).toContain('| Normal form | `2001:db8::/32` |');
  expect(cidr('10.0.0.1‸')).toContain('| Normal form | `10.0.0.1/32` |');
});

test('the cloud metadata address', () => {
  expect(cidr('169.254.169.254/32‸')).toMatchInlineSnapshot(`
    "| \`169.254.169.254/32\` | IPv4, 1 address |
    |:--|:--|
    | Address | 169.254.169.254 |
    | Netmask | 255.255.255.255, wildcard 0.0.0.0 |

    - **Link-local**, \`169.254.0.0/16\` (RFC 3927): reaches the node and its neighbours only; cloud metadata and node-local DNS usually have their addresses here.
    - Commonly the **instance metadata (AWS, Google Cloud, Azure, OpenStack, DigitalOcean, Oracle)**. It can hand out credentials of the node to any pod that reaches it on TCP 80."
  `);
});

test('what is no CIDR says nothing about addresses', () => {
  expect(hoverAt(policy('cidr: exam‸ple.com'))).not.toContain('|');
  expect(hoverAt(policy('cidr: ${CI‸DR}'))).not.toContain('|');
  expect(hoverAt(policy('cidr: "{{ .Values.c‸idr }}"'))).not.toContain('|');
});

describe('with exceptions', () => {
  test('what remains, as few blocks', () => {
    expect(meaningAt(policy('cidr: 10.0.0.0/8‸\nexcept: [10.1.0.0/16]'))).toMatchInlineSnapshot(`
      "| \`10.0.0.0/8\` | IPv4, 16,777,216 addresses |
      |:--|:--|
      | First – last | 10.0.0.0 – 10.255.255.255 |
      | Netmask | 255.0.0.0, wildcard 0.255.255.255 |

      **After \`except\`** 16,711,680 IPv4 addresses remain: \`10.0.0.0/16\`, \`10.2.0.0/15\`, \`10.4.0.0/14\`, \`10.8.0.0/13\`, \`10.16.0.0/12\`, \`10.32.0.0/11\`, \`10.64.0.0/10\`, \`10.128.0.0/9\`

      - **Private use** (RFC 1918): private addresses, where the pods, Services and nodes of most clusters live too.
      - Commonly the **pod range (Cilium with its own address management), and many company networks**. Where it is, name pods by selectors rather than by address.
      - Commonly in it:
        - \`10.96.0.10\`, cluster DNS Service (kubeadm)
        - \`10.43.0.10\`, cluster DNS Service (K3s, RKE2)
        - \`10.96.0.1\`, Kubernetes API Service (kubeadm)"
    `);
  });

  test('half of a block', () => {
    expect(meaningAt(policy('cidr: 192.168.1.0/24‸\nexcept:\n  - 192.168.1.128/25'))).toContain('**After `except`** 128 IPv4 addresses remain: `192.168.1.0/25`');
  });

  test('eight blocks are shown, the others counted', () => {
    expect(meaningAt(policy('cidr: 0.0.0.0/0‸\nexcept: [10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16, 169.254.0.0/16]'))).toMatchInlineSnapshot(`
      "| \`0.0.0.0/0\` | IPv4, 4,294,967,296 addresses |
      |:--|:--|
      | First – last | 0.0.0.0 – 255.255.255.255 |
      | Netmask | 0.0.0.0, wildcard 255.255.255.255 |

      **After \`except\`** 4,277,010,432 IPv4 addresses remain: \`0.0.0.0/5\`, \`8.0.0.0/7\`, \`11.0.0.0/8\`, \`12.0.0.0/6\`, \`16.0.0.0/4\`, \`32.0.0.0/3\`, \`64.0.0.0/2\`, \`128.0.0.0/3\`, and 32 more blocks

      - Still includes carrier-grade NAT, loopback, multicast and other special addresses
      - Still includes addresses of cloud platforms:
        - \`100.100.100.200\`, instance metadata (Alibaba Cloud)
        - \`168.63.129.16\`, Azure platform (WireServer, DNS, health probes)"
    `);
  });

  test('an item: what it takes away, and what is left after all of them', () => {
    expect(meaningAt(policy('cidr: 192.168.1.0/24\nexcept:\n  - 192.168.1.128/25‸\n  - 192.168.1.0/26'))).toMatchInlineSnapshot(`
      "| \`192.168.1.128/25\` | IPv4, 128 addresses |
      |:--|:--|
      | First – last | 192.168.1.128 – 192.168.1.255 |
      | Netmask | 255.255.255.128, wildcard 0.0.0.127 |

      **Exception**: takes 128 addresses out of \`192.168.1.0/24\`.

      **After \`except\`** 64 IPv4 addresses remain: \`192.168.1.64/26\`

      - **Private use**, \`192.168.0.0/16\` (RFC 1918): private addresses, where the pods, Services and nodes of most clusters live too.
      - Commonly the **pod range (Calico), and many office and home networks**, \`192.168.0.0/16\`. Where it is, name pods by selectors rather than by address."
    `);
  });

  test('an item that other exceptions hold too', () => {
    expect(meaningAt(policy('cidr: 10.0.0.0/8\nexcept: [10.0.0.0/16, 10.0.1.0/24‸]'))).toContain('takes 256 addresses out of `10.0.0.0/8` (all of them in other exceptions too).');
  });

  test('an item outside', () => {
    expect(meaningAt(policy('cidr: 10.0.0.0/8\nexcept: [172.16.0.0/12‸]'))).toContain('lies outside `10.0.0.0/8`');
    expect(meaningAt(policy('cidr: 10.0.0.0/8\nexcept: [0.0.0.0/0‸]'))).toContain('covers all of `10.0.0.0/8`');
    expect(meaningAt(policy('cidr: 10.0.0.0/8\nexcept: ["fd00::/8‸"]'))).toContain('lies outside');
  });

  test('nothing remains; not known what remains', () => {
    expect(meaningAt(policy('cidr: 10.0.0.0/31‸\nexcept: [10.0.0.0/32, 10.0.0.1/32]'))).toContain('no address remains');
    expect(meaningAt(policy('cidr: 10.0.0.0/8‸\nexcept: ["${NODES}"]'))).toContain('not known here');
  });
});

describe('in Istio', () => {
  const entry = (spec: string): string => `apiVersion: networking.istio.io/v1\nkind: ServiceEntry\nmetadata: { name: a }\nspec:\n${spec.replaceAll(/^/gm, '  ')}\n`;

  test('an address alone is its own normal form', () => {
    expect(meaningAt(entry('addresses:\n  - 203.0.113.7‸'))).toMatchInlineSnapshot(`
      "| \`203.0.113.7\` | IPv4, 1 address |
      |:--|:--|
      | Netmask | 255.255.255.255, wildcard 0.0.0.0 |

      - **Documentation (TEST-NET-3)**, \`203.0.113.0/24\` (RFC 5737): made for examples: no real host has such an address, so the rule matches nothing."
    `);
  });

  test('endpoints are addresses or names', () => {
    expect(meaningAt(entry('endpoints:\n  - address: 8.8.8.8‸'))).toContain('Commonly the **Google Public DNS**');
    expect(meaningAt(entry('endpoints:\n  - address: db.example.com‸'))).toContain('exactly this name');
    expect(meaningAt(entry('endpoints:\n  - address: unix:///run/a.sock‸'))).not.toContain('|');
  });

  test('authorization policies', () => {
    expect(meaningAt('apiVersion: security.istio.io/v1\nkind: AuthorizationPolicy\nspec:\n  rules:\n    - from:\n        - source:\n            ipBlocks: ["10.0.0.0/8‸", 1.1.1.1]\n')).toContain('16,777,216 addresses');
  });
});

test('text from a file is shown as text', () => {
  expect(meaningAt(policy('cidr: "10.0.0.1/8|<b>`x`‸"'))).not.toContain('<b>');
  expect(meaningAt('apiVersion: networking.istio.io/v1\nkind: ServiceEntry\nspec:\n  hosts:\n    - "*.a`|[x](http://e.com)<i>‸"\n')).toMatchInlineSnapshot(`"**\`\`*.a\`|[x](http://e.com)<i>\`\`** — every host that ends in \`\`.a\`|[x](http://e.com)<i>\`\`, at any depth, but not \`\`a\`|[x](http://e.com)<i>\`\` itself."`);
});
