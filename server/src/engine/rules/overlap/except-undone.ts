import { addExcepts, deleteExcept } from '../../edits/except.ts';
import { fixOf } from '../../edits/fix.ts';
import { networkPolicy } from '../../kinds/network-policy.ts';
import type { Fix } from '../../model/finding.ts';
import { addressesOf } from '../../net/address-set.ts';
import { relationOf } from '../../net/range.ts';
import { blocksWith } from '../../policy/effect.ts';
import { isForFewerPorts, reopenedExcepts } from '../../policy/undone.ts';
import type { ReopenedExcept } from '../../policy/undone.ts';
import { resourceRule } from '../define.ts';
import { blockText, placesOf, onPorts } from '../support/peers.ts';

export const exceptUndone = resourceRule({
  id: 'except-undone',
  title: 'Exception that is allowed after all',
  severity: 'warning',
  since: '0.1.0',
  kinds: [networkPolicy],
  fixable: true,
  docs: `\`except\` is a hole in one block and no prohibition. Where another block of the rule, or another rule of the policy, allows all of the same addresses on one of the same ports, the exception has no effect there: policies only add up.

Ports are compared one by one. A block that allows a *part* of the exception is a pinhole, and usual; \`except-pinhole\` lists those. An information only, where what re-opens the exception is for fewer ports than the rule with the exception: people write that on purpose.

**Do:** write the same exception below the other block too, or delete it.`,
  check(resource, report) {
    for (const found of reopenedExcepts(resource)) {
      const { rule, peer, except, segments, by } = found;
      if (segments.length === 0) continue;
      const text = except.value.string ?? '';
      const own = by.length === 1 && by[0] === rule;
      report({
        span: except.value.span, ...(isForFewerPorts(found) ? { severity: 'information' } : {}),
        message: `The exception ${text} of ${blockText(peer)} has no effect${onPorts(found)}: ${own ? 'another block of this rule' : 'this policy'} allows those addresses all the same. Except them there too${found.everywhere ? ', or delete the exception' : ', unless that is meant'}.`,
        related: placesOf(resource, by, addressesOf([except.range]), `allows ${text}${own ? '' : ' or a part of it'}`),
        fixes: () => fixesFor(found),
      });
    }
  },
});

function fixesFor({ peer, except, by, everywhere }: ReopenedExcept): readonly Fix[] {
  const text = except.value.string ?? '';
  const blocks = by.flatMap((rule) => blocksWith(rule, addressesOf([except.range])));
  const around = blocks.every(({ range }) => relationOf(except.range, range) === 'inside') && !by.some((rule) => rule.anywhere);
  const edits = around ? blocks.map(({ at }) => (at.parent === undefined ? undefined : addExcepts(at.parent, [text]))) : [];
  const whole = edits.filter((edit) => edit !== undefined);
  const where = blocks.length === 1 && blocks[0] !== undefined ? blockText(blocks[0]) : `${blocks.length} other blocks`;
  return [
    ...(whole.length > 0 && whole.length === edits.length ? [{ title: `Except ${text} from ${where} too`, edits: whole }] : []),
    // Elsewhere the exception counts: deleting it would open more.
    ...fixOf(`Delete the exception ${text} of ${blockText(peer)}`, everywhere ? deleteExcept(except.value) : undefined),
  ];
}
