import { fixOf } from '../../edits/fix.ts';
import { deleteItem } from '../../edits/list.ts';
import { networkPolicy } from '../../kinds/network-policy.ts';
import { coveredElsewhere } from '../../policy/cross-verdicts.ts';
import { mayBeTogether } from '../../references/together.ts';
import { referenceRule } from '../define.ts';
import { blockText, policiesAllow, policyName, ruleText } from '../support/peers.ts';

export const crossPolicyRedundant = referenceRule({
  id: 'cross-policy-redundant',
  title: 'Allowed by another policy already',
  severity: 'information',
  since: '0.1.0',
  kinds: [networkPolicy],
  fixable: true,
  docs: `Another policy allows the same pods all that this rule, or this block, allows. Policies only add up, so it has no effect as long as that policy is there. It may be meant: the two may have different owners. Blocks of several rules and policies that cover one together count as well, where each of them has all of its ports.

Policies are compared where their namespace is the same and the other one selects the same pods by the same words, or every pod. A policy for fewer pods is no reason: this one still counts for the rest. Policies that name no namespace are compared with their like in the same folder, and those of other folders only where nothing else has their names: files may be alternatives.

**Do:** delete one of the two, or leave a note why both are there.`,
  check(resource, lookup, report) {
    for (const { rule, peer, by, together } of coveredElsewhere(resource, lookup)) {
      if (!by.every((outer) => mayBeTogether(lookup, resource, outer.resource))) continue;
      const what = peer === undefined ? 'This rule' : blockText(peer);
      report({
        span: peer === undefined ? rule.value.keySpan : peer.at.span, tags: ['unnecessary'],
        message: `${what} adds nothing: ${policiesAllow(by.map((outer) => outer.resource), together)} these pods all of it already. ${together ? 'Delete it, unless it is meant' : 'Delete one of the two, unless both are meant'} to stand alone.`,
        related: by.map((outer) => ({ resource: outer.resource, span: outer.block?.at.span ?? outer.rule.value.keySpan, message: `${ruleText(outer.rule)} of ${policyName(outer.resource)} allows ${together ? 'a part of it' : 'it'}` })),
        fixes: () => fixOf(peer === undefined ? 'Delete the rule' : `Delete ${blockText(peer)}`, deleteItem(peer?.value ?? rule.value)),
      });
    }
  },
});
