// What a block looks like it was meant to be.
import type { Family } from '../net/family.ts';
import type { CidrRange } from '../net/range.ts';
import { blocksOf } from './effect.ts';
import type { BlockPeer, PolicyRuleModel } from './model.ts';

/** Whether a network begins at the lowest address and is neither large enough to be a part of the Internet nor one address. */
export function isZeroBase({ family, first, prefix }: CidrRange): boolean {
  return first === 0n && prefix >= 8 && prefix <= (family === 4 ? 31 : 95);
}

/** Which blocks of a list touch one another: a list that spells out one longer run. */
export interface Neighbours {
  /** Whether another block begins right behind a block. */
  isContinued(block: BlockPeer): boolean;
  /** Whether another block ends right before a block, or begins right behind it. */
  isPartOfRun(block: BlockPeer): boolean;
}

const neighboursByRule = new WeakMap<PolicyRuleModel, Neighbours>();

/** Which blocks of a rule touch. The list is looked at when it is asked for the first time: most lists never are. */
export function neighbours(rule: PolicyRuleModel): Neighbours {
  let known = neighboursByRule.get(rule);
  if (known === undefined) {
    known = neighboursIn(blocksOf(rule));
    neighboursByRule.set(rule, known);
  }
  return known;
}

function neighboursIn(blocks: readonly BlockPeer[]): Neighbours {
  let starts: ReadonlySet<string | number> | undefined;
  let ends: ReadonlySet<string | number> | undefined;
  const isContinued = ({ range: { family, last } }: BlockPeer): boolean => {
    starts ??= new Set(blocks.map(({ range }) => border(range.family, range.first)));
    return starts.has(border(family, last + 1n));
  };
  const continues = ({ range: { family, first } }: BlockPeer): boolean => {
    ends ??= new Set(blocks.map(({ range }) => border(range.family, range.last)));
    return ends.has(border(family, first - 1n));
  };
  return { isContinued, isPartOfRun: (block) => isContinued(block) || continues(block) };
}

/** An address as a member of a set. Not a bigint: sets tell those apart by their last 64 bits, which networks of IPv6 have in common. */
function border(family: Family, address: bigint): string | number {
  return family === 4 ? Number(address) : address.toString(32);
}
