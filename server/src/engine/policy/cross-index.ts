// Policies by whom they select and by what they let through, so that a policy finds those that may cover it and no others.
import { networkPolicy } from '../kinds/network-policy.ts';
import { perResource } from '../model/memo.ts';
import type { Resource } from '../model/resource.ts';
import type { Index } from '../model/rule.ts';
import type { Family } from '../net/family.ts';
import { rangeOf } from '../net/range.ts';
import type { CidrRange } from '../net/range.ts';
import { folderOf } from '../text/uri.ts';
import { blocksOf, rulesOfPolicy } from './effect.ts';
import { policyModel } from './model.ts';
import type { BlockPeer, PolicyRuleModel } from './model.ts';
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

/** The prefix lengths at which networks are filed: each under the longest that is not longer than its own. */
const levels: Readonly<Record<Family, readonly number[]>> = { 4: [28, 20, 12, 0], 6: [120, 112, 96, 64, 48, 32, 0] };

/** The files in which networks may be that hold a network, the nearest first; the first is the network's own. */
export function filesAround({ family, first, prefix }: CidrRange): readonly string[] {
  return levels[family].filter((level) => level <= prefix).map((level) => rangeOf(family, first, level).text);
}

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
      const [file] = filesAround(block.range);
      const same = `${block.range.text} ${block.excepts.map(({ range }) => range.text).join(' ')}`;
      if (file === undefined || seen.has(same)) continue;
      seen.add(same);
      const key = `${rule.direction} ${file}`;
      const filed = files.get(key);
      if (filed === undefined) files.set(key, [{ rule, block }]);
      else filed.push({ rule, block });
    }
  }
  return files;
});

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
    const keys = [group, ...[...blocksByFile(resource).keys()].map((file) => `${group}\n${file}`)];
    for (const { direction, anywhere, peers } of rules) {
      if (anywhere) keys.push(`${group}\n${direction} open`);
      for (const peer of peers) if (peer.type === 'selector' && peer.identity !== undefined) keys.push(`${group}\n${direction} pods ${peer.identity}`);
    }
    return keys;
  },
};
