import { deleteEntry } from '../../edits/map.ts';
import { networkPolicy } from '../../kinds/network-policy.ts';
import { resourceRule } from '../define.ts';
import { portItemsOf } from '../../policy/ports.ts';

export const endportEqualsPort = resourceRule({
  id: 'endport-equals-port',
  title: 'Range of one port',
  severity: 'hint',
  since: '0.1.0',
  kinds: [networkPolicy],
  fixable: true,
  docs: `\`endPort\` is the same as \`port\`, so the range is that one port. Kubernetes accepts it; it says nothing, and network plugins that do not know \`endPort\` may trip over it.

**Do:** delete \`endPort\`, or write the last port that was meant.`,
  check(resource, report) {
    for (const item of portItemsOf(resource)) {
      const [port, endPort] = [item.at('port'), item.at('endPort')];
      if (port.number === undefined || port.number !== endPort.number) continue;
      report({
        span: endPort.span, tags: ['unnecessary'], related: [{ resource, span: port.span, message: 'the same port' }],
        message: `endPort is the same as port, so the range is port ${port.number} alone. Delete endPort, or write the last port that was meant.`,
        fixes: () => {
          const edit = deleteEntry(endPort);
          return edit === undefined ? [] : [{ title: 'Delete endPort', edits: [edit], preferred: true }];
        },
      });
    }
  },
});
