import type { Colors } from 'picocolors/types';
import { clusterOf, markOf, shareOf, urlOf } from '../../engine/index.ts';
import type { Decision, Hop, Outcome, Trace, TraceSource } from '../../engine/index.ts';
import { harmless, jsonLine } from './terminal.ts';

/** Where in the files a decision stands. */
export type TracePlaces = (decision: Decision) => { readonly file: string; readonly line: number };

export interface ReportedTrace {
  readonly trace: Trace;
  readonly from: TraceSource;
  readonly places: TracePlaces;
}

export function formatTraces(traces: readonly ReportedTrace[], format: 'pretty' | 'json', colors: Colors): string {
  return format === 'json' ? toJson(traces) : traces.map((one) => toText(one, colors)).join('\n');
}

/** One object, with one trace on each line. */
function toJson(traces: readonly ReportedTrace[]): string {
  const lines = traces.map(({ trace, places }) => jsonLine({ host: trace.host, port: trace.port, protocol: trace.protocol, ...jsonEnd(trace, places) }));
  return `{"traces":[${lines.length === 0 ? '' : `\n${lines.join(',\n')}\n`}]}\n`;
}

/** The order of the properties is that of the JSON; what does not apply is absent. Each part of split traffic has its hops from the first on. */
function jsonEnd({ outcome, hops, reason, branches }: Trace, places: TracePlaces): object {
  return {
    outcome, hops: hops.map((hop) => jsonHop(hop, places)), reason,
    branches: branches?.map(({ weight, trace }) => ({ weight, ...jsonEnd(trace, places) })),
  };
}

function jsonHop({ proxy, service, port, subset, sends, sni, tunnel, decisions: [main] }: Hop, places: TracePlaces): object {
  return { proxy, service, port, subset, sends, sni, tunnel, ...(main === undefined ? {} : places(main)) };
}

const paint: Readonly<Record<Outcome, 'red' | 'yellow' | 'green' | 'cyan'>> = {
  gateway: 'green', direct: 'cyan', passthrough: 'yellow', blackhole: 'red', loop: 'red', error: 'red', other: 'yellow',
};

/** For people: the request, each hop with what it sends and where that is written, and what becomes of it, or of each part of it. */
function toText({ trace, from, places }: ReportedTrace, colors: Colors): string {
  const labels = [...from.labels].map(([key, value]) => `${key}=${value}`).join(',');
  const source = `from ${from.namespace}${labels === '' ? '' : `/${labels}`}`;
  return [
    `${colors.bold(harmless(urlOf(trace)))} ${colors.dim(harmless(source))}`,
    ...wayLines(trace, places, colors),
    '',
  ].join('\n');
}

function wayLines(trace: Trace, places: TracePlaces, colors: Colors): readonly string[] {
  const { outcome, hops, reason, branches = [] } = trace;
  return [
    ...hops.map((hop, index) => hopText(hop, markOf(trace, index), places, colors)),
    `  ${colors[paint[outcome]](colors.bold(outcome))}: ${harmless(reason)}`,
    ...branches.flatMap((one) => [`    ${shareOf(one, trace)}`, ...wayLines(one.trace, places, colors).map((line) => `    ${line}`)]),
  ];
}

function hopText(hop: Hop, mark: '✓' | '✗', places: TracePlaces, colors: Colors): string {
  const { proxy, sends, sni, tunnel, error, decisions: [main] } = hop;
  const cluster = clusterOf(hop);
  const to = cluster === undefined ? '' : ` → ${cluster.to}${cluster.subset === undefined ? '' : `, subset ${cluster.subset}`}`;
  const sent = sends === undefined ? '' : `${to === '' ? ':' : ','} ${sends}${sni === undefined ? '' : ` (SNI ${sni})`}${tunnel === undefined ? '' : `, tunnel to ${tunnel}`}`;
  const place = main === undefined ? undefined : places(main);
  const where = place === undefined ? '' : ` ${colors.dim(harmless(`— ${place.file}:${place.line}`))}`;
  return `  ${mark === '✗' ? colors.red(mark) : colors.green(mark)} ${proxy}${harmless(to)}${harmless(sent)}${error === undefined ? '' : `: ${colors.red(harmless(error))}`}${where}`;
}
