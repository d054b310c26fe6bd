import { authorizationPolicy } from '../../kinds/authorization-policy.ts';
import { gatewaysUnder } from '../../trace/policy-gateways.ts';
import { authzRules } from '../../views/authz-rules.ts';
import type { AuthzAttribute } from '../../views/authz-rules.ts';
import { relevantServers, serverPlaces } from '../support/guarded.ts';
import { worldOf } from '../support/world.ts';
import { referenceRule } from '../define.ts';

export const authzSniOverPlaintext = referenceRule({
  id: 'authz-sni-over-plaintext',
  title: 'Server name of connections that have none',
  severity: 'warning',
  since: '0.1.0',
  kinds: [authorizationPolicy],
  docs: `A condition on \`connection.sni\` compares the server name that a client sends when it opens TLS. The servers of the gateway that the rule can meet take plaintext HTTP, so there is none, and the rule never matches: \`ALLOW\` lets nobody through by it, \`DENY\` keeps nobody out.

The rule needs a Gateway of the workspace for the pods that the policy selects, and is silent where one of these servers takes TLS or TCP.

**Do:** compare the host of the request (\`hosts\`), or give the server TLS.`,
  check(resource, lookup, report) {
    const rules = authzRules(resource).filter(({ attributes }) => attributes.some(asksServerName));
    const guarded = rules.length === 0 ? undefined : gatewaysUnder(worldOf(lookup, resource), resource);
    if (guarded === undefined) return;
    for (const rule of rules) {
      const servers = relevantServers(guarded, rule);
      if (servers.length === 0 || !servers.every(({ tls, isHttp }) => tls === 'none' && isHttp)) continue;
      for (const { values } of rule.attributes.filter(asksServerName)) {
        report({
          span: values.parent?.at('key').span ?? values.keySpan,
          message: 'The servers of the gateway that this policy is for take plaintext HTTP, which has no server name, so this never matches. Compare hosts instead, or give the server TLS.',
          related: serverPlaces(servers, 'takes plaintext'),
        });
      }
    }
  },
});

function asksServerName({ name, values }: AuthzAttribute): boolean {
  return name === 'connection.sni' && values.step === 'values';
}
