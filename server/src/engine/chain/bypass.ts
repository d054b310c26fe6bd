// Ways past a gateway that works: ports that are not led through it, and pods that nothing keeps from leaving directly.
import { networkPolicy } from '../kinds/network-policy.ts';
import type { Related } from '../model/finding.ts';
import type { Resource } from '../model/resource.ts';
import type { Lookup } from '../model/rule.ts';
import type { TraceRequest } from '../trace/model.ts';
import { anyInNamespace } from '../workspace/indexes/by-name.ts';
import { egressRoutes, lyingIn } from '../workspace/indexes/egress-routes.ts';
import { chainBreaks } from './breaks.ts';
import { caseOf, wantedOf } from './cases.ts';
import type { Case, ChainBreak, Subject } from './model.ts';
import { letsUnknownThrough, openPods } from './openness.ts';
import type { OpenPods, Openness } from './openness.ts';
import { breakAt } from './report.ts';
import { subjectOf } from './subject.ts';
import { enumerated } from '../text/words.ts';

/** The ways past the gateway that a VirtualService leads to; none where something else is wrong with it. */
export function waysPast(lookup: Lookup, resource: Resource): readonly ChainBreak[] {
  const subject = subjectOf(lookup, resource);
  if (subject?.inMesh !== true || resource.namespace === undefined || chainBreaks(lookup, resource).length > 0) return [];
  const openness = openPods(subject);
  if (openness.pods.length === 0) return [];
  const cases = wantedOf(subject).map((wanted) => caseOf(subject, wanted, wanted.clients.namespaces[0] ?? subject.virtualService.namespace));
  const through = cases.filter((one) => one.trace.outcome === 'gateway');
  return [...unroutedPorts(cases, through), ...openNamespace(subject, through, openness)];
}

/** Hosts that go through the gateway on one port and past it on others: one each. Ports that the gateway itself leads to are for it. */
function unroutedPorts(cases: readonly Case[], through: readonly Case[]): readonly ChainBreak[] {
  if (through.length === 0 || through.length === cases.length) return [];
  const forGateway = new Set(through.flatMap(({ trace: { hops } }) => hops.slice(1).map(({ service, port }) => `${service ?? ''} ${port ?? ''}`)));
  const past = cases.filter(({ trace: { outcome }, request, entry }) => outcome === 'direct' && entry !== undefined
    && through.some((one) => one.request.host === request.host) && !forGateway.has(`${entry.host} ${request.port}`));
  const hosts = new Set(past.map(({ request }) => request.host));
  return [...hosts].flatMap((host) => unrouted(past.filter(({ request }) => request.host === host), through.find(({ request }) => request.host === host)?.request));
}

function unrouted(ofHost: readonly Case[], other: TraceRequest | undefined): readonly ChainBreak[] {
  const places = ofHost.flatMap((one) => (one.entry?.ports ?? []).filter(({ number }) => number === one.request.port).map(({ value }) => value.at('number')));
  const [of] = ofHost;
  const [first, ...others] = places;
  if (of?.entry === undefined || first === undefined) return [];
  const { request: { host }, entry: { resource }, subject } = of;
  const ports = [...new Set(ofHost.map(({ request }) => request.port))];
  const [are, them] = ports.length === 1 ? ['is', 'it'] : ['are', 'them'];
  return [breakAt(of, 'egress-chain-bypass', resource, first.span, {
    message: `Port${ports.length === 1 ? '' : 's'} ${enumerated(ports.map(String))} of ${host} ${are} not led through the gateway${other === undefined ? '' : `, as its port ${other.port} is`}: requests to ${them} leave directly from the sidecar. Add a rule for ${them} to the VirtualService, or take ${them} out if nobody calls ${them}.`,
    related: [...others.map(({ span }) => ({ resource, span, message: 'this port too' })), { resource: subject.resource, span: subject.resource.root.at('spec', 'hosts').keySpan, message: 'the VirtualService that leads to the gateway' }],
  })];
}

/** Said once for a namespace, where its NetworkPolicies are here: all its pods may leave, or some that were left out. */
function openNamespace(subject: Subject, [of]: readonly Case[], { pods, everyone }: Openness): readonly ChainBreak[] {
  const { lookup, resource, virtualService: { namespace } } = subject;
  const known = lookup.options.workspaceIsComplete || anyInNamespace(lookup, networkPolicy, namespace, resource);
  if (of === undefined || !known || lookup.first(egressRoutes, lyingIn(namespace), 1)[0] !== resource) return [];
  const free = pods.filter((one) => letsUnknownThrough(subject, one));
  const isEverybody = everyone && free.length === pods.length;
  // Some pods of a limited namespace that a policy lets go anywhere are an exception that somebody made.
  const shown = isEverybody ? free[0] : free.find(({ by }) => by === undefined);
  if (shown === undefined) return [];
  const who = isEverybody ? `pods of namespace ${namespace}` : `pods of ${workloadName(shown)} in namespace ${namespace}`;
  return [breakAt(of, 'egress-chain-bypass', resource, resource.root.at('metadata', 'name').span, {
    message: `Nothing keeps ${who} from leaving past the gateway that this VirtualService leads to: ${reasonFor(shown, everyone)}, and their sidecars let unknown destinations through. A sidecar is no barrier: ${adviceFor(shown)}.`,
    related: placesOf(shown, isEverybody),
  })];
}

function workloadName({ workload }: OpenPods): string {
  return `${workload?.kind.kind ?? ''} ${workload?.name ?? ''}`.trim();
}

function reasonFor({ by, sparesInside }: OpenPods, everyone: boolean): string {
  if (by !== undefined) return `NetworkPolicy ${by.name ?? ''} there allows every ${sparesInside ? 'external address' : 'destination'}`;
  return everyone ? 'no NetworkPolicy there limits egress' : 'no NetworkPolicy limits their egress, as it does for others there';
}

function adviceFor({ by }: OpenPods): string {
  return by === undefined ? 'add a NetworkPolicy that allows the gateway and DNS only' : 'let that policy allow the gateway and DNS only, as others cannot take away what it allows';
}

function placesOf({ by, sparesInside, workload }: OpenPods, isEverybody: boolean): readonly Related[] {
  if (by !== undefined) return [{ resource: by, span: by.root.at('spec', 'egress').keySpan, message: `allows every ${sparesInside ? 'external address' : 'destination'}` }];
  return isEverybody || workload === undefined ? [] : [{ resource: workload, span: workload.root.at('metadata', 'name').span, message: 'no NetworkPolicy says where its pods may go' }];
}
