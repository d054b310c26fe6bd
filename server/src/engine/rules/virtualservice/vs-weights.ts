import { virtualService } from '../../kinds/virtual-service.ts';
import { allRoutes } from '../../views/routes.ts';
import type { Value } from '../../yaml/value.ts';
import { refusedByIstio } from '../support/webhook.ts';
import { resourceRule } from '../define.ts';

export const vsWeights = resourceRule({
  id: 'vs-weights',
  title: 'Weights that share nothing out',
  severity: 'error',
  since: '0.1.0',
  codes: ['IST0106'],
  kinds: [virtualService],
  docs: `Weights of destinations are shares: negative ones are refused, and so are several destinations whose weights add up to 0 (an absent weight is 0).

They need not add up to 100, and one destination alone needs no weight.

**Do:** give the destinations weights such as 90 and 10.`,
  check(resource, report) {
    for (const rule of allRoutes(resource)) {
      const targets = rule.at('route').items();
      const negative = targets.map((target) => target.at('weight')).filter(({ number }) => number !== undefined && number < 0);
      for (const weight of negative) report({ span: weight.span, ...refusedByIstio, message: `The weight ${weight.source} is negative, and Istio refuses the VirtualService. Write a share of 0 or more.` });
      const isNothing = targets.length > 1 && targets.every((target) => isZero(target));
      if (isNothing && negative.length === 0) report({ span: rule.at('route').keySpan, ...refusedByIstio, message: `The weights of these ${targets.length} destinations add up to 0, and Istio refuses the VirtualService. Give them shares, such as 90 and 10.` });
    }
  },
});

function isZero(target: Value): boolean {
  const weight = target.at('weight');
  return target.type === 'map' && !target.hasUnknownEntries && (!weight.exists || weight.number === 0);
}
