import { networkPolicy } from '../../kinds/network-policy.ts';
import { resourceRule } from '../define.ts';
import { hasNoTypes, writeTypes } from '../support/policy-types.ts';

export const npEmptyEgressNotEnforced = resourceRule({
  id: 'np-empty-egress-not-enforced',
  title: 'Empty egress that denies nothing',
  severity: 'warning',
  since: '0.1.0',
  kinds: [networkPolicy],
  fixable: true,
  docs: `\`egress\` is written but empty, and there is no \`policyTypes\`. It looks like a policy that denies all outgoing traffic, but without a rule Kubernetes does not count the policy as one about egress: outgoing traffic stays open. Instead the policy isolates *ingress*, which an absent \`policyTypes\` always does.

**Do:** write \`policyTypes: [Egress]\` to deny all outgoing traffic, or delete the empty \`egress\`.`,
  check(resource, report) {
    const spec = resource.root.at('spec');
    const egress = spec.at('egress');
    const isEmpty = egress.type === 'null' || (egress.type === 'list' && egress.items().length === 0);
    if (!isEmpty || spec.hasUnknownEntries || !hasNoTypes(spec)) return;
    const types = spec.at('ingress').exists ? ['Ingress', 'Egress'] : ['Egress'];
    report({
      span: egress.keySpan,
      message: `Without policyTypes an empty egress denies nothing: outgoing traffic stays open, and incoming traffic is ${spec.at('ingress').items().length > 0 ? 'restricted' : 'denied'} instead. Write policyTypes: [${types.join(', ')}].`,
      fixes: () => {
        const edit = writeTypes(spec, types);
        return edit === undefined ? [] : [{ title: `Write policyTypes: [${types.join(', ')}]`, edits: [edit] }];
      },
    });
  },
});
