import type { Finding, Problem } from './model/finding.ts';
import type { LintOptions } from './model/options.ts';
import type { DocumentEntry, Resource } from './model/resource.ts';
import type { DocumentRule, GroupRule, Lookup, ReferenceRule, ResourceRule, Rule } from './model/rule.ts';
import type { FindingIn } from './located.ts';

/** Told of a rule that failed. The rule costs its findings there, and nothing else. */
export type OnRuleError = (rule: string, uri: string, error: unknown) => void;

/** Runs rules of one kind each, so that a rule that throws costs only itself. */
export interface RuleRunner {
  /** Findings that follow from one document alone. */
  document(entry: DocumentEntry): readonly FindingIn[];
  /** Findings about one resource in the light of others; some may stand in those others. */
  references(resource: Resource, lookup: Lookup): readonly FindingIn[];
  group(rule: GroupRule, resources: readonly Resource[], lookup: Lookup): readonly FindingIn[];
}

/** Errors that leave the rest of the tree as it would be: a key whose colon is not typed yet. */
const mildErrors = new Set(['MISSING_CHAR']);

export function createRuleRunner(rules: readonly Rule[], options: LintOptions, onError: OnRuleError): RuleRunner {
  const active = rules.filter((rule) => isActive(rule, options));
  const documentRules = active.filter((rule): rule is DocumentRule => rule.scope === 'document');
  const resourceRules = active.filter((rule): rule is ResourceRule => rule.scope === 'resource');
  const referenceRules = active.filter((rule): rule is ReferenceRule => rule.scope === 'reference');

  const guarded = (rule: Rule, uri: string, run: (report: (problem: Problem, at?: Resource) => void) => void, place: Omit<FindingIn, 'finding'>, into: FindingIn[]): void => {
    const before = into.length;
    try {
      run((problem, at) => into.push({ ...(at === undefined ? place : { entry: at.entry, resource: at }), finding: finding(rule, problem) }));
    } catch (error) {
      into.length = before;
      onError(rule.id, uri, error);
    }
  };

  return {
    document(entry) {
      const found: FindingIn[] = [];
      if (!entry.ours) return found;
      for (const rule of documentRules) guarded(rule, entry.uri, (report) => { rule.check(entry.document, report, options); }, { entry }, found);
      const wholeness = wholenessOf(entry);
      for (const resource of entry.resources) {
        for (const rule of resourceRules) {
          if ((wholeness === 'partial' && rule.local !== true) || !concerns(rule, resource)) continue;
          guarded(rule, entry.uri, (report) => { rule.check(resource, report, options); }, { entry, resource }, found);
        }
      }
      return wholeness === 'mild' ? withoutLinesOfErrors(found, entry) : found;
    },
    references(resource, lookup) {
      const found: FindingIn[] = [];
      if (wholenessOf(resource.entry) === 'partial') return found;
      for (const rule of referenceRules) {
        if (!rule.kinds.includes(resource.kind)) continue;
        guarded(rule, resource.entry.uri, (report) => { rule.check(resource, lookup, report); }, { entry: resource.entry, resource }, found);
      }
      return found;
    },
    group(rule, resources, lookup) {
      const whole = resources.filter((resource) => wholenessOf(resource.entry) !== 'partial');
      if (whole.length < 2) return [];
      const found: FindingIn[] = [];
      try {
        rule.check(whole, (resource, problem) => found.push({ finding: finding(rule, problem), entry: resource.entry, resource }), lookup);
      } catch (error) {
        onError(rule.id, whole[0]?.entry.uri ?? '', error);
        return [];
      }
      return found;
    },
  };
}

/** Whether a rule speaks at all. */
export function isActive(rule: Rule, options: LintOptions): boolean {
  const level = options.rules[rule.id] ?? 'default';
  return level === 'default' ? rule.offByDefault !== true : level !== 'off';
}

function concerns(rule: ResourceRule, resource: Resource): boolean {
  return rule.kinds === undefined ? resource.kind.schema !== undefined : rule.kinds.includes(resource.kind);
}

function finding(rule: Rule, problem: Problem): Finding {
  return { ...problem, rule: rule.id, severity: problem.severity ?? rule.severity, ...(rule.replaces === undefined ? {} : { replaces: rule.replaces }) };
}

/** Whether a document is read as it will be applied, but for a line being typed, or is a patch, a template or too broken to judge. */
function wholenessOf(entry: DocumentEntry): 'whole' | 'mild' | 'partial' {
  const { problems, templated } = entry.document;
  if (entry.isPatch) return 'partial';
  if (templated || problems.some((problem) => !mildErrors.has(problem.code) || !problem.message.startsWith('Implicit map keys'))) return 'partial';
  return problems.length > 0 ? 'mild' : 'whole';
}

/** While a key is being typed, what its line, and the key on the line above that it is to stand under, is said to lack is noise. */
function withoutLinesOfErrors(found: readonly FindingIn[], entry: DocumentEntry): readonly FindingIn[] {
  const { text, problems } = entry.document;
  const lines = problems.map(({ span }) => ({ start: startOfLine(text, startOfLine(text, span.start) - 1), end: endOfLine(text, span.start) }));
  return found.filter(({ finding: { rule, span } }) => rule === 'yaml-syntax' || !lines.some((line) => span.start >= line.start && span.start <= line.end));
}

function startOfLine(text: string, at: number): number {
  return at <= 0 ? 0 : text.lastIndexOf('\n', at - 1) + 1;
}

function endOfLine(text: string, at: number): number {
  const newline = text.indexOf('\n', at);
  return newline < 0 ? text.length : newline;
}
