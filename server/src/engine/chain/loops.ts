// Rules that count at a gateway and lead back to it.
import { addFieldBefore } from '../edits/data.ts';
import type { Fix } from '../model/finding.ts';
import { mesh } from '../references/gateways.ts';
import type { Decision, AppProtocol } from '../trace/model.ts';
import type { RouteRule } from '../trace/rules.ts';
import { traceTo } from '../trace/trace.ts';
import { serversOf } from '../trace/servers.ts';
import type { RouteBlock } from '../views/gateway.ts';
import type { Span } from '../yaml/span.ts';
import type { Value } from '../yaml/value.ts';
import type { Case, ChainBreak, RuleDestination, Subject, SubjectRule } from './model.ts';
import { decided } from './places.ts';
import { breakAt } from './report.ts';
import { gatewayOf } from './subject.ts';

/** Whether the gateway's rule leads to the gateway itself, and fails there for some other reason first. */
export function leadsBack({ subject: { world }, trace: { hops } }: Case): boolean {
  const [before, hop] = hops.slice(-2);
  if (before?.service === undefined || hop?.service === undefined || hop.proxy !== 'gateway') return false;
  const [from, to] = [gatewayOf(world, before.service), gatewayOf(world, hop.service)];
  return from !== undefined && from !== 'unreached' && to !== undefined && to !== 'unreached' && from.service.resource === to.service.resource;
}

/** The rule by which a gateway sends a request to itself. */
export function loopOf(of: Case): ChainBreak | undefined {
  const hop = of.trace.hops.findLast(({ proxy }) => proxy === 'gateway');
  const destination = decided(hop, 'destination');
  const route = decided(hop, 'route');
  if (destination === undefined || route === undefined) return undefined;
  const host = destination.value.at('host');
  const hidden = after(route.value);
  const inMesh = of.subject.inMesh && destination.resource === of.subject.resource;
  return breakAt(of, 'egress-chain-loop', destination.resource, host.span, {
    message: `This rule counts at the gateway too, and leads to the gateway's own Service: the gateway sends the requests back to itself until they fail. ${inMesh ? `Give its match \`gateways: [${mesh}]\`, and let a rule of the gateway lead to the external host.` : 'Lead to the external host; requests come to the gateway by a rule that counts for sidecars (mesh).'}`,
    covers: hidden, ...(hidden.length > 0 && route.value.at('match').items().length === 0 ? { codes: ['IST0130'] } : {}),
    fix: inMesh ? () => forMeshOnly(route) : undefined,
  });
}

/** The rules that a rule takes the requests of. */
function after(rule: Value): readonly Span[] {
  const beside = rule.parent?.items() ?? [];
  return beside.slice(beside.findIndex(({ span }) => span.start === rule.span.start) + 1).map((one) => one.span);
}

function forMeshOnly({ value }: Decision): Fix | undefined {
  const matches = value.at('match').items();
  const [first] = value.entries();
  if (matches.some((match) => match.at('gateways').exists) || first === undefined) return undefined;
  const edits = matches.length === 0
    ? [addFieldBefore(first, 'match', [{ gateways: [mesh] }])]
    : matches.flatMap((match) => {
      const [field] = match.entries();
      return field === undefined ? [] : [addFieldBefore(field, 'gateways', [mesh])];
    });
  return edits.length < matches.length ? undefined : { title: 'Let it count for sidecars only', preferred: true, edits };
}

const sentTo: Readonly<Record<RouteBlock, AppProtocol>> = { http: 'HTTP', tls: 'TLS', tcp: 'TCP' };

/** Loops that no request of the mesh shows: those of whatever comes to the gateway for the VirtualService's hosts. */
export function loopsAtGateway(subject: Subject): readonly ChainBreak[] {
  return subject.rules.filter((rule) => rule.gateways.length > 0).flatMap((rule) => rule.destinations.flatMap((destination) => loopAt(subject, rule, destination) ?? []));
}

function loopAt(subject: Subject, { block, rule }: SubjectRule, { host, port, value, gateway }: RuleDestination): ChainBreak | undefined {
  const { lookup, world, virtualService: { namespace } } = subject;
  if (gateway === undefined || gateway === 'unreached' || rule.resource !== subject.resource) return undefined;
  const asked = hostFor(subject, rule);
  for (const number of new Set(port === undefined ? serversOf(world, gateway).kept.map((server) => server.number) : [port])) {
    const request = { host: asked, port: number, protocol: sentTo[block] };
    const trace = traceTo(lookup, request, { namespace, labels: new Map() }, { host, port: number, subset: undefined });
    const last = trace.hops.findLast((hop) => hop.proxy === 'gateway');
    if (trace.outcome === 'loop' && decided(last, 'destination')?.value === value) return loopOf({ subject, request, entry: undefined, client: namespace, trace });
  }
  return undefined;
}

/** A host that a rule is for; for a wildcard any name below it, for all hosts one of no meaning. */
function hostFor({ virtualService: { hosts } }: Subject, { matches }: RouteRule): string {
  const name = matches[0]?.[0]?.at('sniHosts').items()[0]?.string ?? hosts[0]?.host ?? '';
  return name === '*' ? 'any.example' : name.startsWith('*') ? `any${name.slice(1)}` : name;
}
