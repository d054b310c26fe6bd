import { fixOf } from '../../edits/fix.ts';
import { deletePeerOrRule } from '../../edits/policy.ts';
import { networkPolicy } from '../../kinds/network-policy.ts';
import { relationOf } from '../../net/range.ts';
import { blocksOf, isEmptyBlock, rulesOfPolicy } from '../../policy/effect.ts';
import { resourceRule } from '../define.ts';
import { blockText } from '../support/peers.ts';

export const exceptCoversAll = resourceRule({
  id: 'except-covers-all',
  title: 'Exceptions that leave nothing',
  severity: 'warning',
  since: '0.1.0',
  kinds: [networkPolicy],
  fixable: true,
  docs: `Each exception is smaller than the range, so the API server takes the policy, but together they take away all of it: the peer allows nothing.

The fix deletes the peer. Where it is the only one of its rule, the rule goes too: an empty \`to\` would mean every destination.

**Do:** correct the exceptions, or delete the peer.`,
  check(resource, report) {
    for (const rule of rulesOfPolicy(resource)) {
      for (const block of blocksOf(rule)) {
        // An exception that is equal or wider is refused, and `except-not-subset` says so.
        if (!isEmptyBlock(block) || block.excepts.some(({ range }) => relationOf(range, block.range) !== 'inside')) continue;
        const isOnly = rule.peers.length === 1;
        report({
          span: block.at.span, tags: ['unnecessary'],
          message: `The exceptions of ${blockText(block)} together take away all of it, so this peer allows nothing. Correct the exceptions, or delete the ${isOnly ? 'rule' : 'peer'}${isOnly ? '; without its last peer it would allow every destination' : ''}.`,
          related: block.excepts.map(({ value }) => ({ resource, span: value.span, message: 'takes away a part' })),
          fixes: () => fixOf(isOnly ? 'Delete the rule' : 'Delete the peer', deletePeerOrRule(block.value)),
        });
      }
    }
  },
});
