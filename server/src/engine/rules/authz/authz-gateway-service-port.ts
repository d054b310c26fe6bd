import { replaceString } from '../../edits/scalar.ts';
import { authorizationPolicy } from '../../kinds/authorization-policy.ts';
import type { Problem } from '../../model/finding.ts';
import type { World } from '../../references/world.ts';
import { mappedPorts } from '../../trace/gateways.ts';
import type { GatewayPort } from '../../trace/gateways.ts';
import { gatewaysUnder } from '../../trace/policy-gateways.ts';
import type { GuardedGateway } from '../../trace/policy-gateways.ts';
import { authzRules } from '../../views/authz-rules.ts';
import type { Value } from '../../yaml/value.ts';
import { worldOf } from '../support/world.ts';
import { referenceRule } from '../define.ts';

export const authzGatewayServicePort = referenceRule({
  id: 'authz-gateway-service-port',
  title: 'Port of the Service in a policy for the gateway',
  severity: 'warning',
  since: '0.1.0',
  kinds: [authorizationPolicy],
  fixable: true,
  replaces: ['authz-gateway-port-unserved'],
  docs: `A rule for the pods of a gateway names a port of the gateway's Service. The proxy compares the port that it listens on itself, which is the Service's \`targetPort\`: port 443 of the Service is mostly 8443 of the pods. The rule never matches: \`ALLOW\` lets nobody through by it, \`DENY\` keeps nobody out.

The rule needs a Gateway and a Service of the workspace for the pods that the policy selects.

**Do:** write the \`targetPort\`.`,
  check(resource, lookup, report) {
    const ports = authzRules(resource).flatMap((rule) => rule.ports);
    const world = worldOf(lookup, resource);
    const guarded = ports.length === 0 ? undefined : gatewaysUnder(world, resource);
    if (guarded === undefined) return;
    for (const port of ports) {
      const found = problemOf(world, guarded, port);
      if (found !== undefined) report(found);
    }
  },
});

function problemOf(world: World, guarded: readonly GuardedGateway[], port: Value): Problem | undefined {
  const number = Number(port.string ?? '');
  const mapped = guarded.map((one) => mappedBy(world, one, number));
  const [first] = mapped;
  if (first === undefined || mapped.some((one) => one?.listens !== first.listens)) return undefined;
  const instead = String(first.listens);
  return {
    span: port.span,
    message: `${number} is the port of Service ${first.service.name ?? ''}; the gateway's pods listen on ${instead} for it, and that is what they compare. This never matches: write ${instead}.`,
    related: [{ resource: first.service, span: first.port.value.at('targetPort').exists ? first.port.value.at('targetPort').span : first.port.value.keySpan, message: `port ${number} leads to ${instead}` }],
    fixes: () => [{ title: `Replace with ${instead}`, preferred: true, edits: [replaceString(port, instead)] }],
  };
}

/** The Service's port of that number, where it leads to another one that a server listens on, and no server to this one. */
function mappedBy(world: World, { pods, servers }: GuardedGateway, number: number): GatewayPort | undefined {
  const mapped = mappedPorts(world, pods).find(({ port }) => port.number === number);
  const listening = servers.map(({ listens }) => listens);
  return mapped !== undefined && !listening.includes(number) && listening.includes(mapped.listens) ? mapped : undefined;
}
