import { networkPolicy } from '../../kinds/network-policy.ts';
import type { Fix } from '../../model/finding.ts';
import { resourceRule } from '../define.ts';
import { hasNoTypes, writeTypes } from '../support/policy-types.ts';

export const npImplicitIngressIsolation = resourceRule({
  id: 'np-implicit-ingress-isolation',
  title: 'Egress policy that denies all ingress too',
  severity: 'warning',
  since: '0.1.0',
  kinds: [networkPolicy],
  fixable: true,
  docs: `The policy has egress rules, no \`ingress\` and no \`policyTypes\`. Kubernetes then fills in \`[Ingress, Egress]\`, so the pods lose all *incoming* traffic as well, unless another policy lets it in.

**Do:** write \`policyTypes: [Egress]\` if only outgoing traffic is meant, \`[Ingress, Egress]\` if both.`,
  check(resource, report) {
    const spec = resource.root.at('spec');
    const egress = spec.at('egress');
    if (egress.items().length === 0 || spec.at('ingress').exists || spec.hasUnknownEntries || !hasNoTypes(spec)) return;
    report({
      span: egress.keySpan,
      message: 'Without policyTypes this policy also denies all incoming traffic of its pods. Write policyTypes: [Egress], or [Ingress, Egress] if that is meant.',
      fixes: () => [['Egress'], ['Ingress', 'Egress']].flatMap((types): readonly Fix[] => {
        const edit = writeTypes(spec, types);
        return edit === undefined ? [] : [{ title: `Write policyTypes: [${types.join(', ')}]${types.length > 1 ? ' (as it is now)' : ''}`, edits: [edit] }];
      }),
    });
  },
});
