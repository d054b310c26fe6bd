import { appendItem } from '../../edits/append.ts';
import { networkPolicy } from '../../kinds/network-policy.ts';
import type { Fix } from '../../model/finding.ts';
import { directions } from '../../policy/model.ts';
import type { Value } from '../../yaml/value.ts';
import { resourceRule } from '../define.ts';

export const npDirectionNotEnforced = resourceRule({
  id: 'np-direction-not-enforced',
  title: 'Rules of a direction that policyTypes leaves out',
  severity: 'warning',
  since: '0.1.0',
  kinds: [networkPolicy],
  fixable: true,
  docs: `The policy has rules for a direction that its \`policyTypes\` does not name. Kubernetes accepts that and ignores the rules: the direction stays open to everything, unless another policy isolates it.

An empty list (\`egress: []\`) is taken for a note to the reader, and the rule is silent.

**Do:** add the direction to \`policyTypes\`, or delete the rules.`,
  check(resource, report) {
    const spec = resource.root.at('spec');
    const types = spec.at('policyTypes');
    if (types.items().length === 0 || types.items().some((type) => type.string === undefined)) return;
    for (const direction of directions) {
      const rules = spec.at(direction);
      const name = direction === 'egress' ? 'Egress' : 'Ingress';
      // In another case it is refused, and what it means is plain.
      if (rules.items().length === 0 || types.items().some((type) => type.string?.toLowerCase() === direction)) continue;
      report({
        span: rules.keySpan, related: [{ resource, span: types.keySpan, message: 'the directions that are in force' }],
        message: `policyTypes does not name ${name}, so these ${direction} rules have no effect and ${direction === 'egress' ? 'outgoing' : 'incoming'} traffic is not restricted by this policy. Add ${name}, or delete the rules.`,
        fixes: () => fixesFor(types, name),
      });
    }
  },
});

function fixesFor(types: Value, name: string): readonly Fix[] {
  const edit = appendItem(types, name);
  return edit === undefined ? [] : [{ title: `Add ${name} to policyTypes`, edits: [edit], preferred: true }];
}
