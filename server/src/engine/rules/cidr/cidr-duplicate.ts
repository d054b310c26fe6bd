import { deleteItem } from '../../edits/list.ts';
import { areUnambiguous } from '../../fields/cidr.ts';
import { superfluousRanges } from '../../policy/ranges.ts';
import type { RangeItem } from '../../policy/ranges.ts';
import { resourceRule } from '../define.ts';

export const cidrDuplicate = resourceRule({
  id: 'cidr-duplicate',
  title: 'The same range twice in one list',
  severity: 'warning',
  since: '0.1.0',
  fixable: true,
  docs: `Two items of one list (the peers of a network policy's rule, \`addresses\` of a ServiceEntry, \`ipBlocks\` of an AuthorizationPolicy, \`loadBalancerSourceRanges\` …) stand for exactly the same addresses. The second does nothing; often one of the two was to be another range.

What counts are the addresses, not the text: \`2001:DB8:0::/32\` is \`2001:db8::/32\`, \`10.3.0.0/8\` is \`10.0.0.0/8\`, \`10.0.0.1\` is \`10.0.0.1/32\`, and what \`except\` cuts out is taken away first.

**Do:** delete one of the two, or correct it. The same range in another rule, with other ports, is no duplicate.`,
  check(resource, report) {
    for (const { item, other, equal } of superfluousRanges(resource)) {
      if (!equal) continue;
      const text = textOf(item);
      report({
        span: item.at.span, tags: ['unnecessary'], message: `${same(text, item, other)}, so this one adds nothing. Delete it, or correct it if another range was meant.`,
        related: [{ resource, span: other.at.span, message: 'the first of them' }],
        fixes: () => {
          const edit = deleteItem(item.item);
          return edit === undefined ? [] : [{ title: `Delete ${text}`, preferred: text === textOf(other) || areUnambiguous([text, textOf(other)]), edits: [edit] }];
        },
      });
    }
  },
});

function textOf({ at }: RangeItem): string {
  return (at.string ?? '').trim();
}

function same(text: string, item: RangeItem, other: RangeItem): string {
  if (text === textOf(other) && item.holes.length === 0 && other.holes.length === 0) return `${text} stands in this list already`;
  return `${text}${withHoles(item)} means the same addresses as ${textOf(other)}${withHoles(other)}, which stands in this list already`;
}

function withHoles({ holes }: RangeItem): string {
  return holes.length > 0 ? ' with its exceptions' : '';
}
