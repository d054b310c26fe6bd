// Checks manifests that do not change: the command line's way. Nobody edits, so nothing is remembered of who read what, and what was
// worked out for one resource serves the next.
import { assemble, refuses } from './assemble.ts';
import { locate } from './located.ts';
import type { FindingIn, LocatedFinding } from './located.ts';
import type { LintOptions } from './model/options.ts';
import type { DocumentEntry, Resource } from './model/resource.ts';
import type { GroupRule, Index, Lookup } from './model/rule.ts';
import { policyIndexes } from './policy/indexes.ts';
import { createRuleRunner, isActive } from './run-rules.ts';
import type { OnRuleError } from './run-rules.ts';
import { rules } from './rules/index.ts';
import { indexes } from './workspace/indexes/index.ts';
import { createUnreadTopics } from './workspace/unread-topics.ts';
import { createWorkspace, resourcesOf } from './workspace/workspace.ts';
import type { Workspace } from './workspace/workspace.ts';

/** Filled first, then checked, then asked. It says what a `Linter` says of the same manifests. */
export interface OnceLinter {
  readonly workspace: Workspace;
  add(uri: string, text: string): void;
  /** Finds what the manifests show together. */
  checkTogether(): void;
  /** Finds what a file shows by itself: nothing, if a sieve has let it pass. */
  checkFile(uri: string): void;
  /** The findings of a file, in the order of their places. */
  findings(uri: string): readonly LocatedFinding[];
}

export function createOnceLinter(options: LintOptions, onRuleError: OnRuleError): OnceLinter {
  const workspace = createWorkspace(options, [...indexes, ...policyIndexes], createUnreadTopics);
  const runner = createRuleRunner(rules, options, onRuleError);
  const groupRules = rules.filter((rule): rule is GroupRule => rule.scope === 'group' && isActive(rule, options));
  const found = new Map<DocumentEntry, FindingIn[]>();
  /** What documents show by themselves, of those that show something. */
  const ofDocument = new Map<DocumentEntry, readonly FindingIn[]>();
  const file = (findings: readonly FindingIn[]): void => {
    for (const one of findings) {
      const here = found.get(one.entry);
      if (here === undefined) found.set(one.entry, [one]);
      else here.push(one);
    }
  };
  const isRefused = (resource: Resource): boolean => refuses(ofDocument.get(resource.entry) ?? [], resource);
  let view: Lookup | undefined;
  /** One for all checks: what is worked out for one resource serves the next. */
  const lookup = (): Lookup => (view ??= workspace.lookupFor());
  /** The groups of several that share a key. */
  const groupsIn = (index: Index, resources: readonly Resource[]): readonly (readonly Resource[])[] => {
    const keys = new Set(resources.flatMap((resource) => [...workspace.keys(index, resource)]));
    return [...keys].map((key) => lookup().all(index, key)).filter((members) => members.length > 1);
  };

  return {
    workspace,
    add(uri, text) {
      workspace.update(uri, text);
      view = undefined;
    },
    checkTogether() {
      const resources = [...workspace.manifests.values()].flatMap(({ entries }) => resourcesOf(entries));
      for (const resource of resources) file(runner.references(resource, lookup(), 'of others'));
      const groups = new Map([...new Set(groupRules.map(({ index }) => index))].map((index) => [index, groupsIn(index, resources)]));
      for (const rule of groupRules) for (const members of groups.get(rule.index) ?? []) file(runner.group(rule, members, lookup()));
    },
    checkFile(uri) {
      for (const entry of workspace.manifests.get(uri)?.entries ?? []) {
        const own = runner.document(entry);
        if (own.length > 0) ofDocument.set(entry, own);
        file(own);
        for (const resource of entry.resources) file(runner.references(resource, lookup(), 'by itself'));
      }
    },
    findings: (uri) => (workspace.manifests.get(uri)?.entries ?? []).flatMap((entry) => assemble(entry, options, found.get(entry) ?? [], isRefused)).map(locate),
  };
}
