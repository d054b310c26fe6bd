import { deleteItems } from '../../edits/policy.ts';
import { replaceString } from '../../edits/scalar.ts';
import { areUnambiguous } from '../../fields/cidr.ts';
import { networkPolicy } from '../../kinds/network-policy.ts';
import type { Fix } from '../../model/finding.ts';
import { blocksOf, rulesOfPolicy } from '../../policy/effect.ts';
import { mergers } from '../../policy/merge.ts';
import type { BlockPeer } from '../../policy/model.ts';
import { redundancyOf } from '../../policy/redundancy.ts';
import { resourceRule } from '../define.ts';
import { blockText } from '../support/peers.ts';

export const cidrMergeable = resourceRule({
  id: 'cidr-mergeable',
  title: 'Ranges that are one shorter prefix',
  severity: 'hint',
  since: '0.1.0',
  kinds: [networkPolicy],
  fixable: true,
  docs: `Two or more blocks of a rule are together exactly one network: \`10.0.0.0/24\` and \`10.0.1.0/24\` are \`10.0.0.0/23\`. One line is easier to read, and network plugins need fewer entries for it.

Neighbours that are not the two halves of a network (\`10.0.1.0/24\` and \`10.0.2.0/24\`) cannot be joined. Blocks with exceptions are left alone, and so is what would become \`/0\`.

**Do:** write the one network, unless the list says something that the network does not.`,
  check(resource, report) {
    const { spoken } = redundancyOf(resource);
    for (const rule of rulesOfPolicy(resource)) {
      const blocks = spoken.has(rule.value) ? [] : blocksOf(rule).filter(({ value, excepts }) => excepts.length === 0 && !spoken.has(value));
      if (blocks.length < 2) continue;
      for (const { range, members } of mergers(blocks.map((block) => block.range))) {
        const parts = members.map((at) => blocks[at]).filter((block) => block !== undefined);
        const [first, ...rest] = parts;
        if (range.prefix === 0 || first === undefined) continue;
        report({
          span: first.at.span,
          message: `${listText(parts)} are together exactly ${range.text}. One range is easier to read.`,
          related: rest.map((block) => ({ resource, span: block.at.span, message: `is a part of ${range.text} too` })),
          fixes: () => fixesFor(range.text, first, rest),
        });
      }
    }
  },
});

function listText(blocks: readonly BlockPeer[]): string {
  const [first, second] = blocks;
  if (first === undefined || second === undefined) return '';
  return blocks.length === 2 ? `${blockText(first)} and ${blockText(second)}` : `${blockText(first)} and ${blocks.length - 1} other ranges of this rule`;
}

function fixesFor(text: string, first: BlockPeer, rest: readonly BlockPeer[]): readonly Fix[] {
  const deleted = deleteItems(rest.map(({ value }) => value));
  return deleted === undefined ? [] : [{ title: `Replace with ${text}`, preferred: areUnambiguous([first, ...rest].map(({ at }) => at.string ?? '')), edits: [replaceString(first.at, text), ...deleted] }];
}
