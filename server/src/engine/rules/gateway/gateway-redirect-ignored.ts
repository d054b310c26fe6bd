import { istioProtocolClass } from '../../fields/protocol.ts';
import { gateway } from '../../kinds/gateway.ts';
import { deletion } from '../support/remove.ts';
import { warnedByIstio } from '../support/webhook.ts';
import { resourceRule } from '../define.ts';

export const gatewayRedirectIgnored = resourceRule({
  id: 'gateway-redirect-ignored',
  title: 'Redirect on a port that is not HTTP',
  severity: 'warning',
  since: '0.1.0',
  codes: ['IST0133'],
  kinds: [gateway],
  fixable: true,
  docs: `\`tls.httpsRedirect\` answers plain HTTP requests with a redirect to HTTPS. On a port of another protocol it does nothing, and Istio warns of it.

**Do:** move it to the server of the HTTP port.`,
  check(resource, report) {
    for (const server of resource.root.at('spec', 'servers').items()) {
      const redirect = server.at('tls', 'httpsRedirect');
      const protocol = server.at('port', 'protocol');
      if (redirect.boolean !== true || protocol.type === 'unknown' || server.at('port').type !== 'map' || istioProtocolClass(protocol.string ?? '') === 'http') continue;
      report({
        span: redirect.keySpan, ...warnedByIstio, related: [{ resource, span: protocol.span, message: 'the protocol of the server' }], fixes: () => deletion(redirect),
        message: `httpsRedirect answers HTTP requests, and this port is ${protocol.string ?? 'of another protocol'}: it does nothing, and Istio warns of it. Move it to the server of the HTTP port.`,
      });
    }
  },
});
