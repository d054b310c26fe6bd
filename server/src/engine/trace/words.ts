// How a trace is told, to whoever asks: the same words in a terminal, in a hover, in a diagram.
import type { Branch, Hop, Outcome, Trace, TraceRequest } from './model.ts';

const schemes = { HTTP: 'http', TLS: 'https', TCP: 'tcp' } as const;

/** The request as a URL: what the application sends is told by the scheme. */
export function urlOf({ protocol, host, port }: TraceRequest): string {
  return `${schemes[protocol]}://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

const failures: ReadonlySet<Outcome> = new Set<Outcome>(['error', 'loop', 'blackhole']);

/** Whether a request, or a part of what is split, does not arrive, or arrives as something that the other side does not understand. */
export function isBroken({ outcome, break: why, branches = [] }: Trace): boolean {
  return failures.has(outcome) || (why !== undefined && why !== 'elsewhere' && outcome !== 'passthrough') || branches.some(({ trace }) => isBroken(trace));
}

/** The part of the traffic that a branch has, in percent. */
export function shareOf({ weight }: Branch, { branches = [] }: Trace): string {
  const whole = branches.reduce((sum, one) => sum + one.weight, 0);
  return `${whole === 0 ? 0 : Math.round((weight * 1000) / whole) / 10} %`;
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
export function fateOf(trace: Trace): string {
  const { outcome, reason, branches } = trace;
  if (branches !== undefined) return `is split: ${branches.map((one) => `${shareOf(one, trace)} ${fateOf(one.trace)}`).join('; ')}`;
  const sentence = reason.replace(/\.$/, '');
  if (outcome === 'loop') return 'loops: the gateway sends it back to itself';
  if (sentence.startsWith('It ')) return sentence.slice('It '.length);
  const small = `${sentence.charAt(0).toLowerCase()}${sentence.slice(1)}`;
  return outcome === 'error' ? `is dropped: ${small}` : small;
}

/** The ways that a request may take: one, or that of each part of what is split. */
export function waysOf(trace: Trace): readonly Trace[] {
  return trace.branches?.flatMap((one) => waysOf(one.trace)) ?? [trace];
}
