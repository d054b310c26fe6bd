import { virtualService } from '../../kinds/virtual-service.ts';
import { routesOf } from '../../views/routes.ts';
import { refusedByIstio, saysNothing, saysSomething } from '../support/webhook.ts';
import { resourceRule } from '../define.ts';

export const vsRewriteInvalid = resourceRule({
  id: 'vs-rewrite-invalid',
  title: 'Rewrite of nothing, or twice',
  severity: 'error',
  since: '0.1.0',
  codes: ['IST0106'],
  kinds: [virtualService],
  docs: `A \`rewrite\` sets \`uri\` or \`uriRegexRewrite\`, not both, or \`authority\`; a \`uriRegexRewrite\` has \`match\` and \`rewrite\`. Istio refuses anything else.

**Do:** keep what is meant. To cut a prefix off, match it by \`uri.prefix\` and write what takes its place into \`uri\`.`,
  check(resource, report) {
    for (const rewrite of routesOf(resource, 'http').map((rule) => rule.at('rewrite')).filter(({ type }) => type === 'map')) {
      const expression = rewrite.at('uriRegexRewrite');
      if (expression.type === 'map' && saysSomething(rewrite.at('uri'))) {
        report({ span: expression.keySpan, ...refusedByIstio, message: 'A rewrite has uri or uriRegexRewrite, not both, and Istio refuses the VirtualService. Keep one of them.' });
      } else if (!expression.exists && saysNothing(rewrite, 'uri') && saysNothing(rewrite, 'authority')) {
        report({ span: rewrite.keySpan, ...refusedByIstio, message: 'This rewrite changes nothing, and Istio refuses the VirtualService. Set uri, uriRegexRewrite or authority, or delete it.' });
      } else {
        const absent = expression.type === 'map' ? ['match', 'rewrite'].filter((name) => saysNothing(expression, name)) : [];
        if (absent.length > 0) report({ span: expression.keySpan, ...refusedByIstio, message: `uriRegexRewrite needs match and rewrite, and Istio refuses the VirtualService. Set ${absent.join(' and ')}.` });
      }
    }
  },
});
