// Policies by whom they select and by what they let through, so that a policy finds those that may cover it and no others.
import { networkPolicy } from '../kinds/network-policy.ts';
import { perResource } from '../model/memo.ts';
import type { Resource } from '../model/resource.ts';
import type { Index } from '../model/rule.ts';
import { widthOf } from '../net/family.ts';
import type { Family } from '../net/family.ts';
import { rangeOf } from '../net/range.ts';
import type { CidrRange } from '../net/range.ts';
import { folderOf } from '../text/uri.ts';
import { blocksOf, rulesOfPolicy } from './effect.ts';
import { policyModel } from './model.ts';
import type { BlockPeer, Direction, PolicyRuleModel } from './model.ts';
import { selectsAll } from './selector.ts';

/** Whom a policy is for. */
export interface Standing {
  /** Those that name no namespace are in the same one if they lie in one folder, and never in one that is known. */
  readonly namespace: string;
  /** The same for selectors that say the same; empty for all pods. */
  readonly pods: string;
}

/** Whom a policy is for; `undefined` for other kinds and where the selector is not all known. */
export function standingOf(resource: Resource): Standing | undefined {
  const selector = policyModel(resource)?.podSelector;
  if (selector?.complete !== true) return undefined;
  const { namespace, entry } = resource;
  return { namespace: namespace ?? `in ${folderOf(entry.uri)}`, pods: selectsAll(selector) ? '' : selector.identity };
}

type Levels = Readonly<Record<Family, readonly number[]>>;

/** The prefix lengths at which networks are filed: each under the longest that is not longer than its own. Those that people write most have their own. */
const levels: Levels = { 4: [28, 24, 16, 8, 0], 6: [120, 112, 96, 64, 48, 32, 0] };
/** Those at which policies with very many blocks are found. They would have as many files as blocks, and each file its readers. */
const coarseLevels: Levels = { 4: [8, 0], 6: [32, 0] };
const manyBlocks = 1_000;

/** A file of blocks, and where a policy with very many of them is found that has it. */
export interface FileAround {
  readonly file: string;
  readonly coarse: string;
}

/** The files in which networks may be that hold a network, the nearest first; the first is the network's own. */
export function filesAround({ family, first, prefix }: CidrRange): readonly FileAround[] {
  return filesAt(family, first, (level) => level <= prefix);
}

/** The files in which smaller networks than a certain one may be that have an address of it, those of the smallest first. */
export function filesBelow({ family, prefix }: CidrRange, address: bigint): readonly FileAround[] {
  return filesAt(family, address, (level) => level > prefix);
}

function filesAt(family: Family, address: bigint, isAsked: (level: number) => boolean): readonly FileAround[] {
  return levels[family].filter(isAsked).map((level) => {
    const range = rangeOf(family, address, level);
    return { file: range.text, coarse: fileOf(range, coarseLevels) };
  });
}

function fileOf({ family, first, prefix, text }: CidrRange, by: Levels): string {
  const level = by[family].find((one) => one <= prefix) ?? 0;
  return level === prefix ? text : rangeOf(family, first, level).text;
}

/** Whether a policy has so many blocks that it is not found by each of its files. */
const isLarge = perResource((resource: Resource): boolean => rulesOfPolicy(resource).reduce((sum, { peers }) => sum + peers.length, 0) > manyBlocks);

/** A block with its rule. */
export interface Filed {
  readonly rule: PolicyRuleModel;
  readonly block: BlockPeer;
}

/** The blocks of a policy by direction and file, each range of a rule once. */
export const blocksByFile = perResource((resource: Resource): ReadonlyMap<string, readonly Filed[]> => {
  const files = new Map<string, Filed[]>();
  for (const rule of rulesOfPolicy(resource)) {
    if (rule.ports === undefined) continue;
    const seen = new Set<string>();
    for (const block of blocksOf(rule)) {
      const same = block.excepts.length === 0 ? block.range.text : `${block.range.text} ${block.excepts.map(({ range }) => range.text).join(' ')}`;
      if (seen.has(same)) continue;
      seen.add(same);
      const key = `${rule.direction} ${fileOf(block.range, levels)}`;
      const filed = files.get(key);
      if (filed === undefined) files.set(key, [{ rule, block }]);
      else filed.push({ rule, block });
    }
  }
  return files;
});

function coarseFiles(rules: readonly PolicyRuleModel[]): readonly string[] {
  const files = new Map<number, string>();
  for (const rule of rules) {
    const egress = rule.direction === 'egress' ? 1 : 0;
    for (const { range } of blocksOf(rule)) {
      const level = coarseLevels[range.family].find((one) => one <= range.prefix) ?? 0;
      // A number for each file: most of very many blocks lie in one that is known.
      const number = ((Number(range.first >> BigInt(widthOf(range.family) - level)) * 2 + egress) * 2 + (range.family === 4 ? 1 : 0)) * 256 + level;
      if (!files.has(number)) files.set(number, largeKey(rule.direction, fileOf(range, coarseLevels)));
    }
  }
  return [...files.values()];
}

/** The part of a key under which policies with very many blocks are found. */
export function largeKey(direction: Direction, coarse: string): string {
  return `${direction} large ${coarse}`;
}

/** The key of all policies with rules for the same pods; followed by more, that of those with a certain block, peer or rule. */
export function groupKey({ namespace, pods }: Standing): string {
  return `${namespace}\n${pods}`;
}

/** Policies by their standing, and that with the files of their blocks, their selectors, and `open` where a rule is for every destination. */
export const policyByEffect: Index = {
  id: 'policy-by-effect',
  kinds: [networkPolicy],
  keys: (resource) => {
    const standing = standingOf(resource);
    const rules = rulesOfPolicy(resource).filter(({ ports }) => ports !== undefined);
    if (standing === undefined || rules.length === 0) return [];
    const group = groupKey(standing);
    const files = isLarge(resource) ? coarseFiles(rules) : blocksByFile(resource).keys();
    const keys = [group, ...[...files].map((file) => `${group}\n${file}`)];
    for (const { direction, anywhere, peers } of rules) {
      if (anywhere) keys.push(`${group}\n${direction} open`);
      for (const peer of peers) if (peer.type === 'selector' && peer.identity !== undefined) keys.push(`${group}\n${direction} pods ${peer.identity}`);
    }
    return keys;
  },
};
