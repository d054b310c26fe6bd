import { networkPlugins } from '../../data/network-plugins.ts';
import { networkPolicy } from '../../kinds/network-policy.ts';
import { portItemsOf } from '../../policy/ports.ts';
import { resourceRule } from '../define.ts';

export const npSctpCni = resourceRule({
  id: 'np-sctp-cni',
  title: 'SCTP that the network plugin may not know',
  severity: 'hint',
  since: '0.1.0',
  kinds: [networkPolicy],
  docs: `SCTP is part of the API since Kubernetes 1.20, but the network plugin has to implement it. With one that does not, the entry has no effect.

The rule speaks only where \`egress.networkPlugin\` (or \`--network-plugin\`) names a plugin that is known not to implement SCTP as it comes.

**Do:** make sure that your plugin is set up for SCTP, or use another protocol.`,
  check(resource, report, options) {
    const why = networkPlugins[options.networkPlugin]?.sctp;
    if (why === undefined) return;
    for (const item of portItemsOf(resource)) {
      const protocol = item.at('protocol');
      if (protocol.string !== 'SCTP') continue;
      report({ span: protocol.span, message: `The network plugin has to implement SCTP. ${why}. Check its settings, or use another protocol.` });
    }
  },
});
