import { networkPlugins } from '../../data/network-plugins.ts';
import { networkPolicy } from '../../kinds/network-policy.ts';
import { portItemsOf } from '../../policy/ports.ts';
import { resourceRule } from '../define.ts';

export const npEndportCni = resourceRule({
  id: 'np-endport-cni',
  title: 'Range of ports that the network plugin may ignore',
  severity: 'hint',
  since: '0.1.0',
  kinds: [networkPolicy],
  docs: `\`endPort\` is part of the API since Kubernetes 1.25, but the network plugin has to implement it. One that does not opens only the first port of the range, and nobody says so.

The rule speaks only where \`egress.networkPlugin\` (or \`--network-plugin\`) names a plugin that is known not to implement it in every version.

**Do:** list the ports one by one, or make sure that your version of the plugin implements \`endPort\`.`,
  check(resource, report, options) {
    const why = networkPlugins[options.networkPlugin]?.endPort;
    if (why === undefined) return;
    for (const item of portItemsOf(resource)) {
      const end = item.at('endPort');
      if (end.number === undefined || end.number === item.at('port').number) continue;
      report({ span: end.span, message: `The network plugin has to implement endPort. ${why}. List the ports one by one, or check your version.` });
    }
  },
});
