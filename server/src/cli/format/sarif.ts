import { pathToFileURL } from 'node:url';
import { ruleDocsUrl, rules } from '../../engine/index.ts';
import type { LocatedFix, Rule, Severity } from '../../engine/index.ts';
import type { InputProblem } from '../files.ts';
import type { Report, ReportedFinding, Sources } from '../report.ts';
import { plainText } from './markdown.ts';

const levels: Readonly<Record<Severity, 'error' | 'warning' | 'note'>> = { error: 'error', warning: 'warning', information: 'note', hint: 'note' };
const ruleIndexes = new Map(rules.map((rule, index) => [rule.id, index]));

/** SARIF 2.1.0, as code scanning services read it. */
export function formatSarif(report: Report, version: string): string {
  const log = {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [{
      tool: {
        driver: {
          name: 'egress-lint', ...(/^\d+\.\d+\.\d+/.test(version) ? { semanticVersion: version } : {}),
          informationUri: 'https://github.com/egress-manifests/egress-manifests', rules: rules.map(describeRule),
        },
      },
      columnKind: 'utf16CodeUnits',
      invocations: [{ executionSuccessful: report.problems.length === 0, toolExecutionNotifications: report.problems.map(notification) }],
      results: report.findings.map((finding) => result(finding, report)),
    }],
  };
  return `${JSON.stringify(log, undefined, 2)}\n`;
}

function describeRule({ id, title, severity, docs, codes }: Rule): object {
  return {
    id,
    shortDescription: { text: `${title}.` },
    fullDescription: { text: plainText(docs.split('\n\n', 1)[0] ?? title) },
    help: { text: plainText(docs), markdown: docs },
    helpUri: ruleDocsUrl(id),
    defaultConfiguration: { level: levels[severity] },
    properties: { tags: ['kubernetes', ...(codes ?? [])] },
  };
}

function result(finding: ReportedFinding, report: Report): object {
  const located = report.located.get(finding);
  const fixes = located?.fixes() ?? [];
  const { admission, codes } = finding;
  return {
    ruleId: finding.rule,
    ...ruleIndex(finding.rule),
    level: levels[finding.severity],
    message: { text: finding.message },
    locations: [{
      physicalLocation: { artifactLocation: artifact(finding.file), region: { startLine: finding.line, startColumn: finding.column, endLine: finding.endLine, endColumn: finding.endColumn } },
      ...logicalLocation(finding),
    }],
    ...(finding.related.length === 0 ? {} : {
      relatedLocations: finding.related.map(({ file, line, column, message }, index) => ({
        id: index + 1, physicalLocation: { artifactLocation: artifact(file), region: { startLine: line, startColumn: column } }, message: { text: message },
      })),
    }),
    ...(fixes.length === 0 ? {} : { fixes: fixes.map((fix) => describeFix(fix, report.sources)) }),
    ...(admission === undefined && codes === undefined ? {} : { properties: { ...(admission === undefined ? {} : { admission }), ...(codes === undefined ? {} : { codes }) } }),
  };
}

function ruleIndex(id: string): object {
  const index = ruleIndexes.get(id);
  return index === undefined ? {} : { ruleIndex: index };
}

function logicalLocation({ resource }: ReportedFinding): object {
  if (resource === undefined) return {};
  const { kind, namespace, name } = resource;
  const full = [kind, namespace, name].filter((part) => part !== undefined).join('/');
  return { logicalLocations: [{ ...(name === undefined ? {} : { name }), fullyQualifiedName: full, kind: 'resource' }] };
}

function describeFix({ title, edits }: LocatedFix, sources: Sources): object {
  const uris = [...new Set(edits.map((edit) => edit.uri))];
  return {
    description: { text: title },
    artifactChanges: uris.map((uri) => {
      const { file, positions } = sources(uri);
      return {
        artifactLocation: artifact(file),
        replacements: edits.filter((edit) => edit.uri === uri).map(({ span, newText }) => {
          const start = positions.place(span.start);
          const end = positions.place(span.end);
          return {
            deletedRegion: { startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column },
            ...(newText === '' ? {} : { insertedContent: { text: newText } }),
          };
        }),
      };
    }),
  };
}

/** Relative files are below the root of what was checked, wherever that lies on the reader's machine. */
function artifact(file: string): object {
  if (file.startsWith('/') || /^[A-Za-z]:\//.test(file)) return { uri: pathToFileURL(file).href };
  return { uri: file.split('/').map(encodeURIComponent).join('/'), uriBaseId: '%SRCROOT%' };
}

function notification({ path, reason }: InputProblem): object {
  return { level: 'error', message: { text: `${path}: ${reason}.` } };
}
