import { replaceString } from '../../edits/scalar.ts';
import { authorizationPolicy } from '../../kinds/authorization-policy.ts';
import type { Problem } from '../../model/finding.ts';
import { hostsOverlap } from '../../text/host.ts';
import { nearest } from '../../text/nearest.ts';
import { gatewaysUnder } from '../../trace/policy-gateways.ts';
import type { Server } from '../../trace/server.ts';
import { authzRules } from '../../views/authz-rules.ts';
import type { AuthzAttribute } from '../../views/authz-rules.ts';
import type { Value } from '../../yaml/value.ts';
import { relevantServers } from '../support/guarded.ts';
import { worldOf } from '../support/world.ts';
import { referenceRule } from '../define.ts';

export const authzGatewayHostNotServed = referenceRule({
  id: 'authz-gateway-host-not-served',
  title: 'Host in a policy that the gateway does not serve',
  severity: 'information',
  since: '0.1.0',
  kinds: [authorizationPolicy],
  fixable: true,
  docs: `A rule for the pods of a gateway names a host (\`hosts\`, or values of \`connection.sni\`) that no server of the gateway takes on the ports of the rule. Requests for it never get as far as the policy: the entry never matches, whatever the policy's action.

It is a warning where a server has nearly the same host, so that the name is misspelt. The rule needs a Gateway of the workspace for the pods that the policy selects, and is silent where one of its servers takes every host.

**Do:** correct the host, delete it, or add it to a server of the gateway.`,
  check(resource, lookup, report) {
    const rules = authzRules(resource).filter(({ attributes }) => attributes.some(namesHosts));
    const guarded = rules.length === 0 ? undefined : gatewaysUnder(worldOf(lookup, resource), resource);
    if (guarded === undefined) return;
    for (const rule of rules) {
      const hosts = hostsOf(relevantServers(guarded, rule));
      if (hosts.size === 0 || hosts.has('*')) continue;
      for (const value of rule.attributes.filter(namesHosts).flatMap(({ values }) => values.items())) {
        const found = problemOf(value, hosts);
        if (found !== undefined) report(found);
      }
    }
  },
});

function namesHosts({ name, values }: AuthzAttribute): boolean {
  return name === 'hosts' || (name === 'connection.sni' && values.step === 'values');
}

/** The hosts of servers, each with a place where it stands. */
function hostsOf(servers: readonly Server[]): ReadonlyMap<string, Server> {
  return new Map(servers.flatMap((server) => server.hosts.map((host) => [host.slice(host.indexOf('/') + 1).toLowerCase(), server] as const)));
}

/** A value is a host, perhaps with a port behind it, or a part of one with `*` at its start. What ends with `*` is not judged. */
function problemOf(value: Value, hosts: ReadonlyMap<string, Server>): Problem | undefined {
  const host = hostOf(value);
  const names = [...hosts.keys()];
  if (host === '' || host.endsWith('*') || names.some((own) => hostsOverlap(own, host))) return undefined;
  const meant = host.startsWith('*') ? undefined : nearest(host, names.filter((own) => !own.startsWith('*')));
  const server = meant === undefined ? [...hosts.values()][0] : hosts.get(meant);
  return {
    span: value.span, severity: meant === undefined ? 'information' : 'warning',
    message: `No server of the gateway that this policy is for takes the host ${host}, so this never matches. ${meant === undefined ? 'Correct it, or add it to a server.' : `Did you mean ${meant}?`}`,
    related: server === undefined ? [] : [{ resource: server.resource, span: server.value.at('hosts').keySpan, message: 'hosts that the gateway takes' }],
    fixes: () => (meant === undefined ? [] : [{ title: `Replace with ${meant}`, edits: [replaceString(value, meant + (value.string ?? '').slice(host.length))] }]),
  };
}

function hostOf(value: Value): string {
  return (value.string ?? '').toLowerCase().replace(/:(?:\d+|\*)$/, '');
}
