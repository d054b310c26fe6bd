// Every format, on a report made by hand so that no rule's wording matters here.
import picocolors from 'picocolors';
import { describe, expect, test } from 'vitest';
import { formatGithub } from '../../server/src/cli/format/github.ts';
import { formatJson } from '../../server/src/cli/format/json.ts';
import { formatPretty } from '../../server/src/cli/format/pretty.ts';
import { formatSarif } from '../../server/src/cli/format/sarif.ts';
import { createPositions } from '../../server/src/cli/positions.ts';
import type { Report, ReportedFinding } from '../../server/src/cli/report.ts';
import type { LocatedFinding } from '../../server/src/engine/index.ts';
import { rules } from '../../server/src/engine/index.ts';

const text = 'kind: NetworkPolicy\nspec:\n  cidr: 10.0.0.1/8\n  more: |\n    a\n    b\n';
const name = 'my apps/größe #1,100%:a.yaml';

const first: ReportedFinding = {
  rule: 'cidr-host-bits', severity: 'error', message: '10.0.0.1/8 has bits set, 100% of them: write 10.0.0.0/8.', admission: 'rejected', codes: ['IST0106', 'X1'],
  file: name, line: 3, column: 9, endLine: 3, endColumn: 19, resource: { kind: 'NetworkPolicy', namespace: 'shop', name: 'deny' },
  related: [{ file: '/elsewhere/b c.yaml', line: 1, column: 1, message: 'the other\nrange' }], fixable: true,
};
const second: ReportedFinding = {
  rule: 'unknown-field', severity: 'hint', message: 'Plain.', file: name, line: 4, column: 9, endLine: 6, endColumn: 6, related: [], fixable: false,
};

function located(finding: ReportedFinding, fixes: LocatedFinding['fixes']): LocatedFinding {
  return { uri: 'file:///a', span: { start: 0, end: 0 }, rule: finding.rule, severity: finding.severity, message: finding.message, codes: [], related: [], tags: [], fixes };
}

const report: Report = {
  findings: [first, second],
  summary: { files: 1234, documents: 1300, resources: 1, errors: 1, warnings: 0, information: 0, hints: 1 },
  located: new Map([
    [first, located(first, () => [{ title: 'Replace with 10.0.0.0/8', preferred: true, edits: [{ uri: 'file:///a', span: { start: 34, end: 44 }, newText: '10.0.0.0/8' }] }])],
    [second, located(second, () => [])],
  ]),
  sources: () => ({ file: name, positions: createPositions(text) }),
  problems: [{ path: 'gone.yaml', reason: 'No such file or folder' }],
};
const nothing: Report = { ...report, findings: [], problems: [], summary: { ...report.summary, files: 1, errors: 0, hints: 0 } };

