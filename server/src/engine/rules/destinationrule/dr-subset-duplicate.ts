import { destinationRule } from '../../kinds/destination-rule.ts';
import { dnsLabelFlaw, shown } from '../../text/istio-names.ts';
import type { Value } from '../../yaml/value.ts';
import { markOf } from '../support/subject.ts';
import { refusedByIstio } from '../support/webhook.ts';
import { resourceRule } from '../define.ts';

export const drSubsetDuplicate = resourceRule({
  id: 'dr-subset-duplicate',
  title: 'Subset with a name that is taken, or none',
  severity: 'error',
  since: '0.1.0',
  codes: ['IST0106'],
  kinds: [destinationRule],
  docs: `Two \`subsets\` of a DestinationRule have the same name, or a name is empty or not made of letters, digits and hyphens. Istio refuses the DestinationRule.

**Do:** give each subset its own name, and name it so in the destinations of VirtualServices.`,
  check(resource, report) {
    const seen = new Map<string, Value>();
    for (const name of resource.root.at('spec', 'subsets').items().map((subset) => subset.at('name'))) {
      const text = name.string;
      if (text === undefined) continue;
      const first = seen.get(text);
      const flaw = dnsLabelFlaw(text);
      if (first === undefined) seen.set(text, name);
      if (flaw !== undefined) report({ span: markOf(name), ...refusedByIstio, message: `${text === '' ? 'An empty text' : shown(text)} cannot be the name of a subset: ${flaw}. Istio refuses the DestinationRule. Correct it.` });
      else if (first !== undefined) report({ span: name.span, ...refusedByIstio, related: [{ resource, span: first.span, message: 'the first of them' }], message: `The subset ${text} is defined already, and Istio refuses the DestinationRule. Rename or delete one of them.` });
    }
  },
});
