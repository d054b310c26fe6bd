import { appendItem } from '../../edits/append.ts';
import { carrying, fixOf } from '../../edits/fix.ts';
import { deleteItem } from '../../edits/list.ts';
import { deleteEntry } from '../../edits/map.ts';
import { validCidrOf } from '../../fields/cidr.ts';
import { networkPolicy } from '../../kinds/network-policy.ts';
import type { Edit, Fix } from '../../model/finding.ts';
import { cidrDialects } from '../../net/dialect.ts';
import { familyName } from '../../net/family.ts';
import { relationOf } from '../../net/range.ts';
import type { Relation } from '../../net/range.ts';
import type { CidrReading } from '../../net/read.ts';
import type { Value } from '../../yaml/value.ts';
import { policyRules } from '../../policy/blocks.ts';
import type { IpBlock } from '../../policy/blocks.ts';
import { resourceRule } from '../define.ts';

export const exceptNotSubset = resourceRule({
  id: 'except-not-subset',
  title: 'Exception not inside its range',
  severity: 'error',
  since: '0.1.0',
  kinds: [networkPolicy],
  fixable: true,
  docs: `An item of \`except\` must be a strict subset of the \`cidr\` beside it: inside it and smaller. The API server refuses the policy otherwise, with one message for four different mistakes:

- **equal**: the exception takes away the whole range, so the peer would allow nothing. Delete the peer.
- **wider**: the same, and more. Perhaps the two are swapped.
- **outside**: the exception has no address in common with the range. Delete it, or put it below the range it belongs to.
- **another family**: an IPv6 exception of an IPv4 range, or the other way round. Move it to a peer with a range of its own family.

Deleting the last peer of a rule would open it to every address; the fixes never do that.

**Do:** delete the exception, or write one that lies inside the range and is smaller.`,
  check(resource, report) {
    for (const { peers, blocks } of policyRules(resource)) {
      for (const block of blocks) {
        const range = read(block.cidr);
        if (range === undefined) continue;
        for (const item of block.except.items()) {
          const hole = read(item);
          const flaw = hole === undefined ? undefined : flawOf(item, hole, block.cidr, range);
          if (hole === undefined || flaw === undefined) continue;
          report({
            span: item.span, ...(flaw.refused ? { admission: 'rejected' } : {}), message: flaw.message,
            related: [{ resource, span: block.cidr.span, message: 'the range it is taken from' }],
            fixes: () => fixesFor(flaw.relation, item, hole, block, blocks, peers),
          });
        }
      }
    }
  },
});

function read(value: Value): CidrReading | undefined {
  return validCidrOf({ value, dialect: cidrDialects.ipblock });
}

interface Flaw {
  readonly relation: Relation;
  readonly message: string;
  readonly refused: boolean;
}

function flawOf(item: Value, hole: CidrReading, cidr: Value, range: CidrReading): Flaw | undefined {
  const relation = relationOf(hole.range, range.range);
  const [inner, outer] = [item.string ?? '', cidr.string ?? ''];
  // The server compares the prefix lengths as written, so that of an IPv4-mapped address counts 96 more.
  const refused = (relation !== 'equal' && relation !== 'inside') || writtenPrefix(outer) >= writtenPrefix(inner);
  if (relation === 'equal' && !refused) {
    return { relation, refused, message: `The exception ${inner} takes away all of ${outer}, so nothing is allowed. The API server overlooks it because of the IPv4-mapped spelling. Delete the peer, or narrow the exception.` };
  }
  if (relation !== 'inside') return { relation, refused, message: messages[relation](inner, outer, hole, range) };
  return refused ? { relation, refused, message: `${inner} is inside ${outer}, but the API server compares the prefix lengths as they are written and refuses the policy. Write both as IPv4.` } : undefined;
}

function writtenPrefix(text: string): number {
  return Number.parseInt(text.slice(text.indexOf('/') + 1), 10);
}

const refusal = 'An exception must be smaller than its range, and the API server refuses the policy.';

const messages: Readonly<Record<Exclude<Relation, 'inside'>, (inner: string, outer: string, hole: CidrReading, range: CidrReading) => string>> = {
  'equal': (inner, outer) => `The exception ${inner} takes away all of ${outer}, so nothing would be allowed. ${refusal} Delete the peer, or narrow the exception.`,
  'around': (inner, outer) => `The exception ${inner} is wider than ${outer}, so nothing would be allowed. ${refusal} Narrow it, or swap the two.`,
  'outside': (inner, outer) => `The exception ${inner} has no address in common with ${outer}, so it excludes nothing. The API server refuses the policy. Delete it, or put it below the range that holds it.`,
  'other-family': (inner, outer, hole, range) => `The exception ${inner} is ${familyName(hole.range.family)}, but ${outer} is ${familyName(range.range.family)}, so it excludes nothing. The API server refuses the policy. Move it to a peer with an ${familyName(hole.range.family)} range.`,
};

function fixesFor(relation: Relation, item: Value, hole: CidrReading, own: IpBlock, blocks: readonly IpBlock[], peers: Value): readonly Fix[] {
  if (relation === 'equal' || relation === 'around') return fixOf('Delete the peer', peers.items().length > 1 ? deleteItem(own.peer) : undefined);
  if (relation === 'inside') return [];
  return [...moveTo(item, hole, own, blocks), ...fixOf(`Delete ${item.string ?? ''}`, deleteException(item, own))];
}

/** Without its only item the list goes too. */
function deleteException(item: Value, { except }: IpBlock): Edit | undefined {
  return except.items().length > 1 ? deleteItem(item) : deleteEntry(except);
}

/** Moves an exception to the only other block of the rule that holds it and has a list of exceptions. */
function moveTo(item: Value, hole: CidrReading, own: IpBlock, blocks: readonly IpBlock[]): readonly Fix[] {
  const fitting = blocks.filter((block) => {
    const range = block === own ? undefined : read(block.cidr);
    return range !== undefined && relationOf(hole.range, range.range) === 'inside';
  });
  const [target] = fitting;
  const text = item.string ?? '';
  const added = target === undefined || fitting.length > 1 ? undefined : appendItem(target.except, text);
  const removed = deleteException(item, own);
  return target === undefined ? [] : fixOf(`Move ${text} to ${target.cidr.string ?? ''}`, [carrying(item.document.text, added, removed), removed]);
}
