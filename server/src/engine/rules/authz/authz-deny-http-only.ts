import { authorizationPolicy } from '../../kinds/authorization-policy.ts';
import { warnedByIstio } from '../support/webhook.ts';
import { resourceRule } from '../define.ts';

export const authzDenyHttpOnly = resourceRule({
  id: 'authz-deny-http-only',
  title: 'DENY that refuses all TCP traffic',
  severity: 'warning',
  since: '0.1.0',
  codes: ['IST0133'],
  kinds: [authorizationPolicy],
  docs: `A rule of a \`DENY\` policy asks only for what HTTP requests have (hosts, methods, paths, request principals). Connections that are not HTTP have none of that, and Istio then refuses **all** of them: it cannot tell that they do not match. It accepts the policy with a warning.

**Do:** add the \`ports\` of the HTTP traffic to each \`operation\` of the rule.`,
  check(resource, report) {
    const spec = resource.root.at('spec');
    if (spec.at('action').string !== 'DENY') return;
    for (const rule of spec.at('rules').items().filter(({ type, hasUnknownEntries }) => type === 'map' && !hasUnknownEntries)) {
      const sources = rule.at('from').items().map((item) => item.at('source')).filter(({ type }) => type === 'map');
      const operations = rule.at('to').items().map((item) => item.at('operation')).filter(({ type }) => type === 'map');
      const part = operations.length > 0 ? rule.at('to') : rule.at('from');
      const known = operations.length > 0 ? operations : sources;
      const names = operations.length > 0 ? ['ports', 'notPorts'] : connection;
      if (known.length === 0 || known.some((one) => one.hasUnknownEntries || names.some((name) => one.at(name).exists && !(one.at(name).type === 'list' && one.at(name).items().length === 0)))) continue;
      report({ span: part.keySpan, ...warnedByIstio, message: 'This asks only for what HTTP requests have, so all connections that are not HTTP are refused too; Istio warns of it. Add the ports of the HTTP traffic in to.' });
    }
  },
});

/** What every connection has; trust domains do not count for Istio here. */
const connection = ['principals', 'notPrincipals', 'ipBlocks', 'notIpBlocks', 'namespaces', 'notNamespaces', 'remoteIpBlocks', 'notRemoteIpBlocks', 'serviceAccounts', 'notServiceAccounts'];
