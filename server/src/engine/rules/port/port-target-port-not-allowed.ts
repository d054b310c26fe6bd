import { gateway } from '../../kinds/gateway.ts';
import { sidecar } from '../../kinds/sidecar.ts';
import { deletion } from '../support/remove.ts';
import { refusedByIstio } from '../support/webhook.ts';
import { resourceRule } from '../define.ts';

export const portTargetPortNotAllowed = resourceRule({
  id: 'port-target-port-not-allowed',
  title: 'targetPort where there is none',
  severity: 'error',
  since: '0.1.0',
  codes: ['IST0106'],
  kinds: [gateway, sidecar],
  fixable: true,
  docs: `The ports of a Gateway's servers and of a Sidecar's listeners have no \`targetPort\`: they are the ports that the proxy listens on. Istio refuses the object.

**Do:** delete it. Which port of the gateway's pods a port of its Service leads to is said in that Service.`,
  check(resource, report) {
    const spec = resource.root.at('spec');
    for (const listener of ['servers', 'egress', 'ingress'].flatMap((name) => spec.at(name).items())) {
      const target = listener.at('port', 'targetPort');
      if (target.number !== undefined && target.number > 0) report({ span: target.keySpan, ...refusedByIstio, fixes: () => deletion(target, true), message: 'This port is the one that the proxy listens on, so targetPort means nothing: Istio refuses the object. Delete it.' });
    }
  },
});
