import { virtualService } from '../../kinds/virtual-service.ts';
import { routesOf, virtualServiceRole } from '../../views/routes.ts';
import { isMisspelt } from '../support/misspelt.ts';
import { refusedByIstio, saysSomething } from '../support/webhook.ts';
import { resourceRule } from '../define.ts';

export const vsDelegateInvalid = resourceRule({
  id: 'vs-delegate-invalid',
  title: 'Delegate with what it cannot have',
  severity: 'error',
  since: '0.1.0',
  codes: ['IST0106'],
  kinds: [virtualService],
  docs: `Routes can be spread over several VirtualServices: a rule of the one with \`hosts\` names a \`delegate\`, which is a VirtualService without hosts.

- A rule that delegates has neither \`route\` nor \`redirect\`.
- A delegate (no \`hosts\`) has no \`gateways\`, no \`tls\` and no \`tcp\` rules, and does not delegate further.

Istio refuses both otherwise.

**Do:** give a VirtualService that is none its \`hosts\`; else move what is not allowed into the other VirtualService.`,
  check(resource, report) {
    const spec = resource.root.at('spec');
    const { delegate } = virtualServiceRole(resource);
    if (delegate === undefined || isMisspelt(resource, spec, 'hosts')) return;
    if (delegate) {
      // One mistake, be it that hosts are missing or that there is more than a delegate has.
      const [field, ...others] = ['gateways', 'tls', 'tcp'].map((name) => spec.at(name)).filter(saysSomething);
      const names = [field, ...others].map((one) => String(one?.step)).join(' and ');
      if (field !== undefined) {
        report({
          span: field.keySpan, ...refusedByIstio, related: others.map((one) => ({ resource, span: one.keySpan, message: 'nor can it have this' })),
          message: `A VirtualService without hosts is a delegate, which cannot have ${names}: Istio refuses it. Add hosts, or delete ${names}.`,
        });
      }
    }
    for (const rule of routesOf(resource, 'http').filter((one) => one.at('delegate').type === 'map')) {
      const further = rule.at('delegate');
      if (delegate) report({ span: further.keySpan, ...refusedByIstio, message: 'A delegate cannot delegate further, and Istio refuses this VirtualService, which is one as it has no hosts. Write the routes here.' });
      for (const field of delegate ? [] : ['redirect', 'route'].map((name) => rule.at(name)).filter(saysSomething)) {
        report({
          span: field.keySpan, ...refusedByIstio, related: [{ resource, span: further.keySpan, message: 'the rule delegates' }],
          message: `A rule that delegates leaves ${String(field.step)} to its delegate, and Istio refuses the VirtualService. Delete ${String(field.step)}, or delegate.`,
        });
      }
    }
  },
});
