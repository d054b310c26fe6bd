import { destinationRule } from '../../kinds/destination-rule.ts';
import { serviceEntry } from '../../kinds/service-entry.ts';
import { virtualService } from '../../kinds/virtual-service.ts';
import { workloadEntry } from '../../kinds/workload-entry.ts';
import { istioLabelKeyFlaw, istioLabelValueFlaw, shown } from '../../text/istio-names.ts';
import { fieldsOf } from '../../workspace/walk.ts';
import { isPlaceholder } from '../../yaml/value.ts';
import { markOf } from '../support/subject.ts';
import { refusedByIstio } from '../support/webhook.ts';
import { resourceRule } from '../define.ts';

export const istioLabelInvalid = resourceRule({
  id: 'istio-label-invalid',
  title: 'Label of a form not allowed',
  severity: 'error',
  since: '0.1.0',
  codes: ['IST0106'],
  kinds: [destinationRule, serviceEntry, virtualService, workloadEntry],
  docs: `Labels in Istio's own fields (\`sourceLabels\` of a match, \`labels\` of a subset, an endpoint or a WorkloadEntry) have the form of Kubernetes' labels: keys \`name\` or \`prefix/name\`, values empty or of letters, digits, \`-\`, \`_\` and \`.\`, with a letter or digit at both ends. Istio refuses the object otherwise.

Selectors are judged by \`workload-selector-invalid\`.

**Do:** write the label as the pods have it.`,
  check(resource, report) {
    for (const { value } of fieldsOf(resource, 'labels')) {
      if (value.path[0] === 'metadata' || value.parent?.step === 'workloadSelector') continue;
      for (const entry of value.entries()) {
        const key = String(entry.step);
        const ofKey = isPlaceholder(key) ? undefined : istioLabelKeyFlaw(key);
        const ofValue = entry.string === undefined ? undefined : istioLabelValueFlaw(entry.string);
        if (ofKey !== undefined) report({ span: entry.keySpan, ...refusedByIstio, message: `The key ${shown(key)} ${ofKey}. Istio refuses the object. Write the label as the pods have it.` });
        else if (ofValue !== undefined) report({ span: markOf(entry), ...refusedByIstio, message: `The label's value ${shown(entry.string ?? '')} ${ofValue}. Istio refuses the object. Write the label as the pods have it.` });
      }
    }
  },
});
