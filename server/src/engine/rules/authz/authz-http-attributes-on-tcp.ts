import { addField, appendData, replaceField } from '../../edits/data.ts';
import { fixOf } from '../../edits/fix.ts';
import { deleteEntry } from '../../edits/map.ts';
import { authorizationPolicy } from '../../kinds/authorization-policy.ts';
import type { Edit, Fix } from '../../model/finding.ts';
import { gatewaysUnder } from '../../trace/policy-gateways.ts';
import { readsHttp } from '../../trace/servers.ts';
import { authzRules } from '../../views/authz-rules.ts';
import type { Value } from '../../yaml/value.ts';
import { relevantServers, serverPlaces } from '../support/guarded.ts';
import { worldOf } from '../support/world.ts';
import { referenceRule } from '../define.ts';

export const authzHttpAttributesOnTcp = referenceRule({
  id: 'authz-http-attributes-on-tcp',
  title: 'HTTP attributes where the gateway reads no HTTP',
  severity: 'warning',
  since: '0.1.0',
  kinds: [authorizationPolicy],
  fixable: true,
  docs: `A rule for the pods of a gateway asks for what HTTP requests have (hosts, methods, paths, request principals, \`request.…\`), and all servers of the gateway that it can meet forward connections without reading HTTP: TCP servers, TLS that is passed through, TLS that is terminated for \`tcp\` routes. Such a rule is not applied there as it stands:

- In an \`ALLOW\` policy Istio leaves the whole rule out, so it allows nothing. If no other rule matches, everything is denied.
- In a \`DENY\` policy it leaves the HTTP attributes out, so the rule denies all connections that meet what is left of it.

The rule needs a Gateway of the workspace for the pods that the policy selects. It is silent where the policy selects other pods too, and where a \`DENY\` names no ports: [authz-deny-http-only](authz-deny-http-only.md) speaks of that.

**Do:** compare the server name of TLS instead (\`when\` with the key \`connection.sni\`), or let the gateway terminate TLS and read HTTP.`,
  check(resource, lookup, report) {
    const action = resource.root.at('spec', 'action').exists ? resource.root.at('spec', 'action').string : 'ALLOW';
    if (action !== 'ALLOW' && action !== 'DENY') return;
    const rules = authzRules(resource).filter((rule) => rule.attributes.some(({ http }) => http) && (action === 'ALLOW' || rule.onlyPorts !== undefined));
    const guarded = rules.length === 0 ? undefined : gatewaysUnder(worldOf(lookup, resource), resource);
    if (guarded === undefined) return;
    for (const rule of rules) {
      const servers = relevantServers(guarded, rule);
      const attribute = rule.attributes.find(({ http }) => http);
      if (attribute === undefined || servers.length === 0 || servers.some(readsHttp)) continue;
      const effect = action === 'ALLOW' ? 'Istio leaves this rule out, and it allows nothing' : `Istio leaves ${attribute.name} out, and this rule denies all connections to its ports`;
      report({
        span: attribute.values.keySpan,
        message: `The gateway that this policy is for reads no HTTP here, so it knows no ${attribute.name}: ${effect}. Compare connection.sni instead, or let the server terminate TLS and read HTTP.`,
        related: serverPlaces(servers, 'forwards connections without reading HTTP'),
        fixes: () => (servers.every(({ tls }) => tls !== 'none') ? byServerName(rule.value) : []),
      });
    }
  },
});

/** Compares the server name in the place of the host, where a rule asks for hosts and perhaps ports, and for nothing else of HTTP. */
function byServerName(rule: Value): readonly Fix[] {
  const [to, when] = [rule.at('to'), rule.at('when')];
  const [operation, ...others] = to.items().map((item) => item.at('operation'));
  const values = operation === undefined || others.length > 0 ? undefined : serverNames(operation);
  if (operation === undefined || values === undefined) return [];
  const condition = { key: 'connection.sni', values };
  const title = 'Compare connection.sni';
  const isAlone = operation.entries().length === 1;
  if (isAlone && !when.exists) return fixOf(title, replaceField(to, 'when', [condition]));
  return fixOf(title, [dropped(isAlone ? to : operation.at('hosts')), when.exists ? appendData(when, condition) : addField(rule, 'when', [condition])]);
}

/** Deletes a field that has no comment of its own. */
function dropped(field: Value): Edit | undefined {
  const edit = deleteEntry(field);
  return edit === undefined || /\s#/.test(field.document.text.slice(edit.span.start, edit.span.end)) ? undefined : edit;
}

/** The hosts of an operation without their ports; `undefined` where it asks for more, or not all are known. */
function serverNames(operation: Value): readonly string[] | undefined {
  const known = operation.entries().every(({ step }) => step === 'hosts' || step === 'ports');
  const hosts = operation.at('hosts').items();
  const texts = hosts.flatMap(({ string }) => string?.replace(/:(?:\d+|\*)$/, '') ?? []);
  return known && texts.length > 0 && texts.length === hosts.length ? texts : undefined;
}
