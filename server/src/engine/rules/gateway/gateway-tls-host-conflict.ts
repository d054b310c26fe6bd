import { gateway } from '../../kinds/gateway.ts';
import { hostClashes } from '../../trace/clashes.ts';
import type { Server } from '../../trace/server.ts';
import type { Value } from '../../yaml/value.ts';
import { worldOf } from '../support/world.ts';
import { referenceRule } from '../define.ts';
import { besideText, listenerText } from '../support/clashes.ts';

const codes = ['IST0145', 'KIA0301'];

export const gatewayTlsHostConflict = referenceRule({
  id: 'gateway-tls-host-conflict',
  title: 'Host of two TLS servers of one port',
  severity: 'warning',
  since: '0.1.0',
  codes,
  kinds: [gateway],
  docs: `Two servers with settings for TLS listen on one port of the same gateway's pods and have a host in common. Envoy could not tell by the name that a client asks for which of them is meant, so Istio drops the later server, **with all its hosts**, and says so only in its log.

Hosts are compared as Istio does: \`*/api.example.com\` is \`api.example.com\`, \`./api.example.com\` carries the namespace of the Gateway. A wildcard and a host below it are different names and go together, as do servers with different \`bind\`. A plain HTTP server counts too if it redirects (\`httpsRedirect\`), unless the other one redirects the same hosts.

Within one Gateway the later server is dropped; of two Gateways that of the younger, which no manifest says. Gateways of different files count only where both name their namespace and nothing else has their names: files may be alternatives.

**Do:** let one server serve the host. VirtualServices of several namespaces can be attached to one Gateway.`,
  check(resource, lookup, report) {
    for (const { server, other, host = '' } of hostClashes(worldOf(lookup, resource), resource)) {
      report({
        span: placeOf(server, host).span, codes,
        message: `${host} is a host of a second TLS server ${besideText(resource, other)} on ${listenerText(server)}: Istio drops ${other.resource === resource ? 'this server' : 'the server that was created later'} with all its hosts. Let one server serve the host.`,
        related: [{ resource: other.resource, span: placeOf(other, host).span, message: 'the same host on the same port' }],
      });
    }
  },
});

/** Where a server names a host. */
function placeOf({ value, hosts }: Server, host: string): Value {
  return value.at('hosts').items()[hosts.indexOf(host)] ?? value.at('hosts');
}
