/** What is known of the rules: what they say of themselves, where their files lie, and what they find in their fixtures. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createLinter, defaultOptions, rules, type Admission, type LintOptions, type LocatedFinding, type Rule, type Severity } from '../../server/src/engine/index.ts';
import { root } from '../lib/project.ts';

/** A folder of manifests in `test/rules/<id>/`. */
export interface Example {
  readonly name: string;
  /** Texts by file name, without those that show a text after its fixes. */
  readonly files: Readonly<Record<string, string>>;
  /** Options that differ from the defaults. */
  readonly options: Partial<LintOptions>;
  readonly findings: readonly LocatedFinding[];
}

export interface RuleFacts {
  readonly rule: Rule;
  /** The folder of the rule's file. */
  readonly family: string;
  readonly bad: Example | undefined;
  readonly good: Example | undefined;
  /** Severities of its findings in all fixtures, the worst first. */
  readonly severities: readonly Severity[];
  readonly admissions: readonly Admission[];
  /** Kinds of the resources that its findings are about. */
  readonly kinds: readonly string[];
}

const severities: readonly Severity[] = ['error', 'warning', 'information', 'hint'];

/** The rules with their facts, sorted by id. */
export function ruleFacts(): readonly RuleFacts[] {
  const families = familiesById();
  return rules.map((rule) => {
    const examples = examplesOf(rule.id);
    const found = examples.flatMap(({ findings }) => findings.filter((finding) => finding.rule === rule.id));
    return {
      rule,
      family: families.get(rule.id) ?? '',
      bad: shortest(examples.filter(({ name, findings }) => !name.startsWith('good') && findings.some((finding) => finding.rule === rule.id))),
      good: shortest(examples.filter(({ name }) => name.startsWith('good'))),
      severities: severities.filter((severity) => found.some((finding) => finding.severity === severity)),
      admissions: (['rejected', 'warned'] as const).filter((admission) => found.some((finding) => finding.admission === admission)),
      kinds: [...new Set(found.flatMap(({ resource }) => resource?.kind.kind ?? []))].sort(),
    };
  });
}

/** The index of each family imports its rules from `./<id>.ts`. */
function familiesById(): ReadonlyMap<string, string> {
  const home = join(root, 'server/src/engine/rules');
  const indexes = readdirSync(home).filter((family) => existsSync(join(home, family, 'index.ts')));
  return new Map(indexes.flatMap((family) => [...readFileSync(join(home, family, 'index.ts'), 'utf8').matchAll(/from '\.\/([\w-]+)\.ts'/g)].map(([, id = '']) => [id, family] as const)));
}

function examplesOf(id: string): readonly Example[] {
  const home = join(root, 'test/rules', id);
  return existsSync(home) ? readdirSync(home).sort().map((name) => readExample(join(home, name), name)) : [];
}

function readExample(folder: string, name: string): Example {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();
  const shown = paths.filter((path) => /\.(?:ya?ml|json)$/.test(path) && !/\.fixed(?:\.\d)?\.\w+$/.test(path) && path !== 'options.json');
  const files = Object.fromEntries(shown.map((path) => [path.replaceAll('\\', '/'), readFileSync(join(folder, path), 'utf8')]));
  const options = paths.includes('options.json') ? JSON.parse(readFileSync(join(folder, 'options.json'), 'utf8')) as Partial<LintOptions> : {};
  return { name, files, options, findings: findingsIn(files, options) };
}

function findingsIn(files: Readonly<Record<string, string>>, options: Partial<LintOptions>): readonly LocatedFinding[] {
  const linter = createLinter({ ...defaultOptions, ...options }, (rule, uri, error) => { throw new Error(`${rule} failed on ${uri}`, { cause: error }); });
  for (const [uri, text] of Object.entries(files)) linter.update(uri, text);
  linter.check();
  return Object.keys(files).flatMap((uri) => linter.findings(uri));
}

/** The example that is read fastest; one that needs no options if there is one. */
function shortest(examples: readonly Example[]): Example | undefined {
  const length = ({ files, options }: Example): number => Object.values(files).join('\n').length + 10_000 * Object.keys(options).length;
  return [...examples].sort((a, b) => length(a) - length(b) || (a.name < b.name ? -1 : 1))[0];
}
