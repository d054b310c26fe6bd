import { deleteEntry } from '../../edits/map.ts';
import { networkPolicy } from '../../kinds/network-policy.ts';
import { policyModel, rulesInForce, directions } from '../../policy/model.ts';
import { resourceRule } from '../define.ts';

export const npEmptyPorts = resourceRule({
  id: 'np-empty-ports',
  title: 'Empty list of ports that allows all of them',
  severity: 'information',
  since: '0.1.0',
  kinds: [networkPolicy],
  fixable: true,
  docs: `\`ports: []\` reads like "no port", but Kubernetes takes an empty list for an absent one: the rule allows every port and every protocol.

**Do:** delete the key, which means the same and misleads nobody, or list the ports.`,
  check(resource, report) {
    const model = policyModel(resource);
    if (model === undefined) return;
    for (const { value } of directions.flatMap((direction) => rulesInForce(model, direction))) {
      const ports = value.at('ports');
      if (ports.type !== 'list' || ports.items().length > 0) continue;
      report({
        span: ports.keySpan,
        message: 'An empty list of ports allows every port and protocol: it counts as if it were not there. Delete it, or list the ports.',
        fixes: () => {
          const edit = deleteEntry(ports);
          return edit === undefined ? [] : [{ title: 'Delete the empty ports (means the same)', edits: [edit], preferred: true }];
        },
      });
    }
  },
});
