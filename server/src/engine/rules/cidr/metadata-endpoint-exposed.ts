import { addExcepts } from '../../edits/except.ts';
import { fixOf } from '../../edits/fix.ts';
import { networkPolicy } from '../../kinds/network-policy.ts';
import { addressesOf, coversAddresses } from '../../net/address-set.ts';
import { understandCidr } from '../../net/cidr.ts';
import { coversPorts, portsOf } from '../../net/port-set.ts';
import { blocksOf, rulesOfPolicy } from '../../policy/effect.ts';
import type { BlockPeer } from '../../policy/model.ts';
import { redundancyOf } from '../../policy/redundancy.ts';
import { resourceRule } from '../define.ts';
import { blockText } from '../support/peers.ts';

export const metadataEndpointExposed = resourceRule({
  id: 'metadata-endpoint-exposed',
  title: 'Metadata service of the cloud within reach',
  severity: 'information',
  since: '0.1.0',
  kinds: [networkPolicy],
  fixable: true,
  docs: `A wide block lets pods reach the address at which clouds serve the metadata of the node (169.254.169.254, over IPv6 fd00:ec2::254 or fd20:ce::254) on TCP 80. In many clusters any pod that reaches it can take the node's credentials from it.

A warning where the setting \`egress.protectMetadata\` says that pods must not reach it. Silent where the block is \`/16\` or narrower (\`/64\` for IPv6), because then the address was named on purpose, and for rules without destinations.

**Do:** except the one address, as the fix does. Not all of 169.254.0.0/16: DNS caches on nodes have their addresses there.`,
  check(resource, report, options) {
    const { spoken } = redundancyOf(resource);
    for (const rule of rulesOfPolicy(resource)) {
      if (rule.direction !== 'egress' || rule.ports === undefined || !coversPorts(rule.ports, http)) continue;
      for (const block of blocksOf(rule).filter(isWide)) {
        const open = spoken.has(block.value) && !spoken.has(rule.value) ? [] : endpoints.filter((one) => coversAddresses(block.addresses, one.addresses));
        if (open.length === 0) continue;
        report({
          span: block.at.span, ...(options.protectMetadata ? { severity: 'warning' } : {}),
          message: `${blockText(block)} lets pods reach the metadata service of the cloud (${open.map(({ name }) => name).join(', ')}) on TCP 80, which may hand out the node's credentials. Except ${open.length === 1 ? 'that address' : 'those addresses'} unless the pods need it.`,
          fixes: () => fixOf(`Except ${open.map(({ cidr }) => cidr).join(', ')}`, block.at.parent === undefined ? undefined : addExcepts(block.at.parent, open.map(({ cidr }) => cidr)), true),
        });
      }
    }
  },
});

const http = portsOf([{ protocol: 'TCP', first: 80 }]);

const endpoints = ['169.254.169.254/32', 'fd00:ec2::254/128', 'fd20:ce::254/128'].flatMap((cidr) => {
  const range = understandCidr(cidr)?.range;
  return range === undefined ? [] : [{ cidr, name: cidr.replace(/\/.*/, ''), addresses: addressesOf([range]) }];
});

/** Wide enough that nobody had the one address in mind. */
function isWide({ range }: BlockPeer): boolean {
  return range.prefix < (range.family === 4 ? 16 : 64);
}
