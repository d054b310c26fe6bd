import picocolors from 'picocolors';
import { externalRequests, likelyNamespace, openWorkspace, trace as traceRequest } from '../../engine/index.ts';
import type { Lookup, TraceRequest, TraceSource, Workspace } from '../../engine/index.ts';
import { formatTraces } from '../format/trace.ts';
import type { ReportedTrace, TracePlaces } from '../format/trace.ts';
import { harmless } from '../format/terminal.ts';
import { namesOf, readInputs } from '../inputs.ts';
import type { Named } from '../inputs.ts';
import { wantsColor } from '../io.ts';
import type { Io } from '../io.ts';
import { createPositions } from '../positions.ts';
import { createProgress } from '../progress.ts';
import { exitCodes } from './command.ts';
import type { Command } from './command.ts';
import { parseTraceArguments } from './trace-arguments.ts';
import type { TraceArguments } from './trace-arguments.ts';

/** Shows the way of requests out of the mesh. */
export const trace: Command = { name: 'trace', run };

const help = `Shows the way of a request out of the mesh: sidecar, egress gateway, outside.

Usage:
  egress-lint trace [--from NAMESPACE[/LABELS]] [--format pretty|json] [URL…] [files, folders or globs…]

URLs say what the application sends; without any, every external host is traced.
  http://host:80                plaintext HTTP
  https://host:443              TLS of the application itself
  tcp://host:5432               anything else
  …?address=192.0.2.10          the address that it connects to

Options:
      --from NAMESPACE[/LABELS]  The pod that sends it: shop, or shop/app=web,version=v1
                                 (default: the namespace of the host's ServiceEntry)
  -f, --format FORMAT            pretty (default) or json
  -n, --namespace NAME           Namespace of manifests that name none
      --complete                 All manifests of the cluster are given: Istio's own egress gateway
                                 is not taken for granted
  -h, --help                     Print this help
      --istio-…                  How Istio was installed, as for the checks (egress-lint --help)

Exit codes: 0 whatever becomes of the requests, 2 for wrong usage or unreadable input.
`;

async function run(args: readonly string[], io: Io): Promise<number> {
  const asked = parseTraceArguments(args);
  if (asked.help) {
    io.stdout.write(help);
    return exitCodes.clean;
  }
  if (asked.problems.length > 0) {
    io.stderr.write([...asked.problems.map((problem) => `egress-lint: ${harmless(problem)}`), 'egress-lint trace --help says more.', ''].join('\n'));
    return exitCodes.trouble;
  }
  const progress = createProgress(io.stderr);
  const { inputs, problems } = await readInputs(asked.paths, io, progress.report);
  const traces = traceAll(inputs, asked);
  progress.end();
  io.stdout.write(formatTraces(traces, asked.format, picocolors.createColors(wantsColor(io, io.stdout))));
  for (const { path, reason } of problems) io.stderr.write(`egress-lint: ${harmless(path)}: ${reason}.\n`);
  if (traces.length === 0 && problems.length === 0) io.stderr.write('egress-lint: there is no external host here (a ServiceEntry names one).\n');
  return problems.length > 0 ? exitCodes.trouble : exitCodes.clean;
}

function traceAll(inputs: readonly Named[], asked: TraceArguments): readonly ReportedTrace[] {
  const workspace = openWorkspace(asked.options);
  for (const { uri, text } of inputs) workspace.update(uri, text);
  const lookup = workspace.lookupFor();
  const requests = asked.requests.length > 0 ? asked.requests : externalRequests(lookup).map(({ request }) => request);
  const places = createPlaces(workspace, namesOf(inputs));
  return requests.map((request) => {
    const from = asked.from ?? usualSource(lookup, request);
    return { trace: traceRequest(lookup, request, from), from, places };
  });
}

function usualSource(lookup: Lookup, { host }: TraceRequest): TraceSource {
  return { namespace: likelyNamespace(lookup, host) ?? lookup.options.namespace ?? 'default', labels: new Map() };
}

function createPlaces(workspace: Workspace, names: ReadonlyMap<string, string>): TracePlaces {
  const positions = new Map<string, ReturnType<typeof createPositions>>();
  return ({ resource, value }) => {
    const { uri, offset } = resource.entry;
    let known = positions.get(uri);
    if (known === undefined) positions.set(uri, (known = createPositions(workspace.manifests.get(uri)?.text ?? '')));
    return { file: names.get(uri) ?? uri, line: known.place(offset + value.span.start).line };
  };
}
