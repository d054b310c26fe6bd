import { virtualService } from '../../kinds/virtual-service.ts';
import { routesOf, virtualServiceRole } from '../../views/routes.ts';
import type { Value } from '../../yaml/value.ts';
import { refusedByIstio, saysNothing, saysSomething } from '../support/webhook.ts';
import { resourceRule } from '../define.ts';

export const vsRouteAction = resourceRule({
  id: 'vs-route-action',
  title: 'Rule without an action, or with two',
  severity: 'error',
  since: '0.1.0',
  codes: ['IST0106'],
  kinds: [virtualService],
  docs: `A rule of a VirtualService must do one thing with the requests it matches:

- an \`http\` rule has \`route\`, \`redirect\`, \`directResponse\` or (in a VirtualService with hosts) \`delegate\`. \`redirect\` and \`directResponse\` go with nothing else of these, nor with \`fault\` or \`rewrite\`; \`mirror\` does not go with \`mirrors\`.
- a \`tls\` or \`tcp\` rule has \`route\`.

Istio refuses the VirtualService otherwise.

**Do:** keep the one action that is meant, and delete the others; give a rule without one a \`route\`.`,
  check(resource, report) {
    const isDelegate = virtualServiceRole(resource).delegate;
    for (const rule of routesOf(resource, 'http')) {
      const second = conflictOf(rule, isDelegate);
      if (second !== undefined) {
        const [one, other] = second;
        report({
          span: other.keySpan, ...refusedByIstio, related: [{ resource, span: one.keySpan, message: `the rule has ${String(one.step)} as well` }],
          message: `${String(other.step)} cannot stand beside ${String(one.step)} in one rule, and Istio refuses the VirtualService. Keep one of them.`,
        });
      }
      if (isDelegate !== undefined && actions.every((name) => saysNothing(rule, name)) && (isDelegate || saysNothing(rule, 'delegate'))) {
        report({ span: rule.keySpan, ...refusedByIstio, message: 'This rule does nothing with the requests it matches, and Istio refuses the VirtualService. Add route, redirect or directResponse.' });
      }
    }
    for (const rule of [...routesOf(resource, 'tls'), ...routesOf(resource, 'tcp')]) {
      if (saysNothing(rule, 'route')) report({ span: rule.keySpan, ...refusedByIstio, message: 'This rule has no route, and Istio refuses the VirtualService. Add route with a destination.' });
    }
  },
});

const actions = ['route', 'redirect', 'directResponse'];
/** What may not stand beside each of these. */
const alone: readonly (readonly [string, readonly string[]])[] = [
  ['redirect', ['route', 'fault', 'rewrite', 'directResponse']],
  ['directResponse', ['route', 'fault', 'rewrite']],
  ['mirror', ['mirrors']],
];

/** Two fields of a rule that exclude each other, in the order of the text. */
function conflictOf(rule: Value, isDelegate: boolean | undefined): readonly [Value, Value] | undefined {
  // A rule with a delegate in it is judged by vs-delegate-invalid.
  if (isDelegate !== true && rule.at('delegate').exists) return undefined;
  for (const [name, others] of alone) {
    const one = rule.at(name);
    const other = others.map((each) => rule.at(each)).find(saysSomething);
    if (one.type === 'map' && other !== undefined) return one.keySpan.start < other.keySpan.start ? [one, other] : [other, one];
  }
  return undefined;
}
