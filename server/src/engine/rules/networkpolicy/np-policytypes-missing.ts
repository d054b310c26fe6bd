import { networkPolicy } from '../../kinds/network-policy.ts';
import { resourceRule } from '../define.ts';
import { hasNoTypes, writeTypes } from '../support/policy-types.ts';

export const npPolicytypesMissing = resourceRule({
  id: 'np-policytypes-missing',
  title: 'Policy without policyTypes',
  severity: 'hint',
  since: '0.1.0',
  kinds: [networkPolicy],
  fixable: true,
  docs: `The policy does not say which directions it is about. Kubernetes fills in Ingress always, and Egress where there is an egress rule. Readers should not have to know that, and whoever deletes the last egress rule would open all outgoing traffic.

Where the default surprises, other rules say so: [\`np-implicit-ingress-isolation\`](np-implicit-ingress-isolation.md), [\`np-empty-egress-not-enforced\`](np-empty-egress-not-enforced.md).

**Do:** write the directions down.`,
  check(resource, report) {
    const spec = resource.root.at('spec');
    if (spec.type !== 'map' || spec.hasUnknownEntries || !hasNoTypes(spec)) return;
    const [egress, ingress] = [spec.at('egress'), spec.at('ingress')];
    const said = (egress.exists && egress.items().length === 0) || (egress.exists && !ingress.exists);
    if (said) return;
    const types = egress.items().length > 0 ? ['Ingress', 'Egress'] : ['Ingress'];
    report({
      span: spec.at('policyTypes').exists ? spec.at('policyTypes').keySpan : spec.keySpan,
      message: `policyTypes is not written; Kubernetes takes it for [${types.join(', ')}]. Write that down, so that readers need not know the default.`,
      fixes: () => {
        const edit = writeTypes(spec, types);
        return edit === undefined ? [] : [{ title: `Write policyTypes: [${types.join(', ')}]`, edits: [edit], preferred: true }];
      },
    });
  },
});
