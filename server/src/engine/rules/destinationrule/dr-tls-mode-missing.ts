import { addFieldBefore } from '../../edits/data.ts';
import { destinationRule } from '../../kinds/destination-rule.ts';
import { trafficPolicies } from '../../views/traffic-policy.ts';
import { isMisspelt } from '../support/misspelt.ts';
import { saysNothing, saysSomething } from '../support/webhook.ts';
import { resourceRule } from '../define.ts';

export const drTlsModeMissing = resourceRule({
  id: 'dr-tls-mode-missing',
  title: 'TLS settings without a mode',
  severity: 'warning',
  since: '0.1.0',
  kinds: [destinationRule],
  fixable: true,
  docs: `A client's \`tls\` block has no \`mode\`. That means \`DISABLE\`: the proxy sends **plaintext**, whatever else the block says, and Istio's automatic mutual TLS is off as well.

**Do:** write \`mode: SIMPLE\` for TLS, \`MUTUAL\` with a client certificate, \`ISTIO_MUTUAL\` inside the mesh, or \`DISABLE\` if plaintext is meant.`,
  check(resource, report) {
    for (const tls of trafficPolicies(resource).all.map((policy) => policy.at('tls'))) {
      if (!saysNothing(tls, 'mode') || isMisspelt(resource, tls, 'mode')) continue;
      const entries = tls.entries();
      const mode = saysSomething(tls.at('clientCertificate')) ? 'MUTUAL' : 'SIMPLE';
      const [first] = entries;
      report({
        span: tls.keySpan, related: entries.slice(0, 5).map((entry) => ({ resource, span: entry.keySpan, message: 'has no effect without a mode' })),
        message: `Without mode this block means DISABLE: the proxy sends plaintext${entries.length === 0 ? '' : ' and ignores the rest of the block'}. Write mode: ${mode}, or DISABLE if that is meant.`,
        fixes: () => (first === undefined || tls.at('mode').exists ? [] : [{ title: `Add mode: ${mode}`, preferred: true, edits: [addFieldBefore(first, 'mode', mode)] }]),
      });
    }
  },
});
