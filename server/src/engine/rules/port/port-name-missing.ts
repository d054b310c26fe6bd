import { addFieldBefore } from '../../edits/data.ts';
import { service } from '../../kinds/service.ts';
import type { Fix } from '../../model/finding.ts';
import type { Value } from '../../yaml/value.ts';
import { resourceRule } from '../define.ts';

export const portNameMissing = resourceRule({
  id: 'port-name-missing',
  title: 'Port without a name among several',
  severity: 'error',
  since: '0.1.0',
  kinds: [service],
  fixable: true,
  docs: `A Service with more than one port has a port without a name. The API server refuses it: with several ports, each needs a name to be told apart. A single port needs none.

Istio reads the protocol from the name, up to the first hyphen: \`https-web\`, \`tcp-db\`.

**Do:** give the port a name of lower-case letters, digits and hyphens.`,
  check(resource, report) {
    const ports = resource.root.at('spec', 'ports').items();
    if (ports.length < 2) return;
    for (const entry of ports) {
      const name = entry.at('name');
      const lacks = name.type === 'missing' || name.type === 'null' || name.scalar === '';
      if (entry.type !== 'map' || !lacks || entry.hasUnknownEntries) continue;
      const { number } = entry.at('port');
      report({
        span: name.exists ? name.span : entry.keySpan, admission: 'rejected',
        message: `${number === undefined ? 'This port' : `Port ${number}`} has no name. A Service with several ports must name each of them, and the API server refuses it otherwise. Add a name.`,
        fixes: () => naming(entry, name, ports),
      });
    }
  },
});

/** A name from protocol and number, where that is no other port's name. */
function naming(entry: Value, name: Value, ports: readonly Value[]): readonly Fix[] {
  const port = entry.at('port');
  const protocol = entry.at('protocol').string ?? 'TCP';
  const text = `${protocol.toLowerCase()}-${port.number ?? ''}`;
  if (name.exists || port.number === undefined || !/^(?:tcp|udp|sctp)-/.test(text) || ports.some((other) => other.at('name').string === text)) return [];
  return [{ title: `Name it ${text}`, edits: [addFieldBefore(port, 'name', text)] }];
}
