import { deleteItem } from '../../edits/list.ts';
import { networkPolicy } from '../../kinds/network-policy.ts';
import type { Value } from '../../yaml/value.ts';
import { resourceRule } from '../define.ts';

export const policytypesDuplicate = resourceRule({
  id: 'policytypes-duplicate',
  title: 'Policy type listed twice',
  severity: 'hint',
  since: '0.1.0',
  kinds: [networkPolicy],
  fixable: true,
  docs: `\`policyTypes\` names the same direction twice. The API server accepts it and the second one changes nothing; mostly the other direction was meant.

**Do:** delete the second one, or write the direction that was meant.`,
  check(resource, report) {
    const types = resource.root.at('spec', 'policyTypes').items();
    // The server refuses three and more, which is another rule's finding.
    if (types.length > 2) return;
    const first = new Map<string, Value>();
    for (const type of types) {
      const text = type.string;
      const other = text === undefined ? undefined : first.get(text);
      if (text === undefined) continue;
      if (other === undefined) {
        first.set(text, type);
        continue;
      }
      report({
        span: type.span, tags: ['unnecessary'], related: [{ resource, span: other.span, message: 'the first of them' }],
        message: `${text} is in the list already, so this entry changes nothing. Delete it, or write the other direction if that was meant.`,
        fixes: () => {
          const edit = deleteItem(type);
          return edit === undefined ? [] : [{ title: `Delete the second ${text}`, edits: [edit], preferred: true }];
        },
      });
    }
  },
});
