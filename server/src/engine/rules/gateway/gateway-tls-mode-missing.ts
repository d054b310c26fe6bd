import { addFieldBefore, replaceData } from '../../edits/data.ts';
import { fixOf } from '../../edits/fix.ts';
import { istioProtocolClass } from '../../fields/protocol.ts';
import { gateway } from '../../kinds/gateway.ts';
import type { Fix } from '../../model/finding.ts';
import type { Value } from '../../yaml/value.ts';
import { filledFields } from '../support/webhook.ts';
import { resourceRule } from '../define.ts';

export const gatewayTlsModeMissing = resourceRule({
  id: 'gateway-tls-mode-missing',
  title: 'TLS settings without a mode',
  severity: 'warning',
  since: '0.1.0',
  kinds: [gateway],
  fixable: true,
  docs: `A server of protocol HTTPS or TLS has \`tls\` settings without \`mode\`. An absent mode is the zero value of the enumeration, \`PASSTHROUGH\`: the gateway forwards the encrypted connection by its server name and reads \`tls\` routes alone. TLS versions, cipher suites and names of clients that stand beside it do nothing, and \`http\` routes are never used. Istio says nothing of it.

Certificates without a mode are told by [gateway-tls-certificates](gateway-tls-certificates.md). Where \`tls\` is empty it is information only: \`PASSTHROUGH\` may be what is meant.

**Do:** write the mode that is meant.`,
  check(resource, report) {
    for (const server of resource.root.at('spec', 'servers').items()) {
      const tls = server.at('tls');
      const protocol = server.at('port', 'protocol').string;
      if (tls.type !== 'map' || tls.hasUnknownEntries || tls.at('mode').exists || protocol === undefined) continue;
      // Certificates without a mode are warned of by Istio itself.
      if (istioProtocolClass(protocol) !== 'tls' || filledFields(tls, certificates).length > 0) continue;
      const [ignored] = filledFields(tls, terminationOnly);
      report({
        span: tls.keySpan, severity: ignored === undefined ? 'information' : 'warning',
        message: `Without mode, TLS is passed through undecrypted (PASSTHROUGH)${ignored === undefined ? ', and only tls routes are used' : `, so ${String(ignored.step)} does nothing`}. Write the mode that is meant.`,
        related: ignored === undefined ? [] : [{ resource, span: ignored.keySpan, message: 'only where the gateway decrypts' }],
        fixes: () => fixesFor(tls, ignored),
      });
    }
  },
});

const certificates = ['serverCertificate', 'privateKey', 'caCertificates', 'tlsCertificates', 'credentialName', 'credentialNames', 'caCrl'];

/** What means something only to a server that decrypts. */
const terminationOnly = ['minProtocolVersion', 'maxProtocolVersion', 'cipherSuites', 'subjectAltNames', 'verifyCertificateSpki', 'verifyCertificateHash'];

function fixesFor(tls: Value, ignored: Value | undefined): readonly Fix[] {
  const title = 'Write mode: PASSTHROUGH';
  const [first] = tls.entries();
  if (ignored === undefined && first === undefined) return fixOf(title, replaceData(tls, { mode: 'PASSTHROUGH' }));
  return ignored === undefined && first !== undefined ? [{ title, edits: [addFieldBefore(first, 'mode', 'PASSTHROUGH')] }] : [];
}
