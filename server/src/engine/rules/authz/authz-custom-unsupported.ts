import { authorizationPolicy } from '../../kinds/authorization-policy.ts';
import { filledFields, refusedByIstio } from '../support/webhook.ts';
import { resourceRule } from '../define.ts';

export const authzCustomUnsupported = resourceRule({
  id: 'authz-custom-unsupported',
  title: 'Condition that CUSTOM does not know',
  severity: 'error',
  since: '0.1.0',
  codes: ['IST0106'],
  kinds: [authorizationPolicy],
  docs: `With the action \`CUSTOM\` the request goes to an external authorizer before identities are looked at. So its rules cannot ask for \`principals\`, \`requestPrincipals\`, \`namespaces\`, \`serviceAccounts\` or \`trustDomains\` (nor their \`not…\` forms), nor for conditions on \`source.namespace\`, \`source.principal\`, \`source.serviceAccount\`, \`source.trustDomain\` or \`request.auth.…\`. Istio refuses the policy.

**Do:** choose requests by host, path, method, port, header or address, and leave the rest to the authorizer or to a second policy.`,
  check(resource, report) {
    const spec = resource.root.at('spec');
    if (spec.at('action').string !== 'CUSTOM') return;
    for (const rule of spec.at('rules').items()) {
      const fields = rule.at('from').items().flatMap((item) => filledFields(item.at('source'), identities.flatMap((name) => [name, `not${name.charAt(0).toUpperCase()}${name.slice(1)}`])));
      const keys = rule.at('when').items().map((condition) => condition.at('key')).filter(({ string }) => string !== undefined && (attributes.has(string) || string.startsWith('request.auth.')));
      for (const at of [...fields.map((value) => ({ span: value.keySpan, name: String(value.step) })), ...keys.map((value) => ({ span: value.span, name: value.string ?? '' }))]) {
        report({ span: at.span, ...refusedByIstio, message: `The action CUSTOM does not know identities, so ${at.name} cannot be asked for, and Istio refuses the policy. Leave it to the authorizer, or to a second policy.` });
      }
    }
  },
});

const identities = ['namespaces', 'serviceAccounts', 'trustDomains', 'principals', 'requestPrincipals'];
const attributes = new Set(['source.namespace', 'source.serviceAccount', 'source.trustDomain', 'source.principal']);
