import { virtualService } from '../../kinds/virtual-service.ts';
import { re2Flaw } from '../../text/re2.ts';
import { utf8Length } from '../../text/utf8.ts';
import { routeKinds } from '../../views/gateway-api.ts';
import { regularExpressions } from '../../workspace/regular-expressions.ts';
import { markOf } from '../support/subject.ts';
import { refusedByIstio } from '../support/webhook.ts';
import { resourceRule } from '../define.ts';

export const regexInvalid = resourceRule({
  id: 'regex-invalid',
  title: 'Regular expression that Istio cannot read',
  severity: 'error',
  since: '0.1.0',
  codes: ['IST0106'],
  kinds: [virtualService, ...routeKinds],
  docs: `Regular expressions are those of RE2, which Go and Envoy use: they are not empty, have at most 1024 bytes, and know neither look ahead and behind (\`(?!…)\`, \`(?<=…)\`) nor references back (\`\\1\`). Istio refuses the VirtualService otherwise. In a route of the Gateway API nobody checks them: Istio passes them on, and its proxies refuse all routes of that port, the right ones too, and stay with the old ones.

In \`withoutHeaders\`, \`*\` alone is not an expression but means "the header is there at all".

**Do:** rewrite the expression. What a look ahead excludes is mostly better said with two rules: the exception first.`,
  check(resource, report) {
    const isRoute = resource.kind !== virtualService;
    const consequence = isRoute ? 'Its proxies refuse all routes of that port, and stay with the old ones' : 'It refuses the VirtualService';
    for (const value of regularExpressions(resource)) {
      const text = value.string;
      // An empty `match` of a rewrite is half a rewrite: see vs-rewrite-invalid. Of a gRPC call, either part may be empty.
      if (text === undefined || (text === '' && (value.step === 'match' || value.parent?.step === 'method'))) continue;
      const flaw = flawOf(text, isRoute);
      if (flaw !== undefined) report({ span: markOf(value), ...(isRoute ? { codes: [] } : refusedByIstio), message: `Istio cannot use this regular expression: ${flaw}. ${consequence}. Write it in the syntax of RE2.` });
    }
  },
});

const limit = 1024;

/** The limit is Istio's own: for routes the one of the Gateway API counts. */
function flawOf(text: string, isRoute: boolean): string | undefined {
  if (text === '') return 'it is empty';
  return !isRoute && utf8Length(text) > limit ? `it has ${utf8Length(text)} bytes, and ${limit} are allowed` : re2Flaw(text);
}
