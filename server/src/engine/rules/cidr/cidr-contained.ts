import { addExcepts } from '../../edits/except.ts';
import { carrying, fixOf } from '../../edits/fix.ts';
import { deleteItem } from '../../edits/list.ts';
import { areUnambiguous } from '../../fields/cidr.ts';
import { networkPolicy } from '../../kinds/network-policy.ts';
import { service } from '../../kinds/service.ts';
import type { Edit, Fix } from '../../model/finding.ts';
import type { Resource } from '../../model/resource.ts';
import { containsRange } from '../../net/range.ts';
import { superfluousRanges } from '../../policy/ranges.ts';
import type { RangeItem } from '../../policy/ranges.ts';
import { resourceRule } from '../define.ts';

export const cidrContained = resourceRule({
  id: 'cidr-contained',
  title: 'Range inside another range of the list',
  severity: 'warning',
  since: '0.1.0',
  fixable: true,
  docs: `An item of a list of ranges lies wholly inside another item of the same list. It has no effect: the wider one lets the same addresses through. Who reads the manifest, or later deletes the wider one, is misled.

What \`except\` cuts out is taken into account: \`10.2.3.0/24\` beside \`10.0.0.0/8\` with \`except: [10.2.0.0/16]\` is a pinhole and no mistake. Ranges of other rules are not compared: with other ports, the same addresses mean something else.

**Do:** delete the narrower range, or the wider one if it is too wide.`,
  check(resource, report) {
    for (const { item, other, equal } of superfluousRanges(resource)) {
      if (equal) continue;
      const text = textOf(item);
      // What was to be excluded is let through: the wider range is as likely the mistake.
      const undone = item.holes.length > 0 && containsRange(other.range, item.range) && other.holes.length === 0;
      report({
        span: item.at.span, severity: severityIn(resource), tags: ['unnecessary'],
        message: undone
          ? `${text} with its exceptions lies inside ${textOf(other)} of the same list, which lets the exceptions through after all. Delete or narrow the wider range, or delete this one.`
          : `${text}${item.holes.length > 0 ? ' with its exceptions' : ''} lies inside ${described(other)} of the same list, so it adds nothing. Delete it, or narrow the wider range if that one was the mistake.`,
        related: [{ resource, span: other.at.span, message: 'the wider range' }],
        fixes: () => {
          const edit = deleteItem(item.item);
          if (edit === undefined) return [];
          return [{ title: `Delete ${text}`, edits: [edit], preferred: !undone && areUnambiguous([text, textOf(other)]) }, ...subtraction(item, other, edit)];
        },
      });
    }
  },
});

/** The range as an exception of the wider one, if that is what was meant: it must lie inside it and outside its exceptions. */
function subtraction(item: RangeItem, other: RangeItem, deletion: Edit): readonly Fix[] {
  const block = other.at.parent;
  if (block?.step !== 'ipBlock' || item.holes.length > 0 || item.range.prefix <= other.range.prefix) return [];
  const addition = addExcepts(block, [item.range.text]);
  return fixOf(`Except ${item.range.text} from ${textOf(other)} instead`, [carrying(block.document.text, addition, deletion), deletion]);
}

/** Istio's lists often name single addresses of a range on purpose, as a note to the reader. */
function severityIn({ kind }: Resource): 'warning' | 'information' {
  return kind === networkPolicy || kind === service ? 'warning' : 'information';
}

function textOf({ at }: RangeItem): string {
  return (at.string ?? '').trim();
}

function described(item: RangeItem): string {
  return `${textOf(item)}${item.holes.length === 0 ? '' : ' (outside its exceptions)'}`;
}
