import { fixOf } from '../../edits/fix.ts';
import { replaceString } from '../../edits/scalar.ts';
import { kubernetesGateway } from '../../kinds/kubernetes-gateway.ts';
import type { Problem } from '../../model/finding.ts';
import { isOfIstio, kubernetesGatewayView } from '../../views/gateway-api.ts';
import type { Listener } from '../../views/gateway-api.ts';
import { resourceRule } from '../define.ts';

export const gatewayapiListenerUnsupported = resourceRule({
  id: 'gatewayapi-listener-unsupported',
  title: 'Listener that Istio does not open',
  severity: 'error',
  since: '0.1.0',
  kinds: [kubernetesGateway],
  fixable: true,
  docs: `A listener of the Gateway API may have any protocol, and an implementation serves those that it knows. Istio knows \`HTTP\`, \`HTTPS\`, \`TLS\` and \`TCP\`, in capitals, and \`HBONE\` for waypoints: HTTP/2 and gRPC come to an \`HTTP\` listener. A listener of protocol \`HTTPS\` needs \`tls\`. Kubernetes accepts such a Gateway; Istio opens no such port, so that connections to it are refused. It says so in the status of the Gateway only.

Only Gateways of Istio's own classes are judged.

**Do:** write a protocol that Istio knows, or \`tls\` with a certificate.`,
  check(resource, report) {
    if (!isOfIstio(resource)) return;
    for (const listener of kubernetesGatewayView(resource).listeners) {
      const problem = flawOf(listener);
      if (problem !== undefined) report(problem);
    }
  },
});

/** What Istio serves (`listenerProtocolToIstio`). */
const known: ReadonlySet<string> = new Set(['HTTP', 'HTTPS', 'TLS', 'TCP', 'HBONE']);

const meantBy: Readonly<Record<string, string>> = { HTTP2: 'HTTP', H2C: 'HTTP', GRPC: 'HTTP', 'GRPC-WEB': 'HTTP', WS: 'HTTP', MONGO: 'TCP', REDIS: 'TCP', MYSQL: 'TCP' };

function flawOf({ value, protocol, tlsMode }: Listener): Problem | undefined {
  const at = value.at('protocol');
  if (protocol === undefined || value.hasUnknownEntries) return undefined;
  if (protocol === 'HTTPS' && tlsMode === 'none') {
    return { span: at.span, message: 'A listener of protocol HTTPS needs tls with a certificate; without it Istio opens no such port, and connections to it are refused. Write tls, or protocol HTTP for plaintext.' };
  }
  // A domain before a slash makes it an implementation's own.
  if (known.has(protocol) || protocol.includes('/')) return undefined;
  const upper = protocol.toUpperCase();
  const instead = known.has(upper) ? upper : meantBy[upper];
  return {
    span: at.span,
    message: `Istio does not know listeners of protocol ${protocol}: it opens no such port, and connections to it are refused. ${instead === undefined ? 'Write HTTP, HTTPS, TLS or TCP.' : `Write ${instead}${known.has(upper) ? ', in capitals' : ', which serves it too'}.`}`,
    fixes: () => (instead === undefined ? [] : fixOf(`Replace with ${instead}`, replaceString(at, instead), true)),
  };
}
