import { authorizationPolicy } from '../../kinds/authorization-policy.ts';
import { gatewaysUnder } from '../../trace/policy-gateways.ts';
import { authzRules } from '../../views/authz-rules.ts';
import { relevantServers, serverPlaces } from '../support/guarded.ts';
import { worldOf } from '../support/world.ts';
import { referenceRule } from '../define.ts';

export const authzIdentityOverPlaintext = referenceRule({
  id: 'authz-identity-over-plaintext',
  title: 'Identity of clients that show none',
  severity: 'warning',
  since: '0.1.0',
  codes: ['KIA0105'],
  kinds: [authorizationPolicy],
  docs: `A rule for the pods of a gateway asks who the client is (principals, namespaces, service accounts, trust domains), and no server of the gateway that it can meet asks clients for a certificate: they are plaintext, pass TLS through, or terminate it with mode \`SIMPLE\`. The client then has no identity, and the rule never matches: \`ALLOW\` lets nobody through by it, \`DENY\` keeps nobody out. Sidecars use no mutual TLS towards a gateway unless a DestinationRule tells them to.

The rule needs a Gateway of the workspace for the pods that the policy selects, and is silent where the policy selects other pods too.

**Do:** give the server the mode \`ISTIO_MUTUAL\`, and the gateway's host a DestinationRule with the same mode; or compare addresses (\`ipBlocks\`).`,
  check(resource, lookup, report) {
    const rules = authzRules(resource).filter(({ attributes }) => attributes.some(({ identity }) => identity));
    const guarded = rules.length === 0 ? undefined : gatewaysUnder(worldOf(lookup, resource), resource);
    if (guarded === undefined) return;
    for (const rule of rules) {
      const servers = relevantServers(guarded, rule);
      if (servers.length === 0 || servers.some(({ mode, tls }) => tls === 'terminates' && mode !== 'SIMPLE')) continue;
      for (const { name, values } of rule.attributes.filter(({ identity }) => identity)) {
        report({
          span: values.keySpan, codes: ['KIA0105'],
          message: `No server of the gateway that this policy is for asks clients for a certificate, so ${name} never matches. Give the server TLS mode ISTIO_MUTUAL and the gateway's host a DestinationRule with that mode, or compare ipBlocks.`,
          related: serverPlaces(servers, 'learns no identity of clients'),
        });
      }
    }
  },
});
