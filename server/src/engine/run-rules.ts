import type { Finding, Problem } from './model/finding.ts';
import { perKind } from './model/memo.ts';
import type { Kind } from './model/kind.ts';
import type { LintOptions } from './model/options.ts';
import type { DocumentEntry, Resource } from './model/resource.ts';
import type { DocumentRule, GroupRule, Lookup, ReferenceRule, ResourceRule, Rule } from './model/rule.ts';
import type { FindingIn } from './located.ts';
import { lineEnd, lineStart } from './text/lines.ts';

/** Told of a rule that failed. The rule costs its findings there, and nothing else. */
export type OnRuleError = (rule: string, uri: string, error: unknown) => void;

/** All rules about references, or those of them that do, or do not, tell of a resource by itself. */
export type ReferenceRules = 'all' | 'by itself' | 'of others';

type Report = (problem: Problem, at?: Resource) => void;

/** Runs rules of one kind each, so that a rule that throws costs only itself. */
export interface RuleRunner {
  /** Findings that follow from one document alone. */
  document(entry: DocumentEntry): readonly FindingIn[];
  /** Findings about one resource in the light of others; some may stand in those others. */
  references(resource: Resource, lookup: Lookup, rules?: ReferenceRules): readonly FindingIn[];
  group(rule: GroupRule, resources: readonly Resource[], lookup: Lookup): readonly FindingIn[];
}

export function createRuleRunner(rules: readonly Rule[], options: LintOptions, onError: OnRuleError): RuleRunner {
  const active = rules.filter((rule) => isActive(rule, options));
  const documentRules = active.filter((rule): rule is DocumentRule => rule.scope === 'document');
  const resourceRules = active.filter((rule): rule is ResourceRule => rule.scope === 'resource');
  const referenceRules = active.filter((rule): rule is ReferenceRule => rule.scope === 'reference');

  const whole = perKind((kind) => resourceRules.filter((rule) => concerns(rule, kind)));
  const local = perKind((kind) => whole(kind).filter((rule) => rule.local === true));
  const among = (rules: readonly ReferenceRule[]): ((kind: Kind) => readonly ReferenceRule[]) => perKind((kind) => rules.filter((rule) => rule.kinds.includes(kind)));
  const references: Readonly<Record<ReferenceRules, (kind: Kind) => readonly ReferenceRule[]>> = {
    'all': among(referenceRules),
    'by itself': among(referenceRules.filter(({ byItself }) => byItself === true)),
    'of others': among(referenceRules.filter(({ byItself }) => byItself !== true)),
  };

  /** Runs rules on one thing after the other. There are millions of such runs in a large workspace, and most find nothing. */
  const run = <Scoped extends Rule>(among: readonly Scoped[], place: Omit<FindingIn, 'finding'>, into: FindingIn[], check: (rule: Scoped, report: Report) => void): void => {
    let current: Scoped | undefined;
    const report: Report = (problem, at) => {
      if (current !== undefined) into.push({ ...(at === undefined ? place : { entry: at.entry, resource: at }), finding: finding(current, problem) });
    };
    for (const rule of among) {
      current = rule;
      const before = into.length;
      try {
        check(rule, report);
      } catch (error) {
        into.length = before;
        onError(rule.id, place.entry.uri, error);
      }
    }
  };

  return {
    document(entry) {
      const found: FindingIn[] = [];
      if (!entry.ours) return found;
      run(documentRules, { entry }, found, (rule, report) => { rule.check(entry.document, report, options); });
      const wholeness = wholenessOf(entry);
      for (const resource of entry.resources) {
        const concerned = wholeness === 'partial' ? local : whole;
        run(concerned(resource.kind), { entry, resource }, found, (rule, report) => { rule.check(resource, report, options); });
      }
      return wholeness === 'mild' ? withoutLinesOfErrors(found, entry) : found;
    },
    references(resource, lookup, which = 'all') {
      const found: FindingIn[] = [];
      if (wholenessOf(resource.entry) === 'partial') return found;
      run(references[which](resource.kind), { entry: resource.entry, resource }, found, (rule, report) => { rule.check(resource, lookup, report); });
      return found;
    },
    group(rule, resources, lookup) {
      const judged = resources.filter((resource) => wholenessOf(resource.entry) !== 'partial');
      if (judged.length < 2) return [];
      const found: FindingIn[] = [];
      try {
        rule.check(judged, (resource, problem) => found.push({ finding: finding(rule, problem), entry: resource.entry, resource }), lookup);
      } catch (error) {
        onError(rule.id, judged[0]?.entry.uri ?? '', error);
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

function concerns(rule: ResourceRule, kind: Kind): boolean {
  return rule.kinds === undefined ? kind.schema !== undefined : rule.kinds.includes(kind);
}

function finding(rule: Rule, problem: Problem): Finding {
  return { ...problem, rule: rule.id, severity: problem.severity ?? rule.severity, ...(rule.replaces === undefined ? {} : { replaces: rule.replaces }) };
}

/** Whether a document is read as it will be applied, but for a line being typed, or is a patch, a template or too broken to judge. */
function wholenessOf(entry: DocumentEntry): 'whole' | 'mild' | 'partial' {
  const { problems, partial } = entry.document;
  if (entry.isPatch || partial) return 'partial';
  return problems.length > 0 ? 'mild' : 'whole';
}

/** While a key is being typed, what its line, and the key on the line above that it is to stand under, is said to lack is noise. */
function withoutLinesOfErrors(found: readonly FindingIn[], entry: DocumentEntry): readonly FindingIn[] {
  const { text, problems } = entry.document;
  const lines = problems.map(({ span }) => ({ start: lineStart(text, lineStart(text, span.start) - 1), end: lineEnd(text, span.start) }));
  return found.filter(({ finding: { rule, span } }) => rule === 'yaml-syntax' || !lines.some((line) => span.start >= line.start && span.start <= line.end));
}
