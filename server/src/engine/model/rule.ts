import type { ParsedDocument } from '../yaml/value.ts';
import type { Problem, Severity } from './finding.ts';
import type { Kind } from './kind.ts';
import type { LintOptions } from './options.ts';
import type { Resource } from './resource.ts';

interface RuleMetadata {
  /** Kebab-case, stable once released. */
  readonly id: string;
  /** A few words: "Range inside another range". */
  readonly title: string;
  /** The severity of a finding that names none itself. */
  readonly severity: Severity;
  /** Version of the extension that brought the rule. */
  readonly since: string;
  /** Other tools' codes for what this rule finds. */
  readonly codes?: readonly string[];
  /** Markdown for the rule's page: what is checked, why it matters, what to do, when it stays silent. */
  readonly docs: string;
  /** The rule speaks only where its level is set: it is for audits, or for clusters of a certain kind. */
  readonly offByDefault?: boolean;
  /** Rules that say less of the same mistake: they are silent where this one speaks at the very same place. */
  readonly replaces?: readonly string[];
  /** Whether findings of this rule may hold fixes. */
  readonly fixable?: boolean;
}

/** A rule about the text of one document: syntax, keys, comments. */
export interface DocumentRule extends RuleMetadata {
  readonly scope: 'document';
  check(document: ParsedDocument, report: (problem: Problem) => void, options: LintOptions): void;
}

/** A rule that needs nothing but one resource. */
export interface ResourceRule extends RuleMetadata {
  readonly scope: 'resource';
  /** The kinds it looks at; every kind with a schema where absent. */
  readonly kinds?: readonly Kind[];
  /** What it says of a value follows from the value alone, so it holds in templates and in half-typed text as well. */
  readonly local?: boolean;
  check(resource: Resource, report: (problem: Problem) => void, options: LintOptions): void;
}

/** A rule about one resource in the light of others, which it finds through `lookup`. */
export interface ReferenceRule extends RuleMetadata {
  readonly scope: 'reference';
  readonly kinds: readonly Kind[];
  /** Others can only silence it: of a resource of which it says nothing alone, it says nothing among others. */
  readonly byItself?: boolean;
  /** `at` is the resource that a problem stands in, where that is another one: what is to be changed may be elsewhere. */
  check(resource: Resource, lookup: Lookup, report: (problem: Problem, at?: Resource) => void): void;
}

/** A rule about resources that share a key of an index, such as a name or the pods they select. */
export interface GroupRule extends RuleMetadata {
  readonly scope: 'group';
  readonly index: Index;
  /** `resources` has at least two, in the order of their files and places. */
  check(resources: readonly Resource[], report: (resource: Resource, problem: Problem) => void, lookup: Lookup): void;
}

export type Rule = DocumentRule | ResourceRule | ReferenceRule | GroupRule;

/** Resources by keys that follow from their content. A key never depends on another resource. */
export interface Index {
  readonly id: string;
  readonly kinds: readonly Kind[];
  keys(resource: Resource, options: LintOptions): Iterable<string>;
}

/** What a check wants to know of long lists of resources without depending on all that is in them. */
export interface Question<Result, Member = Resource> {
  /** The same for the same question of one check. */
  readonly id: string;
  /** Follows from the lists, in the order of the keys, and from what is looked up beside it. */
  answer(lists: readonly (readonly Member[])[]): Result;
  isSame(before: Result, now: Result): boolean;
}

/** Of so many resources with one key most have nothing to do with who asks: variants of one manifest, or copies for many namespaces. */
export const crowd = 64;

/**
 * The other resources of the workspace. What a check reads here is remembered: the check runs again when it changes, and
 * only then.
 */
export interface Lookup {
  readonly options: LintOptions;
  /** The resources with this key, in the order of their files and places. */
  all(index: Index, key: string): readonly Resource[];
  /** The first so many of them. The check runs again only when these change. */
  first(index: Index, key: string, limit: number): readonly Resource[];
  /** Whether there is one. Cheaper to depend on than `all`. */
  any(index: Index, key: string): boolean;
  /** Whether there are more than `crowd`. As cheap to depend on as `any`. */
  isCrowded(index: Index, key: string): boolean;
  /** What follows from the resources with some keys. The check runs again only when something else follows from them. */
  part<Result>(index: Index, keys: readonly string[], question: Question<Result>): Result;
  /** Whether a kustomization lies beside the resource's file, which may change names and namespaces. */
  isKustomized(resource: Resource): boolean;
}
