import { addExcepts } from '../../edits/except.ts';
import { fixOf } from '../../edits/fix.ts';
import { networkPolicy } from '../../kinds/network-policy.ts';
import { families, familyName } from '../../net/family.ts';
import type { Family } from '../../net/family.ts';
import { blocksOf, isForAll, rulesOfPolicy } from '../../policy/effect.ts';
import type { BlockPeer } from '../../policy/model.ts';
import { resourceRule } from '../define.ts';
import { blockText } from '../support/peers.ts';

export const cidrAny = resourceRule({
  id: 'cidr-any',
  title: 'Every address of a family',
  severity: 'information',
  since: '0.1.0',
  kinds: [networkPolicy],
  fixable: true,
  docs: `The blocks of an egress rule together are every IPv4 or every IPv6 address: \`0.0.0.0/0\`, or its halves \`0.0.0.0/1\` and \`128.0.0.0/1\`. Most network plugins then allow addresses inside the cluster as well; Cilium does not.

If the Internet alone is meant, except the private networks. The fix writes those exceptions: the private and shared ranges and, of the link-local ones, the metadata service of clouds only, because DNS caches on nodes have link-local addresses.

**Do:** name the ranges that are needed, or except what must not be reached. If every address is meant, leave it.`,
  check(resource, report) {
    for (const rule of rulesOfPolicy(resource).filter(({ direction }) => direction === 'egress')) {
      for (const family of families.filter((one) => isForAll(rule, one))) {
        const blocks = blocksOf(rule).filter(({ range }) => range.family === family);
        const whole = blocks.find(({ range, excepts }) => range.prefix === 0 && excepts.length === 0);
        const [block] = whole === undefined ? blocks : [whole];
        if (block === undefined) continue;
        report({
          span: block.at.span,
          message: `${whole === undefined ? `${blockText(block)} and the other blocks of this rule are together` : `${blockText(block)} is`} every ${familyName(family)} address, with most network plugins those inside the cluster too. Name the ranges that are needed, or except what must not be reached.`,
          related: whole === undefined ? blocks.filter((one) => one !== block).map((one) => ({ resource, span: one.at.span, message: 'a part of it' })) : [],
          fixes: () => (whole === undefined ? [] : internetOnly(whole, family)),
        });
      }
    }
  },
});

/** What is not the Internet. Of the link-local addresses only the metadata service: others serve DNS on the node. */
const inside: Readonly<Record<Family, readonly string[]>> = {
  4: ['10.0.0.0/8', '100.64.0.0/10', '169.254.169.254/32', '172.16.0.0/12', '192.168.0.0/16'],
  6: ['fc00::/7', 'fe80::/10'],
};

function internetOnly(block: BlockPeer, family: Family): ReturnType<typeof fixOf> {
  const { parent } = block.at;
  return parent === undefined ? [] : fixOf('Except the private networks (allow the Internet only)', addExcepts(parent, inside[family]));
}
