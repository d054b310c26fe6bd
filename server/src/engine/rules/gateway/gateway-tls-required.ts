import { addFieldAfter } from '../../edits/data.ts';
import { fixOf } from '../../edits/fix.ts';
import { replaceString } from '../../edits/scalar.ts';
import { istioProtocolClass } from '../../fields/protocol.ts';
import { gateway } from '../../kinds/gateway.ts';
import type { Fix } from '../../model/finding.ts';
import type { Value } from '../../yaml/value.ts';
import { resourceRule } from '../define.ts';

export const gatewayTlsRequired = resourceRule({
  id: 'gateway-tls-required',
  title: 'HTTPS or TLS server without tls',
  severity: 'error',
  since: '0.1.0',
  codes: ['IST0106'],
  kinds: [gateway],
  fixable: true,
  replaces: ['port-name-protocol-mismatch'],
  docs: `A server of the protocol HTTPS or TLS has no \`tls\` block, so the gateway would not know what to do with the encrypted connection. Istio refuses the Gateway.

**Do:** add \`tls\` with a mode. On an egress gateway that is mostly \`PASSTHROUGH\` (route by the server name, leave the encryption of the application alone) or \`ISTIO_MUTUAL\` (the mesh's own encryption ends here).`,
  check(resource, report) {
    for (const server of resource.root.at('spec', 'servers').items()) {
      const protocol = server.at('port', 'protocol');
      const name = protocol.string;
      if (name === undefined || istioProtocolClass(name) !== 'tls' || server.at('tls').exists || server.hasUnknownEntries) continue;
      report({
        span: protocol.span, admission: 'rejected', codes: ['IST0106'],
        message: `The protocol ${name} needs a tls block, and Istio refuses the Gateway without it. Add tls with mode PASSTHROUGH to route by server name, or ISTIO_MUTUAL for connections from the mesh.`,
        fixes: () => additions(server),
      });
    }
  },
});

function additions(server: Value): readonly Fix[] {
  const anchor = server.entries().filter((entry) => entry.parent === server).at(-1);
  if (anchor === undefined) return [];
  const port = server.at('port');
  const [named = ''] = port.at('name').string?.split('-', 1) ?? [];
  const own = istioProtocolClass(named);
  // A port that is named for another protocol has that, more likely than TLS of which nothing else is written.
  const plain = own === 'http' || own === 'tcp' ? fixOf(`Write protocol ${named.toUpperCase()}`, replaceString(port.at('protocol'), named.toUpperCase())) : [];
  return [...plain, ...['PASSTHROUGH', 'ISTIO_MUTUAL'].map((mode) => ({ title: `Add tls with mode ${mode}`, edits: [addFieldAfter(anchor, 'tls', { mode })] }))];
}
