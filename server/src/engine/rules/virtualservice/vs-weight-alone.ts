import { virtualService } from '../../kinds/virtual-service.ts';
import { allRoutes } from '../../views/routes.ts';
import { deletion } from '../support/remove.ts';
import { resourceRule } from '../define.ts';

const codes = ['KIA1104'];

export const vsWeightAlone = resourceRule({
  id: 'vs-weight-alone',
  title: 'Weight of the only destination',
  severity: 'information',
  since: '0.1.0',
  codes,
  kinds: [virtualService],
  fixable: true,
  docs: `A rule has one destination with a weight between 0 and 100. Weights are shares among the destinations of a rule, and one alone takes everything: with \`weight: 30\` it does not get 30 % of the requests but all of them. Mostly the other destination was forgotten.

**Do:** add the other destinations, or delete the weight.`,
  check(resource, report) {
    for (const rule of allRoutes(resource)) {
      const [only, ...others] = rule.at('route').items();
      const weight = only?.at('weight');
      if (weight?.number === undefined || others.length > 0 || weight.number <= 0 || weight.number >= 100) continue;
      report({
        span: weight.span, codes,
        message: `The only destination takes all requests, not ${weight.source} % of them. Add the other destinations, or delete the weight.`,
        fixes: () => deletion(weight),
      });
    }
  },
});
