// What was found, in the form that `--format json` prints and the other formats are made of.
import type { Admission, OnceLinter, LocatedFinding, Location, Resource, Severity } from '../engine/index.ts';
import type { InputProblem } from './files.ts';
import { createPositions } from './positions.ts';
import type { Positions } from './positions.ts';

export interface ReportedResource {
  readonly kind: string;
  /** Absent where the manifest does not name it. */
  readonly namespace?: string;
  readonly name?: string;
}

/** A finding as it is printed. The order of the properties is that of the JSON. */
export interface ReportedFinding {
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  readonly admission?: Admission;
  readonly codes?: readonly string[];
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly resource?: ReportedResource;
  readonly related: readonly { readonly file: string; readonly line: number; readonly column: number; readonly message: string }[];
  readonly fixable: boolean;
}

export interface Summary {
  readonly files: number;
  readonly documents: number;
  readonly resources: number;
  readonly errors: number;
  readonly warnings: number;
  readonly information: number;
  readonly hints: number;
}

export interface Report {
  readonly findings: readonly ReportedFinding[];
  readonly summary: Summary;
  /** The engine's own findings, one for one, for what the printed form leaves out. */
  readonly located: ReadonlyMap<ReportedFinding, LocatedFinding>;
  readonly sources: Sources;
  readonly problems: readonly InputProblem[];
}

/** A file that was checked. */
export interface Source {
  /** As it is printed: relative to the current folder, absolute outside it. */
  readonly file: string;
  readonly positions: Positions;
}

export type Sources = (uri: string) => Source;

/** Collects what the linter found. `nameOf` gives the name a file is printed with. */
export function createReport(linter: OnceLinter, nameOf: (uri: string) => string, problems: readonly InputProblem[]): Report {
  const sources = createSources(linter, nameOf);
  const pairs = [...linter.workspace.manifests.keys()]
    .flatMap((uri) => linter.findings(uri).map((located) => [describe(located, sources), located] as const))
    .sort(([a], [b]) => compareFindings(a, b));
  const findings = pairs.map(([finding]) => finding);
  return { findings, summary: summarize(linter, findings), located: new Map(pairs), sources, problems };
}

function createSources(linter: OnceLinter, nameOf: (uri: string) => string): Sources {
  const known = new Map<string, Source>();
  return (uri) => {
    let source = known.get(uri);
    if (source === undefined) {
      source = { file: nameOf(uri), positions: createPositions(linter.workspace.manifests.get(uri)?.text ?? '') };
      known.set(uri, source);
    }
    return source;
  };
}

function describe(found: LocatedFinding, sources: Sources): ReportedFinding {
  const { file, positions } = sources(found.uri);
  const start = positions.place(found.span.start);
  const end = positions.place(found.span.end);
  return {
    rule: found.rule,
    severity: found.severity,
    message: found.message,
    ...(found.admission === undefined ? {} : { admission: found.admission }),
    ...(found.codes.length === 0 ? {} : { codes: found.codes }),
    file, line: start.line, column: start.column, endLine: end.line, endColumn: end.column,
    ...(found.resource === undefined ? {} : { resource: describeResource(found.resource) }),
    related: found.related.map((one) => ({ ...describePlace(one, sources), message: one.message })),
    fixable: found.fixes().length > 0,
  };
}

function describePlace({ uri, span }: Location, sources: Sources): { readonly file: string; readonly line: number; readonly column: number } {
  const { file, positions } = sources(uri);
  return { file, ...positions.place(span.start) };
}

function describeResource({ kind, namespace, namespaceWritten, name }: Resource): ReportedResource {
  return {
    kind: kind.kind,
    ...(namespace !== undefined && namespaceWritten ? { namespace } : {}),
    ...(name === undefined ? {} : { name }),
  };
}

function summarize(linter: OnceLinter, findings: readonly ReportedFinding[]): Summary {
  const manifests = [...linter.workspace.manifests.values()];
  const count = (severity: Severity): number => findings.filter((finding) => finding.severity === severity).length;
  return {
    files: manifests.length,
    documents: sum(manifests.map((manifest) => manifest.entries.length + manifest.skipped)),
    resources: sum(manifests.flatMap((manifest) => manifest.entries.map((entry) => entry.resources.length))),
    errors: count('error'), warnings: count('warning'), information: count('information'), hints: count('hint'),
  };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

/** By file and place; what stands at one place, by rule and then by message, so that the order is always the same. */
function compareFindings(a: ReportedFinding, b: ReportedFinding): number {
  return compareText(a.file, b.file) || a.line - b.line || a.column - b.column || a.endLine - b.endLine || a.endColumn - b.endColumn
    || compareText(a.rule, b.rule) || compareText(a.message, b.message);
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
