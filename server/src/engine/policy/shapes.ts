// What a block looks like it was meant to be.
import type { CidrRange } from '../net/range.ts';
import type { BlockPeer } from './model.ts';

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

/** Looks at the list when it is asked for the first time: most lists never are. */
export function neighbours(blocks: readonly BlockPeer[]): Neighbours {
  let borders: ReadonlySet<string> | undefined;
  const has = (border: string): boolean => {
    borders ??= new Set(blocks.flatMap(({ range: { family, first, last } }) => [`${family} from ${first}`, `${family} to ${last}`]));
    return borders.has(border);
  };
  const isContinued = ({ range: { family, last } }: BlockPeer): boolean => has(`${family} from ${last + 1n}`);
  return { isContinued, isPartOfRun: (block) => isContinued(block) || has(`${block.range.family} to ${block.range.first - 1n}`) };
}
