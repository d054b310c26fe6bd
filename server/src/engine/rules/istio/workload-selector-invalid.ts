import { authorizationPolicy } from '../../kinds/authorization-policy.ts';
import { destinationRule } from '../../kinds/destination-rule.ts';
import { serviceEntry } from '../../kinds/service-entry.ts';
import { sidecar } from '../../kinds/sidecar.ts';
import type { Resource } from '../../model/resource.ts';
import { walkOf } from '../../workspace/walk.ts';
import type { Value } from '../../yaml/value.ts';
import { refusedByIstio, warnedByIstio } from '../support/webhook.ts';
import { resourceRule } from '../define.ts';

export const workloadSelectorInvalid = resourceRule({
  id: 'workload-selector-invalid',
  title: 'Selector of workloads that chooses nothing',
  severity: 'error',
  since: '0.1.0',
  codes: ['IST0106', 'IST0133'],
  kinds: [authorizationPolicy, destinationRule, serviceEntry, sidecar],
  docs: `A selector compares labels as they are: a \`*\` in it, or an empty key, is refused. A selector without labels is accepted with a warning: it chooses every workload of the namespace, as if it were not there.

**Do:** write the labels of the pods; for all workloads of the namespace, leave the selector out.`,
  check(resource, report) {
    const selector = resource.root.at('spec', resource.kind === authorizationPolicy ? 'selector' : 'workloadSelector');
    // Selectors of the older form have `labels`.
    const labels = selector.at(resource.kind === serviceEntry || resource.kind === sidecar ? 'labels' : 'matchLabels');
    if (isElsewhere(selector, labels, resource)) return;
    if (isEmpty(labels)) report({ span: selector.keySpan, ...warnedByIstio, message: 'This selector has no labels, so it chooses every workload of the namespace; Istio warns of it. Write the labels of the pods, or delete it.' });
    for (const entry of labels.entries()) {
      const key = String(entry.step);
      if (key === '' || `${key}${entry.string ?? ''}`.includes('*')) report({ span: entry.keySpan, ...refusedByIstio, message: `${key === '' ? 'The key is empty' : 'A * is no wildcard here'}, and Istio refuses the object. Write the labels of the pods as they are.` });
    }
  },
});

function isEmpty(labels: Value): boolean {
  return !labels.exists || (labels.type === 'map' && labels.entries().length === 0 && !labels.hasUnknownEntries);
}

/** Whether there is no selector to judge, or the schema has something against it or its labels. */
function isElsewhere(selector: Value, labels: Value, resource: Resource): boolean {
  if (selector.type !== 'map' || selector.hasUnknownEntries) return true;
  return walkOf(resource).problems.some(({ value }) => value === selector || value.parent === selector || value.parent === labels);
}
