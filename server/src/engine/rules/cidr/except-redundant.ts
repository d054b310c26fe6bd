import { deleteItem } from '../../edits/list.ts';
import { validCidrOf } from '../../fields/cidr.ts';
import { areUnambiguous } from '../../fields/cidr.ts';
import { networkPolicy } from '../../kinds/network-policy.ts';
import { cidrDialects } from '../../net/dialect.ts';
import { areAscending, findOverlaps } from '../../net/overlap.ts';
import { relationOf } from '../../net/range.ts';
import type { CidrRange } from '../../net/range.ts';
import type { Value } from '../../yaml/value.ts';
import { policyRules } from '../../policy/blocks.ts';
import type { IpBlock } from '../../policy/blocks.ts';
import { resourceRule } from '../define.ts';

export const exceptRedundant = resourceRule({
  id: 'except-redundant',
  title: 'Exception inside another exception',
  severity: 'warning',
  since: '0.1.0',
  kinds: [networkPolicy],
  fixable: true,
  docs: `An item of \`except\` is equal to another item of the same list, or lies inside it. Those addresses are cut out already, so it has no effect; often one of the two was to be another range.

**Do:** delete it, or the wider one if that cuts out too much.`,
  check(resource, report) {
    for (const block of policyRules(resource).flatMap(({ blocks }) => blocks)) {
      const holes = holesOf(block);
      const ranges = holes.map(({ range }) => range);
      if (areAscending(ranges)) continue;
      const { container, duplicateOf } = findOverlaps(ranges);
      holes.forEach(({ value }, position) => {
        const equal = holes[duplicateOf[position] ?? -1];
        const other = equal ?? holes[container[position] ?? -1];
        if (other === undefined) return;
        const [text, outer] = [value.string ?? '', other.value.string ?? ''];
        const relation = equal === undefined ? `lies inside ${outer}, which is cut out as well` : text === outer ? 'is in this list already' : `is the same range as ${outer} in this list`;
        report({
          span: value.span, tags: ['unnecessary'], message: `The exception ${text} ${relation}, so it has no effect. Delete it, or correct it if another range was meant.`,
          related: [{ resource, span: other.value.span, message: equal === undefined ? 'the wider exception' : 'the first of them' }],
          fixes: () => {
            const edit = deleteItem(value);
            return edit === undefined ? [] : [{ title: `Delete ${text}`, preferred: text === outer || areUnambiguous([text, outer]), edits: [edit] }];
          },
        });
      });
    }
  },
});

/** The exceptions that can be read and lie inside the range, as far as that is known. */
function holesOf({ cidr, except }: IpBlock): readonly { readonly value: Value; readonly range: CidrRange }[] {
  const dialect = cidrDialects.ipblock;
  const outer = validCidrOf({ value: cidr, dialect })?.range;
  return except.items().flatMap((value) => {
    const range = validCidrOf({ value, dialect })?.range;
    return range === undefined || (outer !== undefined && relationOf(range, outer) !== 'inside') ? [] : [{ value, range }];
  });
}
