import { allPorts, portsOf } from '../net/port-set.ts';
import type { PortItem, PortSet } from '../net/port-set.ts';
import type { Value } from '../yaml/value.ts';

const protocols: ReadonlySet<string> = new Set(['TCP', 'UDP', 'SCTP']);

/** The ports of a rule: everything where none are listed; `undefined` where one is refused or not known. */
export function portsOfRule(ports: Value): PortSet | undefined {
  if (ports.type === 'unknown') return undefined;
  const items = ports.items();
  if (items.length === 0) return allPorts;
  const read = items.map(portItem);
  return read.includes(undefined) ? undefined : portsOf(read.filter((item) => item !== undefined));
}

/** One item of `ports`; TCP where it names no protocol. `undefined` where it is refused or not known. */
export function portItem(item: Value): PortItem | undefined {
  const protocol = item.at('protocol').scalar ?? 'TCP';
  if (typeof protocol !== 'string' || !protocols.has(protocol)) return undefined;
  const port = item.at('port');
  const end = item.at('endPort');
  if (port.type === 'missing' || port.type === 'null') return end.type === 'missing' || end.type === 'null' ? { protocol } : undefined;
  if (port.string !== undefined) return { protocol, name: port.string };
  const first = port.number;
  const last = end.type === 'missing' || end.type === 'null' ? first : end.number;
  if (first === undefined || last === undefined || first < 1 || last > 65535 || last < first) return undefined;
  return { protocol, first, last };
}
