import { replaceByPlain } from '../../edits/scalar.ts';
import { isPortNumber } from '../../fields/port.ts';
import { destinationRule } from '../../kinds/destination-rule.ts';
import { resolveHost } from '../../references/services.ts';
import { unlistedPort } from '../../references/target-ports.ts';
import { destinationRuleView } from '../../views/destination-rule.ts';
import { trafficPolicies } from '../../views/traffic-policy.ts';
import { referenceRule } from '../define.ts';

export const drPortLevelUnknownPort = referenceRule({
  id: 'dr-port-level-unknown-port',
  title: 'Settings for a port that the host does not have',
  severity: 'warning',
  since: '0.1.0',
  kinds: [destinationRule],
  fixable: true,
  docs: `\`portLevelSettings\` name a port that the host does not have, so they never count: no TLS is originated, no limit applies. It is the port of the Service or ServiceEntry that counts (\`port\`, \`number\`), never the \`targetPort\` behind it.

Wildcard hosts are not judged.

**Do:** write one of the ports that the message lists.`,
  check(resource, lookup, report) {
    const { host: { text } } = destinationRuleView(resource);
    if (text === undefined || text === '' || text.includes('*')) return;
    for (const policy of trafficPolicies(resource).ofPorts) {
      const port = policy.at('port', 'number');
      // What is no port at all is port-out-of-range.
      if (port.number === undefined || !isPortNumber(port.number)) continue;
      const resolved = resolveHost(lookup, text, resource.namespace);
      const unlisted = unlistedPort(resolved, port.number);
      if (unlisted === undefined) continue;
      const { instead, advice, related } = unlisted;
      report({
        span: port.span, related,
        message: `${resolved.host} has no port ${port.number}, so these settings never count. ${advice}`,
        fixes: () => (instead === undefined ? [] : [{ title: `Replace with ${instead}`, preferred: true, edits: [replaceByPlain(port, instead)] }]),
      });
    }
  },
});
