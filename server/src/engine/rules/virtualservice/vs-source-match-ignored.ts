import { virtualService } from '../../kinds/virtual-service.ts';
import { mesh } from '../../references/gateways.ts';
import { textsAt } from '../../views/read.ts';
import { routesOf } from '../../views/routes.ts';
import { deletion } from '../support/remove.ts';
import { filledFields, saysSomething } from '../support/webhook.ts';
import { resourceRule } from '../define.ts';

export const vsSourceMatchIgnored = resourceRule({
  id: 'vs-source-match-ignored',
  title: 'Condition on the source that Istio ignores',
  severity: 'warning',
  since: '0.1.0',
  kinds: [virtualService],
  fixable: true,
  docs: `A match of an \`http\` route names \`gateways\` and, beside them, \`sourceLabels\` or \`sourceNamespace\`. Where gateways are named, Istio looks at nothing else of the source for HTTP: the route takes the requests of **all** workloads. Matches of \`tls\` and \`tcp\` routes are not like that: there all conditions count.

**Do:** delete \`gateways\` from the match if it says only \`mesh\`: the labels of a gateway's pods meet the conditions no more than those of other workloads do. Elsewhere delete the condition on the source.`,
  check(resource, report) {
    for (const match of routesOf(resource, 'http').flatMap((route) => route.at('match').items())) {
      const gateways = match.at('gateways');
      // A label of an unknown name says something too; an empty map does not.
      const sources = [...filledFields(match, ['sourceNamespace']), ...[match.at('sourceLabels')].filter((labels) => labels.type === 'map' && labels.entries().length > 0)];
      const [first] = sources;
      if (gateways.type !== 'list' || !saysSomething(gateways) || first === undefined) continue;
      const meshOnly = textsAt(gateways).every(({ text }) => text === mesh);
      const names = sources.map(({ step }) => String(step)).join(' and ');
      report({
        span: first.keySpan,
        message: `${names} ${sources.length === 1 ? 'is' : 'are'} ignored beside gateways in a match of an http route, so this route is for requests of all workloads. Delete ${meshOnly ? 'gateways from this match' : names}.`,
        related: [{ resource, span: gateways.keySpan, message: 'where gateways are named, nothing else of the source counts' }],
        fixes: () => (meshOnly ? deletion(gateways) : sources.length === 1 ? deletion(first) : []),
      });
    }
  },
});
