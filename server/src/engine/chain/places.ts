// Where a hop was decided, and in which words it is shown beside a finding.
import type { Related } from '../model/finding.ts';
import type { Resource } from '../model/resource.ts';
import type { Decision, Hop, Role, Trace } from '../trace/model.ts';
import type { Span } from '../yaml/span.ts';
import type { Value } from '../yaml/value.ts';
import { isWritten } from './certain.ts';
import type { Case } from './model.ts';

/** The place that decides one part of a hop. */
export function decided(hop: Hop | undefined, role: Role): Decision | undefined {
  return hop?.decisions.find((one) => one.role === role);
}

/** A request as messages name it. */
export function named({ request: { host, port } }: Pick<Case, 'request'>): string {
  return `${host}:${port}`;
}

/** Where a field is written, or else the nearest map around it that is. */
export function spanOf(value: Value): Span {
  if (value.exists) return value.span;
  const { parent } = value;
  return parent === undefined ? value.span : parent.exists && typeof parent.step === 'string' ? parent.keySpan : spanOf(parent);
}

const roles: Readonly<Partial<Record<Role, (hop: Hop, index: number) => string>>> = {
  destination: ({ proxy, service, port }, index) => `hop ${index + 1}: the ${proxy} sends it to ${service ?? 'nothing'}${port === undefined ? '' : `:${port}`}`,
  subset: ({ subset }) => `the subset ${subset ?? ''} that counts`,
  tls: ({ proxy, sends }) => `what the ${proxy} puts around it${sends === undefined ? '' : `: ${sends}`}`,
  server: () => 'the gateway\'s server that takes it',
};

const shownRoles: readonly Role[] = ['server', 'destination', 'tls', 'subset'];

/** The way so far: what the application calls, and each hop that is as it should be. What stands at the finding itself is left out. */
export function pathOf({ entry, request, trace }: Case, own: Span, at: Resource): readonly Related[] {
  const port = entry?.ports.find(({ number }) => number === request.port)?.value;
  const start: readonly Related[] = port === undefined || entry === undefined ? [] : [{ resource: entry.resource, span: port.span, message: `${request.host}:${request.port}, what the application calls` }];
  const last = trace.hops.length - 1;
  const hops = trace.hops.flatMap((hop, index) => shownRoles.flatMap((role) => {
    // A DestinationRule without the subset is no part of what is as it should be.
    const place = role === 'subset' && index === last && trace.break === 'no-subset' ? undefined : decided(hop, role);
    const words = roles[role];
    return place === undefined || words === undefined ? [] : [{ resource: place.resource, span: spanOf(role === 'destination' ? place.value.at('host') : role === 'server' ? place.value.at('port') : place.value), message: words(hop, index) }];
  }));
  return [...start, ...hops].filter(({ resource, span }) => resource !== at || span.end <= own.start || span.start >= own.end);
}

/** As many as are shown. */
const mostRelated = 5;

/** Places that matter most first, none twice. */
export function relatedOf(first: readonly Related[], path: readonly Related[]): readonly Related[] {
  const seen = new Set<string>();
  return [...first, ...path].filter(({ resource }) => isWritten(resource)).filter(({ resource, span }) => {
    const key = `${resource.entry.uri} ${resource.entry.index} ${span.start}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  }).slice(0, mostRelated);
}

/** What the traffic does instead, as the end of a sentence about requests. */
export function fateOf({ outcome, hops }: Trace): string {
  switch (outcome) {
    case 'direct': return 'leave directly from the sidecar, past the gateway';
    case 'passthrough': return 'are let through to wherever the application connects, past the gateway';
    case 'blackhole': return 'are dropped at the sidecar';
    case 'loop': return 'go round between the gateway and itself until they fail';
    default: return `are dropped at the ${hops.at(-1)?.proxy ?? 'sidecar'}`;
  }
}
