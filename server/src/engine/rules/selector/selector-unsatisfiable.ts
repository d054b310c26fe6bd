import { networkPolicy } from '../../kinds/network-policy.ts';
import { contradictionIn, readSelector } from '../../policy/selector.ts';
import type { Requirement } from '../../policy/selector.ts';
import { fieldsOf } from '../../workspace/walk.ts';
import { resourceRule } from '../define.ts';

export const selectorUnsatisfiable = resourceRule({
  id: 'selector-unsatisfiable',
  title: 'Selector that no object can match',
  severity: 'warning',
  since: '0.1.0',
  kinds: [networkPolicy],
  docs: `Two requirements of a selector exclude each other: a label must have a value that another requirement rules out, or must be there and absent at once. All requirements of a selector must hold, so nothing is ever selected. The API server accepts it.

As \`podSelector\` of a policy that means it protects nobody; in a peer, that it allows nobody.

**Do:** correct one of the two. To select objects with one value *or* another, list both under \`In\`.`,
  check(resource, report) {
    for (const { value, dialect } of fieldsOf(resource, 'selector')) {
      const found = dialect === 'kubernetes' && !value.hasUnknownEntries ? contradictionIn(readSelector(value)) : undefined;
      if (found === undefined) continue;
      report({
        span: found.second.at.keySpan, related: [{ resource, span: found.first.at.keySpan, message: 'the requirement that excludes it' }],
        message: found.alone
          ? `${found.key} ${demandOf(found.second)}, but another requirement of this selector says that it ${demandOf(found.first)}, so nothing is ever selected. Correct one of the two.`
          : `No value of ${found.key} meets all requirements of this selector, so nothing is ever selected. Correct one of them.`,
      });
    }
  },
});

function demandOf({ operator, values }: Requirement): string {
  const list = [...values].join(' or ');
  switch (operator) {
    case 'In':
      return `must be ${list}`;
    case 'NotIn':
      return `must not be ${list}`;
    case 'Exists':
      return 'must be there';
    case 'DoesNotExist':
      return 'must be absent';
  }
}
