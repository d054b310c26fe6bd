import { createLinter, rules } from '../engine/index.ts';
import type { Linter, LocatedFinding, OnRuleError } from '../engine/index.ts';
import { alwaysExcluded, manifestFiles } from '../protocol/index.ts';
import type { FileProblem, Settings } from '../protocol/index.ts';
import { globMatcher } from './glob.ts';
import { lintOptions } from './settings.ts';
import { pathBelow } from './uris.ts';

/** The manifests of one workspace folder, or those outside any folder. Sets see nothing of each other. */
export interface ManifestSet {
  /** The folder's URI; undefined for files outside any folder. */
  readonly folder: string | undefined;
  readonly settings: Settings;
  readonly linter: Linter;
  /** Files of the folder that are on disk, whether or not they hold manifests. */
  readonly onDisk: Set<string>;
  /** Files that are not checked, and why. */
  readonly problems: Map<string, FileProblem>;
  /** Whether the folder holds more files than may be read. */
  beyondLimit: boolean;
  /** The folder's files are not all read yet, so nothing may be said about references. */
  indexing: boolean;
  /** Whether a file is one to read: by its name and the settings, not by what is in it. */
  wants(uri: string): boolean;
  excludes(uri: string): boolean;
}

export interface SetOptions {
  readonly folder: string | undefined;
  readonly settings: Settings;
  readonly schemasElsewhere: boolean;
  readonly onRuleError: OnRuleError;
}

const isManifestFile = globMatcher([manifestFiles]);

export function createSet({ folder, settings, schemasElsewhere, onRuleError }: SetOptions): ManifestSet {
  const excluded = globMatcher([...alwaysExcluded, ...settings.exclude]);
  const excludes = (uri: string): boolean => {
    const path = folder === undefined ? undefined : pathBelow(folder, uri);
    return path !== undefined && excluded(path);
  };
  return {
    folder,
    settings,
    linter: createLinter(lintOptions(settings, schemasElsewhere), onRuleError),
    onDisk: new Set(),
    problems: new Map(),
    beyondLimit: false,
    indexing: false,
    excludes,
    wants: (uri) => isManifestFile(uri) && !excludes(uri),
  };
}

/** Files that hold no manifest and still say something about those that do. */
const kustomization = /\/kustomization(?:\.ya?ml)?$/i;

/** Takes in what was read of a closed file. What holds no manifest is not kept: a workspace may have many such files. */
export function takeIn(set: ManifestSet, uri: string, text: string): void {
  const manifest = set.linter.update(uri, text);
  if (manifest?.entries.length === 0 && !kustomization.test(uri)) set.linter.update(uri, undefined);
}

/** Rules that need no other file, and so can be believed while files are still being read. */
const selfSufficient = new Set(rules.filter(({ scope }) => scope === 'document' || scope === 'resource').map(({ id }) => id));

export function believable(set: ManifestSet, uri: string): readonly LocatedFinding[] {
  const findings = set.linter.findings(uri);
  return set.indexing ? findings.filter(({ rule }) => selfSufficient.has(rule)) : findings;
}

/** The set of the innermost folder that holds a file; the first set is for files in none. */
export function setOf(sets: readonly ManifestSet[], uri: string): ManifestSet | undefined {
  let best = sets[0];
  for (const set of sets) {
    if (set.folder === undefined || pathBelow(set.folder, uri) === undefined) continue;
    if (set.folder.length > (best?.folder?.length ?? -1)) best = set;
  }
  return best;
}
