import { kubernetesGateway } from '../../kinds/kubernetes-gateway.ts';
import { isOfIstio } from '../../views/gateway-api.ts';
import type { Listener } from '../../views/gateway-api.ts';
import { hasWholePort, listenerConflicts } from '../../views/listener-conflicts.ts';
import { resourceRule } from '../define.ts';

export const gatewayapiListenerConflict = resourceRule({
  id: 'gatewayapi-listener-conflict',
  title: 'Listener whose port another listener has',
  severity: 'warning',
  since: '0.1.0',
  kinds: [kubernetesGateway],
  docs: `A port of a Gateway belongs either to one listener of TCP or UDP, or to any number of listeners of HTTP, HTTPS and TLS, each with a hostname of its own. The API server accepts other listeners if their protocols differ. The controller calls them conflicted: Istio opens the first one and drops the others, and their routes count nowhere; other controllers may drop all of them.

An error for Gateways of Istio's classes; for others UDP and TCP on one port are no conflict. Two listeners with the same port, protocol and hostname are refused by the API server already, and are no matter of this rule.

**Do:** give the listener another port, or another hostname if both are HTTP, HTTPS or TLS.`,
  check(resource, report) {
    const isIstio = isOfIstio(resource);
    for (const [listener, first] of listenerConflicts(resource)) {
      if (listener.protocol === first.protocol || isSaidOtherwise(listener, first, isIstio)) continue;
      report({
        span: listener.value.at('port').span, severity: isIstio ? 'error' : 'warning',
        message: `Port ${listener.port ?? 0} ${takenBy(first)}. ${isIstio ? 'Istio drops this listener' : 'The controller drops one of the two, or both'}, and its routes count nowhere. ${adviceFor(listener, first)}`,
        related: [{ resource, span: first.value.at('port').span, message: 'the listener before it' }],
      });
    }
  },
});

/** Other controllers keep UDP and TCP apart; Istio has no UDP at all, which gatewayapi-listener-unsupported says. */
function isSaidOtherwise(listener: Listener, first: Listener, isIstio: boolean): boolean {
  return isIstio ? listener.protocol === 'UDP' : hasWholePort(listener.protocol) && hasWholePort(first.protocol);
}

function takenBy({ name, protocol, hostname }: Listener): string {
  const host = hasWholePort(protocol) || hostname === undefined || hostname === '' ? '' : ` for ${hostname}`;
  return `belongs to the ${protocol ?? ''} listener ${name.text ?? ''} already${host}`;
}

function adviceFor(listener: Listener, first: Listener): string {
  return hasWholePort(listener.protocol) || hasWholePort(first.protocol) ? 'Give it another port.' : 'Give it another hostname or another port.';
}
