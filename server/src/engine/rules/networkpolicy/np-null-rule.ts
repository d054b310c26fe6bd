import { deleteItem } from '../../edits/list.ts';
import { networkPolicy } from '../../kinds/network-policy.ts';
import type { Edit, Fix } from '../../model/finding.ts';
import type { Value } from '../../yaml/value.ts';
import { resourceRule } from '../define.ts';

export const npNullRule = resourceRule({
  id: 'np-null-rule',
  title: 'Empty list item that allows everything',
  severity: 'warning',
  since: '0.1.0',
  kinds: [networkPolicy],
  fixable: true,
  docs: `An item of \`egress\` or \`ingress\` has no value: a bare dash, \`null\` or \`~\`. Kubernetes reads it as the rule \`{}\`, which allows all traffic of that direction, and says nothing. Mostly it is a leftover of a rule that was deleted or never written.

**Do:** delete the item; write \`{}\` if everything is to be allowed, so that readers see it.`,
  check(resource, report) {
    const spec = resource.root.at('spec');
    for (const [direction, what] of [['egress', 'outgoing'], ['ingress', 'incoming']] as const) {
      for (const item of spec.at(direction).items()) {
        if (item.type !== 'null' || item.isAlias) continue;
        report({
          span: item.keySpan, message: `This empty item is a rule that allows all ${what} traffic, as {} would. Delete it, or write {} if that is meant.`,
          fixes: () => fixesFor(item),
        });
      }
    }
  },
});

function fixesFor(item: Value): readonly Fix[] {
  const edit = deleteItem(item);
  return [...(edit === undefined ? [] : [{ title: 'Delete the empty item', edits: [edit] }]), { title: 'Write {}, which allows everything', edits: [explicit(item)] }];
}

function explicit({ span, document }: Value): Edit {
  const written = document.text.slice(span.start, span.end);
  return written === '-' ? { span: { start: span.end, end: span.end }, newText: ' {}' } : { span, newText: '{}' };
}
