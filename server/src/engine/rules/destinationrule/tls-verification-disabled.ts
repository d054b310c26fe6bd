import { destinationRule } from '../../kinds/destination-rule.ts';
import { trafficPolicies } from '../../views/traffic-policy.ts';
import { deletion } from '../support/remove.ts';
import { filledFields } from '../support/webhook.ts';
import { resourceRule } from '../define.ts';

export const tlsVerificationDisabled = resourceRule({
  id: 'tls-verification-disabled',
  title: 'Server certificate that is not checked',
  severity: 'warning',
  since: '0.1.0',
  kinds: [destinationRule],
  fixable: true,
  docs: `\`insecureSkipVerify: true\` makes the proxy take any certificate of any server: the traffic is encrypted, but to whoever answers. Without it, and without \`caCertificates\`, Istio checks the certificate against the authorities of the system, and that it is for the host; there is no need to name them for a public server.

**Do:** delete it. For a server with a private authority name that in \`caCertificates\`, or in a secret with \`credentialName\`.`,
  check(resource, report) {
    for (const tls of trafficPolicies(resource).all.map((policy) => policy.at('tls'))) {
      const skip = tls.at('insecureSkipVerify');
      const mode = tls.at('mode').string;
      if (skip.boolean !== true || (mode !== 'SIMPLE' && mode !== 'MUTUAL')) continue;
      // Beside what would be verified it is refused: dr-tls-fields.
      if (filledFields(tls, ['caCertificates', 'subjectAltNames', ...(mode === 'SIMPLE' ? ['credentialName'] : [])]).length > 0) continue;
      report({
        span: skip.span,
        message: 'The certificate of the server is not checked: the proxy sends to whoever answers. Delete insecureSkipVerify; without caCertificates the authorities of the system are trusted.',
        fixes: () => deletion(skip),
      });
    }
  },
});
