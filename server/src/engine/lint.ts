import { assemble, refuses } from './assemble.ts';
import { locate } from './located.ts';
import type { FindingIn, LocatedFinding } from './located.ts';
import { perKind } from './model/memo.ts';
import type { LintOptions } from './model/options.ts';
import type { DocumentEntry, Resource } from './model/resource.ts';
import type { GroupRule } from './model/rule.ts';
import { createRuleRunner, isActive } from './run-rules.ts';
import { policyIndexes } from './policy/indexes.ts';
import type { OnRuleError } from './run-rules.ts';
import { rules } from './rules/index.ts';
import type { Manifest } from './workspace/manifest.ts';
import { indexes } from './workspace/indexes/index.ts';
import { createWorkspace, resourcesOf } from './workspace/workspace.ts';
import type { Workspace } from './workspace/workspace.ts';

/**
 * A workspace with its findings, kept up to date: after an edit only what depends on it is checked again. Synchronous; a
 * caller sees one state from `update` to `update`.
 */
export interface Linter {
  readonly workspace: Workspace;
  /** Sets the text of a file; `undefined` takes it out. Nothing is checked yet. */
  update(uri: string, text: string | undefined): Manifest | undefined;
  /**
   * Checks what has changed, and then what depends on it, first in the files that `isWatched` says somebody looks at; gives the files whose
   * findings may differ from before, those taken out included. It stops early when `isEnough` says so, which is asked after each resource and
   * group; the next call goes on from there.
   */
  check(isEnough?: () => boolean, isWatched?: (uri: string) => boolean): ReadonlySet<string>;
  /** Whether there is nothing left to check. */
  isChecked(): boolean;
  /** The findings of a file, in the order of their places, as of the last `check`. */
  findings(uri: string): readonly LocatedFinding[];
}

interface Group {
  readonly rule: GroupRule;
  readonly key: string;
}

/** Whoever finds something: a resource, or a group of them. */
type Finder = Resource | Group;

