import { authorizationPolicy } from '../../kinds/authorization-policy.ts';
import { destinationRule } from '../../kinds/destination-rule.ts';
import { gateway } from '../../kinds/gateway.ts';
import { serviceEntry } from '../../kinds/service-entry.ts';
import { sidecar } from '../../kinds/sidecar.ts';
import { virtualService } from '../../kinds/virtual-service.ts';
import { workloadEntry } from '../../kinds/workload-entry.ts';
import { deletion } from '../support/remove.ts';
import { refusedByIstio } from '../support/webhook.ts';
import { resourceRule } from '../define.ts';

export const istioAnnotationRefused = resourceRule({
  id: 'istio-annotation-refused',
  title: 'Annotation that Istio refuses',
  severity: 'error',
  since: '0.1.0',
  codes: ['IST0106'],
  kinds: [authorizationPolicy, destinationRule, gateway, serviceEntry, sidecar, virtualService, workloadEntry],
  fixable: true,
  docs: `\`istio.io/dry-run\` tries an AuthorizationPolicy out: it goes with the actions \`ALLOW\` and \`DENY\` only, its value is \`"true"\` or \`"false"\`, and Istio refuses every other object that has it. Annotations that Istio writes for itself (\`internal.istio.io/parents\`, \`internal.istio.io/parent-namespace\`) and \`internal.istio.io/webhook-always-reject\` are refused everywhere.

**Do:** delete the annotation, or correct its value.`,
  check(resource, report) {
    const annotations = resource.root.at('metadata', 'annotations');
    for (const name of internal) {
      const one = annotations.at(name);
      if (one.exists) report({ span: one.keySpan, ...refusedByIstio, fixes: () => deletion(one, true), message: `${name} is Istio's own, and it refuses objects that come with it. Delete it.` });
    }
    const dryRun = annotations.at('istio.io/dry-run');
    if (!dryRun.exists) return;
    const action = resource.root.at('spec', 'action');
    if (resource.kind !== authorizationPolicy) report({ span: dryRun.keySpan, ...refusedByIstio, fixes: () => deletion(dryRun, true), message: 'Only AuthorizationPolicies can be tried out, and Istio refuses this object. Delete the annotation.' });
    else if (action.string === 'AUDIT' || action.string === 'CUSTOM') report({ span: dryRun.keySpan, ...refusedByIstio, related: [{ resource, span: action.span, message: 'the action' }], message: `Only ALLOW and DENY can be tried out, not ${action.string}, and Istio refuses the policy. Delete the annotation.` });
    else if (dryRun.string !== undefined && !truths.has(dryRun.string)) report({ span: dryRun.span, ...refusedByIstio, message: `${dryRun.source} is neither true nor false, and Istio refuses the policy. Write "true" or "false".` });
  },
});

const internal = ['internal.istio.io/webhook-always-reject', 'internal.istio.io/parents', 'internal.istio.io/parent-namespace'];
/** What Go's `strconv.ParseBool` takes. */
const truths = new Set(['1', 't', 'T', 'TRUE', 'true', 'True', '0', 'f', 'F', 'FALSE', 'false', 'False']);
