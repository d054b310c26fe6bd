import { isTold } from '../../chain/breaks.ts';
import { addServicePort } from '../../edits/service-port.ts';
import { gateway } from '../../kinds/gateway.ts';
import type { Related } from '../../model/finding.ts';
import { keptPerLookup } from '../../model/memo.ts';
import type { Resource } from '../../model/resource.ts';
import { crowd } from '../../model/rule.ts';
import type { Lookup } from '../../model/rule.ts';
import { servicesFor } from '../../references/service-pods.ts';
import { workloadsSelectedBy } from '../../references/workloads.ts';
import { gatewayView } from '../../views/gateway.ts';
import type { GatewayServer } from '../../views/gateway.ts';
import { portsOf } from '../../views/ports.ts';
import { hostNetworkOf, podPorts } from '../../views/workload.ts';
import { virtualServiceByGateway } from '../../workspace/indexes/mesh.ts';
import { referenceRule } from '../define.ts';

const codes = ['IST0162'];

export const gatewayPortNotOnService = referenceRule({
  id: 'gateway-port-not-on-service',
  title: 'Port that no Service of the gateway has',
  severity: 'warning',
  since: '0.1.0',
  codes,
  kinds: [gateway],
  fixable: true,
  docs: `A server of a Gateway has a port that no Service of the gateway's pods has, neither as \`port\` nor as \`targetPort\`. The pods listen on it, but nothing that asks by a Service's name or address gets there: sidecars that are to send traffic through the gateway have no such port to send it to.

The rule needs the workload that the Gateway selects and a Service that selects it. It is silent where one of them is not in the workspace or not fully known, where the pods are on the network of their node, and where a container opens the port on the node (\`hostPort\`).

**Do:** add the port to the Service, or correct the number.`,
  check(resource, lookup, report) {
    const { selector, servers } = gatewayView(resource);
    const found = selector.complete && servers.length > 0 ? kept(lookup, [...selector.labels].join('\n'), () => leadingTo(lookup, selector.labels)) : undefined;
    if (found === undefined) return;
    const { services, reached } = found;
    const [who, it] = services.length === 1 ? [`Service ${services[0]?.name ?? ''} leads to the pods of this Gateway and has`, 'it'] : ['The Services of the pods of this Gateway have', 'them'];
    for (const server of servers) {
      const { port } = server;
      if (port === undefined || reached.has(port) || isElsewhere(server) || isMissed(lookup, resource)) continue;
      report({
        span: server.value.at('port', 'number').span, codes,
        message: `${who} no port ${port}, so nobody reaches this server through ${it}. Add the port there, or correct the number.`,
        related: services.flatMap(pointTo),
        fixes: () => (services.length === 1 ? services.flatMap((service) => addServicePort(service, port, server.value.at('port', 'name').string)) : []),
      });
    }
  },
});

interface Leading {
  readonly services: readonly Resource[];
  /** The ports that they lead to, by the numbers of either end. */
  readonly reached: ReadonlySet<number | string>;
}

/** Thousands of Gateways may be for the same pods. */
const kept = keptPerLookup<Leading | undefined>();

/** The Services of the selected workloads; `undefined` where they, or their ports, are not surely all known. */
function leadingTo(lookup: Lookup, labels: ReadonlyMap<string, string>): Leading | undefined {
  const { workloads, uncertain } = workloadsSelectedBy(lookup, labels);
  const services = [...new Set(workloads.flatMap((workload) => servicesFor(lookup, workload)))];
  const open = uncertain || services.length === 0 || workloads.some(isOnNode) || [...workloads, ...services].some((one) => one.entry.document.partial || one.entry.isPatch || lookup.isKustomized(one));
  if (open || services.some((service) => !portsOf(service).complete || hasNamedTarget(service))) return undefined;
  return { services, reached: new Set(services.flatMap((service) => portsOf(service).ports.flatMap(({ number, targetPort }) => [number, targetPort ?? number]))) };
}

/** Whether pods may be reached without a Service. */
function isOnNode(workload: Resource): boolean {
  return hostNetworkOf(workload) !== undefined || podPorts(workload).ports.some(({ value }) => value.at('hostPort').exists);
}

/** A name as `targetPort` may stand for any number. */
function hasNamedTarget(service: Resource): boolean {
  return portsOf(service).ports.some(({ value }) => value.at('targetPort').exists && value.at('targetPort').number === undefined);
}

/** Whether a server listens where no Service leads on purpose: on a socket, or for the pod alone. */
function isElsewhere({ port, value }: GatewayServer): boolean {
  const bind = value.at('bind');
  return port === 0 || bind.type === 'unknown' || bind.string?.startsWith('unix:') === true || bind.string?.startsWith('127.') === true || bind.string === '::1';
}

function pointTo(service: Resource): readonly Related[] {
  const { list, ports } = portsOf(service);
  return [{ resource: service, span: list.keySpan, message: `the ports ${ports.map(({ number }) => number).join(', ')} of Service ${service.name ?? ''}` }];
}

/** A rule that leads to the port is told of where it stands. */
function isMissed(lookup: Lookup, { name }: Resource): boolean {
  return name !== undefined && lookup.first(virtualServiceByGateway, name, crowd).some((one) => isTold(lookup, one, 'egress-chain-gateway-service-port-missing'));
}
