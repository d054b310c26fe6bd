import { networkPolicy } from '../../kinds/network-policy.ts';
import { policyRules } from '../../policy/blocks.ts';
import type { Value } from '../../yaml/value.ts';
import { resourceRule } from '../define.ts';
import { deletion } from '../support/remove.ts';

export const npNullPort = resourceRule({
  id: 'np-null-port',
  title: 'Port without a value',
  severity: 'warning',
  since: '0.1.0',
  kinds: [networkPolicy],
  fixable: true,
  docs: `\`port:\` or \`ports:\` is written and has no value. Kubernetes takes that as not written: an entry without a port is every port of its protocol, a rule without ports is every port of every protocol. An item of \`ports\` without a value is every TCP port. The policy allows far more than the lines suggest, and nobody says so.

**Do:** write the port, or delete the key if every port is meant.`,
  check(resource, report) {
    for (const { ports } of policyRules(resource)) {
      if (ports.type === 'null') report({ span: ports.keySpan, message: 'ports has no value, so this rule allows every port and protocol. List the ports, or delete the key if that is meant.', fixes: () => deletion(ports) });
      for (const entry of ports.items()) {
        const port = entry.at('port');
        if (entry.type === 'null') report({ span: entry.keySpan, message: 'This item has no value, which means every TCP port. Write the port, or {} if that is meant.' });
        else if (port.type === 'null' && !isNumber(entry.at('endPort'))) report({ span: port.keySpan, message: `port has no value, so every port of ${protocolOf(entry)} is allowed. Write the port, or delete the key if that is meant.`, fixes: () => deletion(port) });
      }
    }
  },
});

/** With an end and no start the entry is refused: see endport-invalid. */
function isNumber({ type }: Value): boolean {
  return type === 'number' || type === 'unknown';
}

function protocolOf(entry: Value): string {
  const protocol = entry.at('protocol');
  return protocol.type === 'missing' || protocol.type === 'null' ? 'TCP' : (protocol.string ?? 'its protocol');
}
