import { authorizationPolicy } from '../../kinds/authorization-policy.ts';
import { servicesFor } from '../../references/service-pods.ts';
import { gatewaysUnder } from '../../trace/policy-gateways.ts';
import { enumerated } from '../../text/words.ts';
import { authzRules } from '../../views/authz-rules.ts';
import { worldOf } from '../support/world.ts';
import { referenceRule } from '../define.ts';

export const authzGatewayPortUnserved = referenceRule({
  id: 'authz-gateway-port-unserved',
  title: 'Port in a policy that the gateway does not listen on',
  severity: 'information',
  since: '0.1.0',
  kinds: [authorizationPolicy],
  docs: `A rule for the pods of a gateway names a port (\`ports\`, or values of \`destination.port\`) that no server of the gateway listens on. The proxy compares the port that it listens on itself, so the entry never matches: \`ALLOW\` lets nobody through by it, \`DENY\` keeps nobody out.

The rule needs a Gateway of the workspace for the pods that the policy selects, these pods and their Service, whose \`targetPort\` it is that servers listen on. It is silent about the ports that proxies have for themselves (15000 to 15090). The port of the gateway's Service is another mistake: see [authz-gateway-service-port](authz-gateway-service-port.md).

**Do:** correct the port, delete it, or add a server for it to the Gateway.`,
  check(resource, lookup, report) {
    const ports = authzRules(resource).flatMap((rule) => rule.ports);
    const guarded = ports.length === 0 ? undefined : gatewaysUnder(worldOf(lookup, resource), resource);
    // The targetPort of a Service that is not here may be any: that is where a server listens.
    if (guarded?.every(({ pods: { workload } }) => workload !== undefined && servicesFor(lookup, workload).length > 0) !== true) return;
    const servers = guarded.flatMap((one) => one.servers);
    const listening = new Set(servers.map(({ listens }) => listens));
    const [first] = servers;
    for (const port of ports) {
      const text = port.string ?? '';
      const number = Number(text);
      if (!/^[1-9][0-9]*$/.test(text) || number > 65535 || isOfProxy(number) || listening.has(number)) continue;
      const numbers = [...listening].sort((a, b) => a - b).map(String);
      report({
        span: port.span,
        message: `No server of the gateway that this policy is for listens on ${number}, so this never matches. It listens on ${enumerated(numbers)}: correct the port, or add a server.`,
        related: first === undefined ? [] : [{ resource: first.resource, span: first.resource.root.at('spec', 'servers').keySpan, message: 'the servers of the gateway' }],
      });
    }
  },
});

/** Metrics, health and the like, which no Gateway serves. */
function isOfProxy(port: number): boolean {
  return port >= 15000 && port <= 15090;
}
