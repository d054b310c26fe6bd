import { deleteItems } from '../../edits/policy.ts';
import { replaceString } from '../../edits/scalar.ts';
import { areUnambiguous } from '../../fields/cidr.ts';
import { networkPolicy } from '../../kinds/network-policy.ts';
import type { Fix } from '../../model/finding.ts';
import { relationOf } from '../../net/range.ts';
import { blocksOf, isEmptyBlock, rulesOfPolicy } from '../../policy/effect.ts';
import { mergers } from '../../policy/merge.ts';
import type { Except } from '../../policy/undone.ts';
import { resourceRule } from '../define.ts';

export const exceptMergeable = resourceRule({
  id: 'except-mergeable',
  title: 'Exceptions that are one shorter prefix',
  severity: 'hint',
  since: '0.1.0',
  kinds: [networkPolicy],
  fixable: true,
  docs: `Two or more items of one \`except\` list are together exactly one network: \`10.1.0.0/24\` and \`10.1.1.0/24\` are \`10.1.0.0/23\`. One line is easier to read, and network plugins need fewer entries for it.

Exceptions that together take away the whole range are \`except-covers-all\`; an exception that lies in another one is \`except-redundant\`.

**Do:** write the one network.`,
  check(resource, report) {
    for (const block of rulesOfPolicy(resource).flatMap(blocksOf)) {
      if (block.excepts.length < 2 || isEmptyBlock(block)) continue;
      const inside = block.excepts.filter(({ range }) => relationOf(range, block.range) === 'inside');
      for (const { range, members } of mergers(inside.map((except) => except.range))) {
        const parts = members.map((at) => inside[at]).filter((except) => except !== undefined);
        const [first, ...rest] = parts;
        if (first === undefined) continue;
        const texts = parts.map(({ value }) => value.string ?? '');
        report({
          span: first.value.span,
          message: `The exceptions ${texts.length === 2 ? texts.join(' and ') : `${texts[0] ?? ''} and ${texts.length - 1} others`} are together exactly ${range.text}. One exception is easier to read.`,
          related: rest.map(({ value }) => ({ resource, span: value.span, message: `is a part of ${range.text} too` })),
          fixes: () => fixesFor(range.text, first, rest),
        });
      }
    }
  },
});

function fixesFor(text: string, first: Except, rest: readonly Except[]): readonly Fix[] {
  const deleted = deleteItems(rest.map(({ value }) => value));
  return deleted === undefined ? [] : [{ title: `Replace with ${text}`, preferred: areUnambiguous([first, ...rest].map(({ value }) => value.string ?? '')), edits: [replaceString(first.value, text), ...deleted] }];
}
