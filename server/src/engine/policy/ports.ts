import { networkPolicy } from '../kinds/network-policy.ts';
import type { Resource } from '../model/resource.ts';
import { allPorts, portsOf } from '../net/port-set.ts';
import type { PortItem, PortSet } from '../net/port-set.ts';
import type { Value } from '../yaml/value.ts';

const protocols: ReadonlySet<string> = new Set(['TCP', 'UDP', 'SCTP']);

/** What a name of a port is made of; a name of another form is refused. */
const portName = /^(?=.*[a-z])[a-z0-9-]{1,15}$/;

/** The ports of a rule: everything where none are listed; `undefined` where one is refused or not known. */
export function portsOfRule(ports: Value): PortSet | undefined {
  if (ports.type === 'unknown') return undefined;
  const items = ports.items();
  if (items.length === 0) return allPorts;
  const read = items.map(portItem);
  return read.includes(undefined) ? undefined : shared(portsOf(read.filter((item) => item !== undefined)));
}

const mostShared = 1_000;
const known = new Map<string, PortSet>();

/** One object for equal sets: nearly every rule of a cluster is about one of a few lists of ports. */
function shared(set: PortSet): PortSet {
  const identity = portsIdentity(set);
  const one = known.get(identity);
  if (one !== undefined) return one;
  if (known.size >= mostShared) known.clear();
  known.set(identity, set);
  return set;
}

/** Every item of `ports` in the rules of a network policy, in the order of the text; none for other kinds. */
export function portItemsOf(resource: Resource): readonly Value[] {
  const spec = resource.kind === networkPolicy ? resource.root.at('spec') : undefined;
  return spec === undefined ? [] : [...spec.at('egress').items(), ...spec.at('ingress').items()].flatMap((rule) => rule.at('ports').items());
}

/** One item of `ports`; TCP where it names no protocol. `undefined` where it is refused or not known. */
export function portItem(item: Value): PortItem | undefined {
  const protocol = item.at('protocol').scalar ?? 'TCP';
  if (typeof protocol !== 'string' || !protocols.has(protocol)) return undefined;
  const [port, end] = [item.at('port'), item.at('endPort')];
  if (isAbsent(port)) return isAbsent(end) ? { protocol } : undefined;
  if (port.string !== undefined) return portName.test(port.string) ? { protocol, name: port.string } : undefined;
  const range = portRange(port.number, isAbsent(end) ? port.number : end.number);
  return range === undefined ? undefined : { protocol, ...range };
}

function portRange(first: number | undefined, last: number | undefined): { readonly first: number; readonly last: number } | undefined {
  return first === undefined || last === undefined || first < 1 || last > 65535 || last < first ? undefined : { first, last };
}

/** Null is absence for a built-in kind. */
function isAbsent(value: Value): boolean {
  return value.type === 'missing' || value.type === 'null';
}

/** The same for equal sets of ports. */
export function portsIdentity({ all, protocols }: PortSet): string {
  if (all) return '*';
  return [...protocols].sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([protocol, { numbers, names }]) => `${protocol} ${numbers.map(({ first, last }) => `${first}-${last}`).join(',')} ${[...names].sort().join(',')}`).join(';');
}
