import { authorizationPolicy } from '../../kinds/authorization-policy.ts';
import { replaceString } from '../../edits/scalar.ts';
import { nearest } from '../../text/nearest.ts';
import { resourceRule } from '../define.ts';

const codes = ['KIA0102'];

/** The methods of HTTP itself. Others (WebDAV, caches) are names that may be meant. */
const methods = ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'CONNECT', 'OPTIONS', 'TRACE', 'PATCH'];

export const authzMethodUnknown = resourceRule({
  id: 'authz-method-unknown',
  title: 'Method that no request has',
  severity: 'warning',
  since: '0.1.0',
  codes,
  kinds: [authorizationPolicy],
  fixable: true,
  docs: `An operation names an HTTP method in small letters or misspelt. Istio compares methods as texts, with their case, and accepts whatever is written: \`methods: [get]\` in an \`ALLOW\` policy lets nothing through, and in a \`DENY\` policy stops nothing.

Methods of which nearly the same is not one of HTTP's own (\`PROPFIND\`, \`PURGE\`) are left alone, and so are wildcards.

**Do:** write the method as requests have it: \`GET\`.`,
  check(resource, report) {
    const operations = resource.root.at('spec', 'rules').items().flatMap((rule) => rule.at('to').items()).map((item) => item.at('operation'));
    for (const value of operations.flatMap((operation) => ['methods', 'notMethods'].flatMap((name) => operation.at(name).items()))) {
      const text = value.string;
      if (text === undefined || text.includes('*') || methods.includes(text)) continue;
      const upper = text.toUpperCase();
      const meant = methods.includes(upper) ? upper : nearest(upper, methods);
      if (meant === undefined) continue;
      report({
        span: value.span, codes,
        message: `No request has the method ${text}, as methods are compared with their case and every letter. Did you mean ${meant}?`,
        fixes: () => [{ title: `Replace with ${meant}`, preferred: true, edits: [replaceString(value, meant)] }],
      });
    }
  },
});