describe('pretty', () => {
  test('shows the place, the line and what else there is', () => {
    expect(formatPretty(report, { colors: picocolors.createColors(false), width: 80 })).toBe(`\
${name}:3:9 error cidr-host-bits
  10.0.0.1/8 has bits set, 100% of them: write 10.0.0.0/8.
    |
  3 |   cidr: 10.0.0.1/8
    |         ^^^^^^^^^^
    = when applied: rejected
    = also known as IST0106, X1
    = fix: Replace with 10.0.0.0/8
    > /elsewhere/b c.yaml:1:1 the other\uFFFDrange

${name}:4:9 hint unknown-field
  Plain.
    |
  4 |   more: |
    |         ^
    = it goes on to line 6

1 error and 1 hint in 1 of 1,234 files (1 resource), 1 fixable in the editor. 1 path could not be read. egress-lint --explain cidr-host-bits says more.
`);
  });

  test('is coloured where it is asked to be', () => {
    const colored = formatPretty(report, { colors: picocolors.createColors(true), width: 80 });
    expect(colored).toContain('\u001b[31merror\u001b[39m');
    // eslint-disable-next-line no-control-regex -- the codes of colours
    expect(colored.replaceAll(/\u001b\[\d+m/g, '')).toBe(formatPretty(report, { colors: picocolors.createColors(false), width: 80 }));
  });

  test('says that nothing was found', () => {
    expect(formatPretty(nothing, { colors: picocolors.createColors(false), width: 80 })).toBe('Nothing found in 1 file (1 resource).\n');
  });
});

describe('json', () => {
  test('is the findings and the summary', () => {
    expect(JSON.parse(formatJson(report))).toEqual({ findings: [first, second], summary: report.summary });
    expect(formatJson(report).split('\n')).toHaveLength(5);
    expect(JSON.parse(formatJson(nothing))).toEqual({ findings: [], summary: nothing.summary });
  });
});

describe('github', () => {
  test('escapes properties and messages', () => {
    expect(formatGithub(report, file => file)).toBe([
      '::error file=my apps/größe #1%2C100%25%3Aa.yaml,line=3,endLine=3,col=9,endColumn=19,title=cidr-host-bits (egress-lint)::10.0.0.1/8 has bits set, 100%25 of them: write 10.0.0.0/8.%0A/elsewhere/b c.yaml:1:1 the other%0Arange',
      '::notice file=my apps/größe #1%2C100%25%3Aa.yaml,line=4,endLine=6,title=unknown-field (egress-lint)::Plain.',
      '1 error and 1 hint in 1 of 1,234 files (1 resource), 1 fixable in the editor. 1 path could not be read.',
      '',
    ].join('\n'));
  });
});

interface Region { readonly startLine: number; readonly startColumn: number; readonly endLine?: number; readonly endColumn?: number }
interface ArtifactLocation { readonly uri: string; readonly uriBaseId?: string }
interface SarifLocation { readonly id?: number; readonly physicalLocation: { readonly artifactLocation: ArtifactLocation; readonly region: Region } }
interface SarifResult {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly level: string;
  readonly message: { readonly text: string };
  readonly locations: readonly SarifLocation[];
  readonly relatedLocations?: readonly SarifLocation[];
  readonly fixes?: readonly { readonly artifactChanges: readonly { readonly artifactLocation: ArtifactLocation; readonly replacements: readonly { readonly deletedRegion: Region; readonly insertedContent?: { readonly text: string } }[] }[] }[];
}
interface SarifRule { readonly id: string; readonly helpUri: string; readonly shortDescription: { readonly text: string }; readonly defaultConfiguration: { readonly level: string } }
interface SarifLog {
  readonly $schema: string;
  readonly version: string;
  readonly runs: readonly {
    readonly tool: { readonly driver: { readonly name: string; readonly semanticVersion?: string; readonly rules: readonly SarifRule[] } };
    readonly columnKind: string;
    readonly invocations: readonly { readonly executionSuccessful: boolean; readonly toolExecutionNotifications: readonly unknown[] }[];
    readonly results: readonly SarifResult[];
  }[];
}

describe('sarif', () => {
  const log = JSON.parse(formatSarif(report, '1.2.3')) as SarifLog;
  const run = log.runs[0]!;

  test('is a log of version 2.1.0 with one run', () => {
    expect(log).toMatchObject({ version: '2.1.0', runs: [{ columnKind: 'utf16CodeUnits', tool: { driver: { name: 'egress-lint', semanticVersion: '1.2.3' } } }] });
    expect(log.$schema).toMatch(/^https:.*sarif-schema-2\.1\.0\.json$|sarif-schema\.json$/);
    expect(run.invocations).toEqual([{ executionSuccessful: false, toolExecutionNotifications: [{ level: 'error', message: { text: 'gone.yaml: No such file or folder.' } }] }]);
  });

  test('describes every rule once', () => {
    const described = run.tool.driver.rules;
    expect(described.map(({ id }) => id)).toEqual(rules.map(({ id }) => id));
    for (const { helpUri, shortDescription, defaultConfiguration } of described) {
      expect(URL.canParse(helpUri)).toBe(true);
      expect(shortDescription.text).toMatch(/^\S.*\.$/);
      expect(['error', 'warning', 'note']).toContain(defaultConfiguration.level);
    }
  });

  test('places results as the schema wants them', () => {
    expect(run.results.map(({ level }) => level)).toEqual(['error', 'note']);
    for (const { ruleId, ruleIndex, message, locations, relatedLocations = [] } of run.results) {
      expect(run.tool.driver.rules[ruleIndex]?.id).toBe(ruleId);
      expect(message.text).not.toBe('');
      for (const { physicalLocation: { artifactLocation, region } } of [...locations, ...relatedLocations]) {
        expect(artifactLocation.uri).toMatch(/^(?:[\w.~!'()*-]|%[0-9A-F]{2}|\/|file:\/\/)+$/);
        expect(Object.values(region).every(number => Number.isInteger(number) && number >= 1)).toBe(true);
      }
    }
    expect(run.results[0]!.locations).toMatchObject([{
      physicalLocation: {
        artifactLocation: { uri: 'my%20apps/gr%C3%B6%C3%9Fe%20%231%2C100%25%3Aa.yaml', uriBaseId: '%SRCROOT%' },
        region: { startLine: 3, startColumn: 9, endLine: 3, endColumn: 19 },
      },
      logicalLocations: [{ name: 'deny', fullyQualifiedName: 'NetworkPolicy/shop/deny', kind: 'resource' }],
    }]);
    expect(run.results[0]!.relatedLocations).toMatchObject([{ id: 1, physicalLocation: { artifactLocation: { uri: 'file:///elsewhere/b%20c.yaml' } } }]);
  });

  test('brings fixes, and what has no place of its own as properties', () => {
    expect(run.results[0]).toMatchObject({
      properties: { admission: 'rejected', codes: ['IST0106', 'X1'] },
      fixes: [{
        description: { text: 'Replace with 10.0.0.0/8' },
        artifactChanges: [{ replacements: [{ deletedRegion: { startLine: 3, startColumn: 9, endLine: 3, endColumn: 19 }, insertedContent: { text: '10.0.0.0/8' } }] }],
      }],
    });
    expect(run.results[1]).not.toHaveProperty('fixes');
    expect(run.results[1]).not.toHaveProperty('relatedLocations');
  });
});
