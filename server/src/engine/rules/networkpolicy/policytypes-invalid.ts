import { deleteItem } from '../../edits/list.ts';
import { replaceString } from '../../edits/scalar.ts';
import { networkPolicy } from '../../kinds/network-policy.ts';
import type { Fix } from '../../model/finding.ts';
import { nearest } from '../../text/nearest.ts';
import type { Value } from '../../yaml/value.ts';
import { resourceRule } from '../define.ts';

const types = ['Ingress', 'Egress'];

export const policytypesInvalid = resourceRule({
  id: 'policytypes-invalid',
  title: 'No such policy type',
  severity: 'error',
  since: '0.1.0',
  kinds: [networkPolicy],
  fixable: true,
  docs: `\`policyTypes\` lists the directions that the policy is about: \`Ingress\`, \`Egress\`, with a capital letter, at most two items. The API server refuses anything else, an item without a value included.

A direction that is listed and has no rules is closed altogether; one that is not listed is left open by this policy, whatever its rules say.

**Do:** write \`Egress\`, \`Ingress\` or both.`,
  check(resource, report) {
    const list = resource.root.at('spec', 'policyTypes');
    const items = list.items();
    if (items.length > types.length) {
      report({
        span: list.keySpan, admission: 'rejected', message: `policyTypes has ${items.length} items, and there are two types: Ingress and Egress. The API server refuses the policy. Write each of them once.`,
        fixes: () => withoutRepeated(items),
      });
      return;
    }
    for (const item of items) {
      if (item.type !== 'null' && (item.string === undefined || types.includes(item.string))) continue;
      const meant = meantBy(item);
      report({
        span: item.span, admission: 'rejected', message: `${item.type === 'null' ? 'This item is empty' : `${item.source} is not a policy type`}: they are Ingress and Egress, with a capital letter. The API server refuses the policy.${meant === undefined ? '' : ` Write ${meant}.`}`,
        fixes: () => (meant === undefined ? [] : [{ title: `Replace with ${meant}`, preferred: true, edits: [replaceString(item, meant)] }]),
      });
    }
  },
});

function meantBy(item: Value): string | undefined {
  const text = item.string?.trim().toLowerCase();
  if (text === undefined || item.isAlias) return undefined;
  return types.find((type) => type.toLowerCase() === text) ?? nearest(item.string ?? '', types);
}

function withoutRepeated(items: readonly Value[]): readonly Fix[] {
  const repeated = items.filter(({ string }, index) => string !== undefined && types.includes(string) && items.findIndex((other) => other.string === string) < index);
  const [last] = repeated.slice(-1);
  const edit = last === undefined ? undefined : deleteItem(last);
  return edit === undefined ? [] : [{ title: `Delete the second ${last?.string ?? ''}`, preferred: true, edits: [edit] }];
}
