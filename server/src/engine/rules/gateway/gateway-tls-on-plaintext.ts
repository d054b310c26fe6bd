import { fixOf } from '../../edits/fix.ts';
import { deleteEntry } from '../../edits/map.ts';
import { protocolEdits } from '../../edits/port.ts';
import { istioProtocolClass } from '../../fields/protocol.ts';
import type { ProtocolClass } from '../../fields/protocol.ts';
import { gateway } from '../../kinds/gateway.ts';
import type { Fix } from '../../model/finding.ts';
import type { Value } from '../../yaml/value.ts';
import { resourceRule } from '../define.ts';

export const gatewayTlsOnPlaintext = resourceRule({
  id: 'gateway-tls-on-plaintext',
  title: 'tls on a server without encryption',
  severity: 'error',
  since: '0.1.0',
  codes: ['IST0106'],
  kinds: [gateway],
  fixable: true,
  replaces: ['port-name-protocol-mismatch'],
  docs: `A server has a \`tls\` block, but its protocol is a plain one. Istio refuses the Gateway: HTTP, HTTP2, GRPC and the like carry no encryption of their own here, nor do TCP, MONGO, REDIS and MYSQL.

One form is allowed on the HTTP protocols: \`tls\` without certificate files in the mode \`PASSTHROUGH\`, which is also the mode of a block without one. That is how \`httpsRedirect: true\` is written.

**Do:** change the protocol to HTTPS (or TLS in place of TCP), or delete \`tls\`.`,
  check(resource, report) {
    for (const server of resource.root.at('spec', 'servers').items()) {
      const protocol = server.at('port', 'protocol');
      const tls = server.at('tls');
      const name = protocol.string;
      const transport = name === undefined ? undefined : istioProtocolClass(name);
      if (name === undefined || transport === undefined || transport === 'tls' || tls.type !== 'map' || isRedirect(tls, transport)) continue;
      report({
        span: tls.keySpan, covers: [protocol.span], admission: 'rejected', codes: ['IST0106'], related: [{ resource, span: protocol.span, message: 'the protocol of the server' }],
        message: `The protocol ${name} has no encryption, but the server has a tls block, and Istio refuses the Gateway. Change the protocol to ${encrypted(transport)}, or delete tls.`,
        fixes: () => waysOut(protocol, tls, transport),
      });
    }
  },
});

const certificates = ['serverCertificate', 'privateKey', 'caCertificates'];

/** The block that may stand on a plain HTTP port, or may be one for all we know. */
function isRedirect(tls: Value, transport: ProtocolClass): boolean {
  if (transport !== 'http') return false;
  const mode = tls.at('mode');
  const passes = mode.type === 'missing' || mode.type === 'null' || mode.type === 'unknown' || mode.string === 'PASSTHROUGH' || mode.string === 'AUTO_PASSTHROUGH';
  return tls.hasUnknownEntries || (passes && certificates.every((field) => !tls.at(field).exists || tls.at(field).scalar === '' || tls.at(field).type === 'unknown'));
}

function encrypted(transport: ProtocolClass): string {
  return transport === 'http' ? 'HTTPS' : 'TLS';
}

function waysOut(protocol: Value, tls: Value, transport: ProtocolClass): readonly Fix[] {
  const deletion = deleteEntry(tls);
  return [
    ...(protocol.parent === undefined ? [] : fixOf(`Change the protocol to ${encrypted(transport)}`, protocolEdits(protocol.parent, encrypted(transport)))),
    ...(deletion === undefined ? [] : [{ title: 'Delete tls', edits: [deletion] }]),
  ];
}
