import { fixOf } from '../../edits/fix.ts';
import { replaceString } from '../../edits/scalar.ts';
import { networkPolicy } from '../../kinds/network-policy.ts';
import { familyName } from '../../net/family.ts';
import { sizeOfRange } from '../../net/range.ts';
import { addressCount, rangeText } from '../../net/summary.ts';
import { blocksOf, rulesOfPolicy } from '../../policy/effect.ts';
import { isZeroBase, neighbours } from '../../policy/shapes.ts';
import { resourceRule } from '../define.ts';
import { blockText } from '../support/peers.ts';

export const cidrZeroBase = resourceRule({
  id: 'cidr-zero-base',
  title: 'Range at 0.0.0.0 that is not all addresses',
  severity: 'warning',
  since: '0.1.0',
  kinds: [networkPolicy],
  fixable: true,
  docs: `\`0.0.0.0/24\` is 256 addresses that no host has, not "any address": that is \`0.0.0.0/0\`. The prefix length says how many bits count, and none must count for any address to match. The rule allows nothing that it was to allow.

Silent where another block of the rule goes on right behind it, as in a written-out list of "everything but" (\`0.0.0.0/5\`, \`8.0.0.0/7\`, …), and for prefixes shorter than \`/8\`.

**Do:** write \`0.0.0.0/0\` or \`::/0\`, or the network that is meant.`,
  check(resource, report) {
    for (const rule of rulesOfPolicy(resource)) {
      const blocks = blocksOf(rule);
      const beside = neighbours(rule);
      for (const block of blocks.filter(({ range }) => isZeroBase(range))) {
        if (beside.isContinued(block)) continue;
        const any = block.range.family === 4 ? '0.0.0.0/0' : '::/0';
        report({
          span: block.at.span,
          message: `${blockText(block)} is only the ${addressCount(sizeOfRange(block.range))} ${rangeText(block.range)}, which no host has. For any ${familyName(block.range.family)} address write ${any}.`,
          fixes: () => fixOf(`Replace with ${any}`, replaceString(block.at, any)),
        });
      }
    }
  },
});
