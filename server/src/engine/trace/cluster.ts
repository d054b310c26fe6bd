// Whether a proxy has a cluster for a destination, and what it puts around what it sends there (`cluster_builder.go`, `cluster_tls.go`).
import { selects } from '../views/workload.ts';
import { labelsAt } from '../views/read.ts';
import type { MeshPort } from '../views/mesh-service.ts';
import type { Decision } from './model.ts';
import { serverNameOf, tlsModeOf } from '../references/backend-tls.ts';
import { policyFor, tlsSettings } from '../references/destination-rules.ts';
import type { Placed, Policy } from '../references/destination-rules.ts';
import { endpointsOf } from '../references/endpoints.ts';
import { destinationService } from './registry.ts';
import type { Scope } from './scope.ts';
import type { Layer, Stream } from './stream.ts';
import { speaksMutualTls } from './workloads.ts';
import { isWildcard } from '../text/host.ts';
import { servicesAt } from './world.ts';
import type { MeshService } from './world.ts';
import type { World } from '../references/world.ts';

/** Where a route leads: the name of a cluster of Envoy, which may not exist. */
export interface Target {
  readonly host: string;
  readonly port: number;
  readonly subset: string | undefined;
}

/** A cluster of a proxy. */
export interface Cluster extends Target {
  readonly service: MeshService;
  readonly servicePort: MeshPort;
  readonly policy: Policy | undefined;
  readonly tls: Placed | undefined;
  readonly decisions: readonly Decision[];
}

/** Why there is no cluster. */
export interface NoCluster {
  readonly why: 'host' | 'port' | 'subset' | 'endpoints';
  readonly words: string;
  readonly decisions: readonly Decision[];
}

export function clusterFor(scope: Scope, target: Target): Cluster | NoCluster {
  const { host, port } = target;
  const service = destinationService(scope, host);
  if (service === undefined || service.view.resolution === 'alias') {
    return { why: 'host', decisions: [], words: `no Service or ServiceEntry with the host ${host} is visible in namespace ${scope.proxy.namespace}` };
  }
  // A number that stands twice is refused by the API server; Istio's endpoints would be those of the last.
  const servicePort = service.ports.findLast((one) => one.number === port && one.kind !== 'udp');
  const place: Decision = { role: 'service', resource: service.resource, value: servicePort?.value ?? service.resource.root.at('spec', 'ports') };
  if (servicePort === undefined) return { why: 'port', decisions: [place], words: `${host} has no port ${port}` };
  return withPolicy(scope, target, service, servicePort, place);
}

function withPolicy(scope: Scope, target: Target, service: MeshService, servicePort: MeshPort, place: Decision): Cluster | NoCluster {
  const { host, port, subset } = target;
  const policy = policyFor(scope.world, scope.proxy, service);
  const chosen = subset === undefined ? undefined : policy?.subsets.get(subset);
  if (subset !== undefined && chosen === undefined) return { why: 'subset', decisions: [place, ...ruleDecisions(policy)], words: noSubset(scope, host, subset, policy) };
  if (!hasEndpoints(scope, service, chosen)) return { why: 'endpoints', decisions: [place], words: `${host} has no endpoint${subset === undefined ? '' : ` for subset ${subset}`}` };
  const tls = policy === undefined ? undefined : tlsSettings(policy, port, subset);
  const decisions = [place];
  if (chosen !== undefined) decisions.push({ role: 'subset', ...chosen });
  if (tls !== undefined) decisions.push({ role: 'tls', resource: tls.resource, value: tls.value });
  return { host, port, subset, service, servicePort, policy, tls, decisions };
}

function ruleDecisions(policy: Policy | undefined): readonly Decision[] {
  return policy?.rules.map((resource) => ({ role: 'subset' as const, resource, value: resource.root.at('spec', 'subsets') })) ?? [];
}

function noSubset({ proxy }: Scope, host: string, subset: string, policy: Policy | undefined): string {
  return policy?.rules[0] === undefined
    ? `no DestinationRule for ${host} counts for namespace ${proxy.namespace}, so there is no subset ${subset}`
    : `the DestinationRule ${policy.rules[0].name ?? ''} has no subset ${subset}`;
}

/** A host that is resolved by DNS has a cluster only with endpoints. It has those of all ServiceEntries of its namespace with the host. */
function hasEndpoints({ world }: Scope, service: MeshService, subset: Placed | undefined): boolean {
  if (service.view.resolution !== 'dns') return true;
  const labels = subset === undefined ? new Map<string, string>() : labelsAt(subset.value.at('labels')).labels;
  if (hasEndpointWith(world, service, labels)) return true;
  return servicesAt(world, service.host).some((one) => one.resource !== service.resource && one.namespace === service.namespace && one.view.registry === 'external' && hasEndpointWith(world, one, labels));
}

/** An endpoint without labels of its own, as the host itself where none is listed, is in no labelled subset. */
function hasEndpointWith(world: World, { view, resource }: MeshService, labels: ReadonlyMap<string, string>): boolean {
  if (view.endpoints.length === 0 && !view.selectorValue.exists) return view.resolution === 'dns' && labels.size === 0;
  return endpointsOf(world, resource).some((endpoint) => selects(labels, endpoint.labels));
}

/** The layer of TLS that a proxy puts around a stream for a cluster. */
export function layerFor(scope: Scope, cluster: Cluster, stream: Stream): Layer | undefined {
  const { tls, service, servicePort, subset } = cluster;
  const automatic: Layer = { type: 'mtls', sni: `outbound_.${servicePort.number}_.${subset ?? ''}_.${service.host}` };
  if (tls === undefined) return !service.view.external && speaksMutualTls(scope.world, service) ? automatic : undefined;
  const sni = serverNameOf(tls);
  switch (tlsModeOf(tls)) {
    case 'ISTIO_MUTUAL':
      return { type: 'mtls', sni: sni ?? automatic.sni };
    case 'SIMPLE':
    case 'MUTUAL':
      return isLeftOut(scope, cluster, tls) ? undefined : { type: 'tls', sni: sni ?? automaticSni(stream) };
    default:
      return undefined;
  }
}

/** For HTTP the host of the request is asked for where a rule names nothing. */
function automaticSni({ layers, http, asks: { host } }: Stream): string | undefined {
  return http && layers.length === 0 && !isWildcard(host) ? host : undefined;
}

/** Settings that Envoy gets nothing of: credentials that any sidecar could ask for, mutual TLS without a certificate. */
function isLeftOut({ proxy }: Scope, { policy }: Cluster, { value }: Placed): boolean {
  const credential = nonEmpty(value.at('credentialName').string);
  if (credential !== undefined) return proxy.type === 'sidecar' && policy?.selector === undefined && !credential.startsWith('configmap://');
  return value.at('mode').string === 'MUTUAL' && (nonEmpty(value.at('clientCertificate').string) === undefined || nonEmpty(value.at('privateKey').string) === undefined);
}

function nonEmpty(text: string | undefined): string | undefined {
  return text === '' ? undefined : text;
}
