// How a trace is told, to whoever asks: the same words in a terminal, in a hover, in a diagram.
import type { Hop, Outcome, Trace, TraceRequest } from './model.ts';

const schemes = { HTTP: 'http', TLS: 'https', TCP: 'tcp' } as const;

/** The request as a URL: what the application sends is told by the scheme. */
export function urlOf({ protocol, host, port }: TraceRequest): string {
  return `${schemes[protocol]}://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

const failures: ReadonlySet<Outcome> = new Set<Outcome>(['error', 'loop', 'blackhole']);

/** Whether a request does not arrive, or arrives as something that the other side does not understand. */
export function isBroken({ outcome, break: why }: Trace): boolean {
  return failures.has(outcome) || (why !== undefined && outcome !== 'passthrough');
}

/** ✓, or ✗ at the hop where it goes wrong: the last one. */
export function markOf(trace: Trace, index: number): '✓' | '✗' {
  return isBroken(trace) && index === trace.hops.length - 1 ? '✗' : '✓';
}

/** Where a hop leads, as Envoy's cluster: host, port, and the subset beside it. */
export function clusterOf({ service, port, subset }: Hop): { readonly to: string; readonly subset: string | undefined } | undefined {
  return service === undefined || port === undefined ? undefined : { to: `${service}:${port}`, subset };
}

/** A sentence without its subject, for behind a name: "is dropped at the sidecar: …". */
export function fateOf({ outcome, reason }: Trace): string {
  const sentence = reason.replace(/\.$/, '');
  if (outcome === 'loop') return 'loops: the gateway sends it back to itself';
  if (sentence.startsWith('It ')) return sentence.slice('It '.length);
  const small = `${sentence.charAt(0).toLowerCase()}${sentence.slice(1)}`;
  return outcome === 'error' ? `is dropped: ${small}` : small;
}
