import { appendData } from '../../edits/data.ts';
import { fixOf } from '../../edits/fix.ts';
import { networkPolicy } from '../../kinds/network-policy.ts';
import { families, familyName } from '../../net/family.ts';
import { blocksOf, isForAll, rulesOfPolicy } from '../../policy/effect.ts';
import { resourceRule } from '../define.ts';
import { blockText } from '../support/peers.ts';

export const cidrAnyOneFamily = resourceRule({
  id: 'cidr-any-one-family',
  title: 'Every address of one family, none of the other',
  severity: 'hint',
  since: '0.1.0',
  kinds: [networkPolicy],
  fixable: true,
  docs: `The rule allows every IPv4 address and no IPv6 one, or the other way round. \`0.0.0.0/0\` does not cover IPv6. In a cluster with both families, what has addresses of both is then reached over one only, after a delay or not at all.

Speaks only where the setting \`egress.dualStack\` says that the cluster has both families.

**Do:** add the twin, \`::/0\` or \`0.0.0.0/0\`, with the exceptions that belong to it.`,
  check(resource, report, options) {
    if (!options.dualStack) return;
    for (const rule of rulesOfPolicy(resource)) {
      if (rule.peers.some(({ type }) => type === 'unknown')) continue;
      for (const family of families) {
        const other = family === 4 ? 6 : 4;
        if (!isForAll(rule, family) || blocksOf(rule).some(({ range }) => range.family === other)) continue;
        const block = blocksOf(rule).find(({ range }) => range.family === family);
        const twin = other === 4 ? '0.0.0.0/0' : '::/0';
        if (block === undefined) continue;
        report({
          span: block.at.span,
          message: `This rule has every ${familyName(family)} address and no ${familyName(other)} one (${blockText(block)} does not cover the other family). In a dual-stack cluster, add ${twin}.`,
          fixes: () => fixOf(`Add ${twin}`, appendData(rule.list, { ipBlock: { cidr: twin } }), true),
        });
      }
    }
  },
});
