import { gateway } from '../../kinds/gateway.ts';
import { protocolClashes } from '../../trace/clashes.ts';
import type { Server } from '../../trace/server.ts';
import { worldOf } from '../support/world.ts';
import { referenceRule } from '../define.ts';
import { besideText, listenerText } from '../support/clashes.ts';

export const gatewayPortProtocolConflict = referenceRule({
  id: 'gateway-port-protocol-conflict',
  title: 'Servers that cannot share a port',
  severity: 'warning',
  since: '0.1.0',
  kinds: [gateway],
  docs: `Two servers listen on one port of the same gateway's pods, and their protocols do not go together. Servers of plain HTTP share a port, and servers with TLS do, told apart by host; a server of another protocol needs a port of its own. Of what does not go together Istio drops the later one and counts it in a metric (\`pilot_total_rejected_configs\`): its hosts are not served.

The port is that of the pods: the \`targetPort\` where a Service of the gateway has a port of the server's number. Within one Gateway the later server is dropped; of two Gateways that of the younger, which no manifest says. Servers with different \`bind\` do not meet.

Gateways of different files count only where both name their namespace and nothing else has their names: files may be alternatives.

**Do:** give one of the servers another port, and the gateway's Service too.`,
  check(resource, lookup, report) {
    for (const { server, other } of protocolClashes(worldOf(lookup, resource), resource)) {
      const at = server.value.at('port', 'protocol');
      report({
        span: at.span,
        message: `This ${describe(server)} server and the ${describe(other)} server ${besideText(resource, other)} both listen on ${listenerText(server)} and cannot share it: Istio drops ${other.resource === resource ? 'this one' : 'the one that was created later'}. Give one of them another port.`,
        related: [{ resource: other.resource, span: other.value.at('port', 'protocol').span, message: `${describe(other)} on the same port` }],
      });
    }
  },
});

function describe({ protocol, tls }: Server): string {
  return tls === 'none' || protocol === 'HTTPS' || protocol === 'TLS' ? protocol : `${protocol} with TLS`;
}
