import { addFieldAfter } from '../../edits/data.ts';
import { replaceString } from '../../edits/scalar.ts';
import { knownPort } from '../../data/known-ports.ts';
import { networkPolicy } from '../../kinds/network-policy.ts';
import type { Fix, Problem } from '../../model/finding.ts';
import { policyModel } from '../../policy/model.ts';
import { portItem } from '../../policy/ports.ts';
import type { Value } from '../../yaml/value.ts';
import { resourceRule } from '../define.ts';

/** Services that everybody runs over one protocol only. Ports that are used with both are not here, whatever is usual. */
const onlyUdp: ReadonlySet<number> = new Set([67, 68, 69, 123, 161, 162, 500, 1812, 1813, 4500, 4789, 8472, 51820]);
const onlyTcp: ReadonlySet<number> = new Set([22, 80, 2379, 3306, 5432, 5672, 6379, 6443, 9092, 27017]);

export const portProtocolUnlikely = resourceRule({
  id: 'port-protocol-unlikely',
  title: 'Port of a service that uses the other protocol',
  severity: 'warning',
  since: '0.1.0',
  kinds: [networkPolicy],
  fixable: true,
  docs: `The port belongs to a well-known service that runs over UDP only, but the entry is for TCP; or the other way round. Such an entry lets nothing through that is needed. The usual cause is a protocol left out: that means TCP, so \`port: 123\` does not allow NTP.

Only ports are looked at that hardly anybody uses otherwise: 67 to 69, 123, 161, 162, 500, 1812, 1813, 4500, 4789, 8472 and 51820 (UDP); 22, 80, 2379, 3306, 5432, 5672, 6379, 6443, 9092 and 27017 (TCP). The rule is silent where a rule lists the port with both protocols.

**Do:** write the protocol of the service.`,
  check(resource, report) {
    for (const rule of policyModel(resource)?.rules ?? []) {
      const items = rule.value.at('ports').items();
      const listed = new Set(items.map((value) => keyOf(value)));
      for (const value of items) {
        const one = onePort(value);
        const meant = protocolOf(one?.port);
        if (one === undefined || meant === undefined || one.protocol === meant || listed.has(`${meant} ${one.port}`)) continue;
        report(problemOf(value, one, meant));
      }
    }
  },
});

function problemOf(value: Value, { port, protocol }: { readonly port: number; readonly protocol: string }, meant: 'TCP' | 'UDP'): Problem {
  const service = knownPort(port, meant)?.name ?? `The usual service on port ${port}`;
  const written = isWritten(value.at('protocol'));
  return {
    span: (written ? value.at('protocol') : value.at('port')).span,
    message: `${service} uses ${meant} only, but this entry is for ${protocol}${written ? '' : ', which an absent protocol means'}. Write protocol: ${meant}.`,
    fixes: () => [setProtocol(value, meant)],
  };
}

function protocolOf(port: number | undefined): 'TCP' | 'UDP' | undefined {
  if (port === undefined) return undefined;
  if (onlyUdp.has(port)) return 'UDP';
  return onlyTcp.has(port) ? 'TCP' : undefined;
}

/** An entry for a single port; SCTP is chosen by nobody by mistake. */
function onePort(value: Value): { readonly protocol: string; readonly port: number } | undefined {
  const item = portItem(value);
  return item?.first === undefined || item.last !== item.first || item.protocol === 'SCTP' ? undefined : { protocol: item.protocol, port: item.first };
}

function keyOf(value: Value): string {
  const one = onePort(value);
  return one === undefined ? '' : `${one.protocol} ${one.port}`;
}

function isWritten(protocol: Value): boolean {
  return protocol.type !== 'missing' && protocol.type !== 'null';
}

function setProtocol(entry: Value, protocol: string): Fix {
  const written = entry.at('protocol');
  const title = `Write protocol: ${protocol}`;
  if (isWritten(written)) return { title, edits: [replaceString(written, protocol)], preferred: true };
  return { title, edits: written.exists ? [] : [addFieldAfter(entry.at('port'), 'protocol', protocol)], preferred: true };
}
