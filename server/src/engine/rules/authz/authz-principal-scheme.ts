import { authorizationPolicy } from '../../kinds/authorization-policy.ts';
import { replaceString } from '../../edits/scalar.ts';
import { authzRules, comparedWith } from '../../views/authz-rules.ts';
import { resourceRule } from '../define.ts';

const scheme = 'spiffe://';
const names = new Set(['principals', 'source.principal']);

export const authzPrincipalScheme = resourceRule({
  id: 'authz-principal-scheme',
  title: 'Principal with the scheme of its certificate',
  severity: 'warning',
  since: '0.1.0',
  kinds: [authorizationPolicy],
  fixable: true,
  docs: `A principal is written as it stands in the certificate, with \`spiffe://\` in front. Istio puts that in front itself before it compares, so the value fits no client: \`ALLOW\` lets nobody through by it, \`DENY\` keeps nobody out.

**Do:** write trust domain, namespace and account alone: \`cluster.local/ns/shop/sa/checkout\`.`,
  check(resource, report) {
    const values = authzRules(resource).flatMap(({ attributes }) => attributes).filter(({ name }) => names.has(comparedWith(name))).flatMap((one) => one.values.items());
    for (const value of values) {
      const text = value.string;
      if (text?.startsWith(scheme) !== true) continue;
      const principal = text.slice(scheme.length);
      report({
        span: value.span,
        message: `Istio puts ${scheme} in front of principals itself, so this fits no client. Write ${principal}.`,
        fixes: () => [{ title: `Replace with ${principal}`, preferred: true, edits: [replaceString(value, principal)] }],
      });
    }
  },
});
