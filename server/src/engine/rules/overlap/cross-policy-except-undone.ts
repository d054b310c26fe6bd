import { addExcepts } from '../../edits/except.ts';
import { networkPolicy } from '../../kinds/network-policy.ts';
import type { Fix } from '../../model/finding.ts';
import { relationOf } from '../../net/range.ts';
import { reopenedElsewhere } from '../../policy/cross-verdicts.ts';
import type { ReopenedElsewhere } from '../../policy/cross-verdicts.ts';
import { mayBeTogether } from '../../references/together.ts';
import { referenceRule } from '../define.ts';
import { blockText, onPorts, policiesAllow } from '../support/peers.ts';

export const crossPolicyExceptUndone = referenceRule({
  id: 'cross-policy-except-undone',
  title: 'Exception that another policy allows after all',
  severity: 'information',
  since: '0.1.0',
  kinds: [networkPolicy],
  fixable: true,
  docs: `\`except\` is a hole in one block and no prohibition. Another policy for the same pods, or several together, allow all of the addresses on one of the same ports, so the exception has no effect there: policies only add up.

A warning where the other policy selects exactly the same pods and allows more than just the exception; else an information, because it may be a deliberate opening. Policies are compared where their namespace is the same and the other one selects the same pods by the same words, or every pod. Those of other folders count only where both name their namespace and nothing else has their names: files may be alternatives.

**Do:** write the same exception into the other policy, or delete it here.`,
  check(resource, lookup, report) {
    for (const found of reopenedElsewhere(resource, lookup)) {
      const { peer, except, others, surely } = found;
      if (!others.every((outer) => mayBeTogether(lookup, resource, outer.resource))) continue;
      const text = except.value.string ?? '';
      report({
        span: except.value.span, ...(surely ? { severity: 'warning' } : {}),
        message: `The exception ${text} of ${blockText(peer)} has no effect${onPorts(found)}: ${policiesAllow(others.map((outer) => outer.resource))} these pods those addresses all the same. Except them there too, unless that is meant.`,
        related: others.map((outer) => ({ resource: outer.resource, span: outer.block?.at.span ?? outer.rule.value.keySpan, message: outer.block !== undefined && relationOf(outer.block.range, except.range) === 'inside' ? `allows a part of ${text}` : `allows ${text}` })),
        fixes: () => fixesFor(found),
      });
    }
  },
});

/** The same exception in the other policies, where all of them allow more than it. */
function fixesFor({ except, others }: ReopenedElsewhere): readonly Fix[] {
  const text = except.value.string ?? '';
  const edits = others.map(({ resource, block }) => {
    const inside = block !== undefined && relationOf(except.range, block.range) === 'inside';
    const edit = inside && block.at.parent !== undefined ? addExcepts(block.at.parent, [text]) : undefined;
    return edit === undefined ? undefined : { ...edit, resource };
  });
  const whole = edits.filter((edit) => edit !== undefined);
  return whole.length === 0 || whole.length < edits.length ? [] : [{ title: `Except ${text} in the other ${whole.length === 1 ? 'policy' : 'policies'} too`, edits: whole }];
}