export function createLinter(options: LintOptions, onRuleError: OnRuleError): Linter {
  const workspace = createWorkspace(options, [...indexes, ...policyIndexes]);
  const runner = createRuleRunner(rules, options, onRuleError);
  const groupRules = rules.filter((rule): rule is GroupRule => rule.scope === 'group' && isActive(rule, options));

  /** Those of two and more, and those to be looked at, by rule and key. */
  const groups = new Map<GroupRule, Map<string, Group>>(groupRules.map((rule) => [rule, new Map<string, Group>()]));
  const groupsOf = perKind((kind) => [...groups].filter(([{ index }]) => index.kinds.includes(kind)));
  const ofEntry = new WeakMap<DocumentEntry, readonly FindingIn[]>();
  const ofResource = new Map<Resource, readonly FindingIn[]>();
  /** What groups have found, and what was found about a resource but stands in another document. */
  const placed = new Map<Finder, readonly FindingIn[]>();
  /** The same by the document they stand in. */
  const placedIn = new WeakMap<DocumentEntry, Map<Finder, readonly FindingIn[]>>();
  const assembledEntries = new WeakMap<DocumentEntry, readonly FindingIn[]>();
  const assembled = new Map<string, readonly LocatedFinding[]>();
  /** Files whose findings point into a file. */
  const pointers = new Map<string, Set<string>>();

  /** What is to be checked: new resources, groups, and last the resources that depend on what has changed. */
  const pendingResources = new Set<Resource>();
  const pendingGroups = new Set<Group>();
  const pendingDependents = new Set<Resource>();
  const stale = new Set<string>();

  const touch = (uri: string): void => {
    stale.add(uri);
    assembled.delete(uri);
  };
  const touchEntry = (entry: DocumentEntry): void => {
    assembledEntries.delete(entry);
    touch(entry.uri);
  };

  const addResource = (resource: Resource): void => {
    pendingResources.add(resource);
    for (const [rule, ofRule] of groupsOf(resource.kind)) {
      for (const key of workspace.keys(rule.index, resource)) {
        let group = ofRule.get(key);
        if (group === undefined) ofRule.set(key, (group = { rule, key }));
        pendingGroups.add(group);
      }
    }
  };
  /** Puts findings where they stand, and takes away what was found there before. */
  const place = (finder: Finder, found: readonly FindingIn[]): void => {
    for (const { entry } of placed.get(finder) ?? []) {
      placedIn.get(entry)?.delete(finder);
      touchEntry(entry);
    }
    if (found.length === 0) placed.delete(finder);
    else placed.set(finder, found);
    for (const [entry, here] of byEntry(found)) {
      let inEntry = placedIn.get(entry);
      if (inEntry === undefined) placedIn.set(entry, (inEntry = new Map<Finder, readonly FindingIn[]>()));
      inEntry.set(finder, here);
      touchEntry(entry);
    }
  };
  const removeResource = (resource: Resource): void => {
    pendingResources.delete(resource);
    pendingDependents.delete(resource);
    ofResource.delete(resource);
    place(resource, []);
    workspace.release(resource);
  };

  const checkResource = (resource: Resource): void => {
    pendingDependents.delete(resource);
    workspace.release(resource);
    const found = runner.references(resource, workspace.lookupFor(resource));
    ofResource.set(resource, found.filter(({ entry }) => entry === resource.entry));
    place(resource, found.filter(({ entry }) => entry !== resource.entry));
    touchEntry(resource.entry);
  };
  const pendingIn = (isWatched: (uri: string) => boolean): Set<Resource> => new Set([...pendingDependents].filter(({ entry }) => isWatched(entry.uri)));
  const checkGroup = (group: Group): void => {
    workspace.release(group);
    const lookup = workspace.lookupFor(group);
    const members = lookup.all(group.rule.index, group.key);
    if (members.length < 2) {
      place(group, []);
      workspace.release(group);
      groups.get(group.rule)?.delete(group.key);
      return;
    }
    place(group, runner.group(group.rule, members, lookup));
  };

  const isRefused = (resource: Resource): boolean => refuses(ofEntry.get(resource.entry) ?? [], resource);
  const assembledEntry = (entry: DocumentEntry): readonly FindingIn[] => {
    let found = assembledEntries.get(entry);
    if (found === undefined) {
      found = assemble(entry, options, [
        ...(ofEntry.get(entry) ?? []),
        ...entry.resources.flatMap((resource) => ofResource.get(resource) ?? []),
        ...[...(placedIn.get(entry)?.values() ?? [])].flat(),
      ], isRefused);
      assembledEntries.set(entry, found);
    }
    return found;
  };
  const assembleFile = (uri: string): readonly LocatedFinding[] => {
    const findings = (workspace.manifests.get(uri)?.entries ?? []).flatMap(assembledEntry).map(locate);
    for (const related of findings.flatMap((finding) => finding.related)) {
      if (related.uri === uri) continue;
      const from = pointers.get(related.uri);
      if (from === undefined) pointers.set(related.uri, new Set([uri]));
      else from.add(uri);
    }
    return findings;
  };

  return {
    workspace,
    update(uri, text) {
      const { added, removed, repurposed } = workspace.update(uri, text);
      for (const resource of resourcesOf(removed)) removeResource(resource);
      for (const resource of resourcesOf(added)) addResource(resource);
      for (const entry of [...added, ...repurposed]) ofEntry.set(entry, runner.document(entry));
      for (const entry of repurposed) {
        entry.resources.forEach(addResource);
        touchEntry(entry);
      }
      touch(uri);
      for (const from of pointers.get(uri) ?? []) touch(from);
      pointers.delete(uri);
      return workspace.manifests.get(uri);
    },
    check(isEnough = never, isWatched = never) {
      for (const reader of workspace.takeDirty()) {
        if (isGroup(reader)) pendingGroups.add(reader);
        else if (ofResource.has(reader as Resource)) pendingDependents.add(reader as Resource);
      }
      const goesOn = checkEach(pendingResources, checkResource, isEnough) && checkEach(pendingGroups, checkGroup, isEnough);
      if (goesOn && checkEach(pendingIn(isWatched), checkResource, isEnough)) checkEach(pendingDependents, checkResource, isEnough);
      const changed = new Set(stale);
      stale.clear();
      return changed;
    },
    isChecked: () => pendingResources.size + pendingGroups.size + pendingDependents.size === 0,
    findings(uri) {
      let found = assembled.get(uri);
      if (found === undefined) assembled.set(uri, (found = assembleFile(uri)));
      return found;
    },
  };
}

const never = (): boolean => false;

/** Takes one after the other; says whether there is time for more. */
function checkEach<Pending>(pending: Set<Pending>, check: (one: Pending) => void, isEnough: () => boolean): boolean {
  for (const one of pending) {
    pending.delete(one);
    check(one);
    if (isEnough()) return false;
  }
  return true;
}

function isGroup(reader: object): reader is Group {
  return 'rule' in reader;
}

function byEntry(found: readonly FindingIn[]): ReadonlyMap<DocumentEntry, readonly FindingIn[]> {
  const grouped = new Map<DocumentEntry, FindingIn[]>();
  for (const one of found) {
    const here = grouped.get(one.entry);
    if (here === undefined) grouped.set(one.entry, [one]);
    else here.push(one);
  }
  return grouped;
}
