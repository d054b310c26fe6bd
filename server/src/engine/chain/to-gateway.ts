// Requests for which the sidecar has no cluster: the gateway's Service, its port or its subset is not there.
import { replaceString } from '../edits/scalar.ts';
import { addServicePort } from '../edits/service-port.ts';
import type { Resource } from '../model/resource.ts';
import { knownServicePorts } from '../references/known.ts';
import { pointTo } from '../references/point-to.ts';
import { resolveHost } from '../references/services.ts';
import { unresolvedHost } from '../references/unresolved-host.ts';
import { parseClusterHost } from '../text/host.ts';
import { assumedService, isAssumed } from '../trace/assumed.ts';
import type { Decision, Hop } from '../trace/model.ts';
import { gatewayWorkloads } from '../trace/workloads.ts';
import { gatewayView } from '../views/gateway.ts';
import type { GatewayServer } from '../views/gateway.ts';
import type { Value } from '../yaml/value.ts';
import type { Case, ChainBreak } from './model.ts';
import { decided, named } from './places.ts';
import { missingPort } from './ports.ts';
import { breakAt } from './report.ts';
import { gatewayOf } from './subject.ts';
import { noSubset } from './subsets.ts';

/** The Service does not exist, but the gateway's Service is another one, or its workload is here. */
function noService(of: Case, destination: Decision): ChainBreak | undefined {
  const { subject: { lookup, world } } = of;
  const host = destination.value.at('host');
  const found = unresolvedHost(lookup, destination.resource, host.string ?? '');
  const meant = found?.meant;
  if (found !== undefined && meant !== undefined && gatewayOf(world, meant.host) !== undefined) {
    return breakAt(of, 'egress-chain-gateway-service-missing', destination.resource, host.span, {
      severity: found.severity, codes: ['IST0101', 'KIA1101'], related: found.related,
      message: `The Service ${found.resolved.host} does not exist, so requests to ${named(of)} are answered with 503 by the sidecar. The gateway's Service is ${meant.host}: write that name in full.`,
      fix: () => ({ title: `Replace with ${meant.host}`, preferred: true, edits: [replaceString(host, meant.host)] }),
    });
  }
  return found === undefined ? noServiceBesideWorkload(of, destination) : undefined;
}

function noServiceBesideWorkload(of: Case, { resource, value }: Decision): ChainBreak | undefined {
  const { subject: { lookup, world }, trace } = of;
  const target = trace.hops[0]?.service ?? '';
  const name = parseClusterHost(target, world.clusterDomain);
  if (name === undefined || lookup.isKustomized(resource) || resolveHost(lookup, value.at('host').string ?? '', resource.namespace).targets.length > 0) return undefined;
  const [workload] = gatewayWorkloads(lookup, name);
  return workload === undefined ? undefined : breakAt(of, 'egress-chain-gateway-service-missing', resource, value.at('host').span, {
    severity: lookup.options.workspaceIsComplete ? 'error' : 'warning',
    // istioctl takes the Services of Istio's installation for granted.
    codes: knownServicePorts(lookup, name.name, name.namespace) === undefined ? ['IST0101', 'KIA1101'] : ['KIA1101'],
    message: `The gateway ${name.name} in namespace ${name.namespace} has pods here and no Service, so requests to ${named(of)} are answered with 503 by the sidecar. Add the Service.`,
    related: [pointTo(workload)],
  });
}

/** The gateway's Service does not have the port. */
function noServicePort(of: Case, { resource, value }: Decision, service: Resource): ChainBreak | undefined {
  const { subject: { world }, trace: { hops: [hop] } } = of;
  if (hop?.service === undefined || gatewayOf(world, hop.service) === undefined) return undefined;
  const { span, advice, related, fix } = missingPort(value, hop.port, service);
  const said = (wrong: string, what: string): string => `The gateway's Service ${hop.service ?? ''} ${wrong}: requests to ${named(of)} are answered with 503 by the sidecar. ${what}`;
  const common = { codes: ['IST0101'], related, fix };
  if (isAssumed(service)) {
    // Of an installation that is not here the ports may have been changed; that one was given the number of a targetPort is unlikely.
    return !leadsTo(service, hop.port) ? undefined
      : breakAt(of, 'egress-chain-gateway-service-port-missing', resource, span, { ...common, related: [], severity: 'warning', message: said(`has, as Istio installs it, no port ${hop.port ?? ''}`, advice) });
  }
  const server = leadsTo(service, hop.port) ? undefined : serverWith(of, hop.port);
  const more = server === undefined ? {} : { fix: () => addServicePort(service, hop.port ?? 0, server.value.at('port', 'name').string) };
  return breakAt(of, 'egress-chain-gateway-service-port-missing', resource, span, {
    ...common, ...more, message: said(wrongPort(value.at('port', 'number'), hop.port), server === undefined ? advice : 'A server of the Gateway has it: add it to the Service.'),
  });
}

/** Whether a number is that of the pods, and the Service has another one for it. */
function leadsTo(service: Resource, number: number | undefined): boolean {
  return service.root.at('spec', 'ports').items().some((one) => one.at('targetPort').number === number);
}

/** The server of a Gateway that the VirtualService names which has a number: then it is the Service that lacks the port. */
function serverWith({ subject: { attached } }: Case, number: number | undefined): GatewayServer | undefined {
  return attached.flatMap((gateway) => gatewayView(gateway).servers).find(({ port }) => port !== undefined && port === number);
}

function wrongPort(written: Value, number: number | undefined): string {
  return written.exists ? `has no port ${written.number ?? ''}` : `has several ports and none is named here, so that of the request (${number ?? ''}) is looked for, which it does not have`;
}

/** The Service that a hop leads to. What is taken for granted is no place that a hop could show. */
function serviceOf({ subject: { world } }: Case, hop: Hop): Resource | undefined {
  return decided(hop, 'service')?.resource ?? assumedService(world, hop.service ?? '')?.resource;
}

/** What is broken at the sidecar's own hop. */
export function withoutCluster(of: Case): ChainBreak | undefined {
  const { trace, subject } = of;
  const [hop] = trace.hops;
  const destination = decided(hop, 'destination');
  if (hop === undefined || destination?.resource !== subject.resource) return undefined;
  if (trace.break === 'no-host') return noService(of, destination);
  const service = serviceOf(of, hop);
  if (trace.break === 'no-port') return service === undefined ? undefined : noServicePort(of, destination, service);
  const leads = hop.service !== undefined && gatewayOf(subject.world, hop.service) !== undefined;
  return trace.break === 'no-subset' && leads ? noSubset(of, destination, hop) : undefined;
}
