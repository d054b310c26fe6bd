import { deleteItem } from '../../edits/list.ts';
import { networkPolicy } from '../../kinds/network-policy.ts';
import type { Resource } from '../../model/resource.ts';
import { coveredElsewhere } from '../../policy/cross-verdicts.ts';
import { referenceRule } from '../define.ts';
import { blockText, fixOf, ruleText } from '../support/peers.ts';

export const crossPolicyRedundant = referenceRule({
  id: 'cross-policy-redundant',
  title: 'Allowed by another policy already',
  severity: 'information',
  since: '0.1.0',
  kinds: [networkPolicy],
  fixable: true,
  docs: `Another policy allows the same pods all that this rule, or this block, allows. Policies only add up, so it has no effect as long as that policy is there. It may be meant: the two may have different owners.

Policies are compared where their namespace is the same and the other one selects the same pods by the same words, or every pod. A policy for fewer pods is no reason: this one still counts for the rest. Policies that name no namespace are compared with their like in the same folder.

**Do:** delete one of the two, or leave a note why both are there.`,
  check(resource, lookup, report) {
    for (const { rule, peer, by } of coveredElsewhere(resource, lookup)) {
      const names = [...new Set(by.map((outer) => nameOf(outer.resource)))];
      const what = peer === undefined ? 'This rule' : blockText(peer);
      report({
        span: peer === undefined ? rule.value.keySpan : peer.at.span, tags: ['unnecessary'],
        message: `${what} adds nothing: ${names.length === 1 ? `the policy ${names[0] ?? ''} allows` : `the policies ${names.join(', ')} allow`} these pods all of it already. Delete one of the two, unless both are meant to stand alone.`,
        related: by.map((outer) => ({ resource: outer.resource, span: outer.block?.at.span ?? outer.rule.value.keySpan, message: `${ruleText(outer.rule)} of ${nameOf(outer.resource)} allows it` })),
        fixes: () => fixOf(peer === undefined ? 'Delete the rule' : `Delete ${blockText(peer)}`, deleteItem(peer?.value ?? rule.value)),
      });
    }
  },
});

function nameOf({ name }: Resource): string {
  return name ?? 'without a name';
}
