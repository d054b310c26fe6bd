// A CIDR. Its grammar, its reading and how strict servers are with it: `fields/cidr.ts`.
import { understandCidr } from '../../net/cidr.ts';
import { containsRange, sameRange } from '../../net/range.ts';
import { sortKey } from '../complete/candidate.ts';
import type { Candidate, Slot } from '../complete/candidate.ts';
import { specialBlockOf } from '../hover/addresses.ts';
import { describeCidrValue } from '../hover/cidr.ts';
import type { Meaning } from './meaning.ts';

export const cidr: Meaning = {
  describe: ({ value }, dialect) => describeCidrValue(value, dialect),
  propose: blocks,
};

const commonBlocks = [
  '10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10', '169.254.0.0/16', '169.254.169.254/32', '0.0.0.0/0', '::/0', 'fc00::/7', 'fe80::/10',
];

/** Blocks that rules often name; as an exception only those inside the block. */
function blocks({ cursor: { at } }: Slot): readonly Candidate[] {
  const list = typeof at.step === 'number' ? at.parent : at;
  const outerText = list?.step === 'except' ? list.parent?.at('cidr').string : undefined;
  const outer = outerText === undefined ? undefined : understandCidr(outerText)?.range;
  return commonBlocks.flatMap((text, index) => {
    const range = understandCidr(text)?.range;
    if (range === undefined || (outer !== undefined && (!containsRange(outer, range) || sameRange(outer, range)))) return [];
    const any = range.prefix === 0 ? `any ${range.family === 4 ? 'IPv4' : 'IPv6'} address` : undefined;
    const detail = any ?? (text === '169.254.169.254/32' ? 'cloud metadata' : specialBlockOf(range)?.name);
    return [{ text, sort: sortKey(0, index), ...(detail === undefined ? {} : { detail }) }];
  });
}
