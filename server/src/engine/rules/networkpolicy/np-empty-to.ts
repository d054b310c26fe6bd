import { deleteItem } from '../../edits/list.ts';
import { deleteEntry } from '../../edits/map.ts';
import { networkPolicy } from '../../kinds/network-policy.ts';
import type { Fix } from '../../model/finding.ts';
import { policyModel, rulesInForce, directions } from '../../policy/model.ts';
import type { Value } from '../../yaml/value.ts';
import { resourceRule } from '../define.ts';

export const npEmptyTo = resourceRule({
  id: 'np-empty-to',
  title: 'Empty list of destinations that allows all of them',
  severity: 'warning',
  since: '0.1.0',
  kinds: [networkPolicy],
  fixable: true,
  docs: `\`to\` (or \`from\`) is written but empty. It looks like "to nobody", but Kubernetes reads an empty list like an absent one: every destination is allowed, on the ports of the rule.

**Do:** delete the rule if nothing was to be allowed; delete the empty key if everything was; or list the destinations.`,
  check(resource, report) {
    const model = policyModel(resource);
    if (model === undefined) return;
    for (const rule of directions.flatMap((direction) => rulesInForce(model, direction))) {
      const { list, value, ports, direction } = rule;
      if (!rule.anywhere || !list.exists || (list.type !== 'list' && list.type !== 'null')) continue;
      const what = direction === 'egress' ? 'every destination' : 'every source';
      const onPorts = ports?.all === true ? 'on all ports' : 'on the ports of this rule';
      report({
        span: list.keySpan,
        message: `An empty ${direction === 'egress' ? 'to' : 'from'} allows ${what}, ${onPorts}: it counts as if it were not there. List the ${direction === 'egress' ? 'destinations' : 'sources'}, or delete the rule if it was to allow nothing.`,
        fixes: () => fixesFor(list, value),
      });
    }
  },
});

function fixesFor(list: Value, rule: Value): readonly Fix[] {
  const [key, whole] = [deleteEntry(list), deleteItem(rule)];
  return [
    ...(key === undefined ? [] : [{ title: `Delete the empty ${String(list.step)} (means the same)`, edits: [key] }]),
    ...(whole === undefined ? [] : [{ title: 'Delete the rule (allows nothing)', edits: [whole] }]),
  ];
}
