// A set of transport ports: numbers per protocol, and names whose numbers are not known here.
//
// The model of a NetworkPolicy's `ports`: absent or empty means everything (protocols without ports too); an entry
// without port means all ports of its protocol; a name means some port of a pod and is equal only to itself.

import { common, includes, normalize, numberSteps, type Interval } from './intervals.ts';

/** The lowest and the highest port number. */
export const LOWEST_PORT = 1;
export const HIGHEST_PORT = 65535;

/** The ports of one protocol. */
export interface ProtocolPorts {
  /** Numbers in normal form; all of 1..65535 also means every name, since a name stands for some number. */
  readonly numbers: readonly Interval<number>[];
  /** Named ports that are not implied by `numbers`. */
  readonly names: ReadonlySet<string>;
}

/** A set of ports. Immutable. */
export interface PortSet {
  /** Everything, including protocols that have no ports; `protocols` is empty then. */
  readonly all: boolean;
  /** By protocol (`TCP`, `UDP`, `SCTP`); none of the values is empty. */
  readonly protocols: ReadonlyMap<string, ProtocolPorts>;
}

/** One item of a list of ports. Without numbers and name: all ports of the protocol. */
export interface PortItem {
  readonly protocol: string;
  readonly first?: number;
  /** The end of a range; `first` if absent. */
  readonly last?: number;
  readonly name?: string;
}

/** Everything. */
export const allPorts: PortSet = { all: true, protocols: new Map() };


const noNames: ReadonlySet<string> = new Set();

const wholeProtocol: ProtocolPorts = { numbers: [{ first: LOWEST_PORT, last: HIGHEST_PORT }], names: noNames };

/** The union of the items. An empty list is *nothing*: that a manifest means everything by it is the caller's to say. */
export function portsOf(items: readonly PortItem[]): PortSet {
  const protocols = new Set(items.map((item) => item.protocol));
  return compact([...protocols].map((protocol) => [protocol, portsOfProtocol(items.filter((item) => item.protocol === protocol))]));
}

function portsOfProtocol(items: readonly PortItem[]): ProtocolPorts {
  if (items.some((item) => item.first === undefined && item.name === undefined)) return wholeProtocol;
  const numbers = items.flatMap(({ first, last = first }) => (first === undefined || last === undefined ? [] : [{ first, last }]));
  return settle(normalize(numbers, numberSteps), items.flatMap(({ first, name }) => (first === undefined && name !== undefined ? [name] : [])));
}

/** Names are kept only where the numbers do not imply them. */
function settle(numbers: readonly Interval<number>[], names: readonly string[]): ProtocolPorts {
  return isWhole({ numbers, names: noNames }) ? wholeProtocol : { numbers, names: names.length === 0 ? noNames : new Set(names) };
}

function compact(entries: readonly (readonly [string, ProtocolPorts])[]): PortSet {
  return { all: false, protocols: new Map(entries.filter(([, ports]) => ports.numbers.length > 0 || ports.names.size > 0)) };
}

/** Whether all numbers, and so all names, of the protocol are in. */
export function isWhole(ports: ProtocolPorts): boolean {
  return includes(ports.numbers, wholeProtocol.numbers);
}

const nothing: ProtocolPorts = { numbers: [], names: noNames };

/** The ports of one protocol that the set has. */
export function portsFor(set: PortSet, protocol: string): ProtocolPorts {
  return set.all ? wholeProtocol : (set.protocols.get(protocol) ?? nothing);
}

/** Ports in any of the sets. */
export function unionPorts(...sets: readonly PortSet[]): PortSet {
  if (sets.some((set) => set.all)) return allPorts;
  const protocols = new Set(sets.flatMap((set) => [...set.protocols.keys()]));
  return compact([...protocols].map((protocol) => {
    const parts = sets.map((set) => portsFor(set, protocol));
    const numbers = parts.flatMap((part) => part.numbers);
    return [protocol, settle(normalize(numbers, numberSteps), parts.flatMap((part) => [...part.names]))];
  }));
}

/** Ports in both sets. A name and a number have nothing in common that could be known here, unless all numbers are in. */
export function intersectPorts(left: PortSet, right: PortSet): PortSet {
  if (left.all) return right;
  if (right.all) return left;
  return compact([...left.protocols].map(([protocol, mine]) => {
    const other = portsFor(right, protocol);
    const names = [...mine.names, ...other.names].filter((name) => hasName(mine, name) && hasName(other, name));
    return [protocol, { numbers: common(mine.numbers, other.numbers), names: new Set(names) }];
  }));
}

/** Whether the sets have a port in common. */
export function portsIntersect(left: PortSet, right: PortSet): boolean {
  return !hasNoPorts(intersectPorts(left, right));
}

function hasName(ports: ProtocolPorts, name: string): boolean {
  return ports.names.has(name) || isWhole(ports);
}

/** Whether `outer` has every port of `inner`. Only `allPorts` covers `allPorts`. */
export function coversPorts(outer: PortSet, inner: PortSet): boolean {
  if (outer.all || inner.all) return outer.all;
  return [...inner.protocols].every(([protocol, needed]) => {
    const offered = portsFor(outer, protocol);
    return includes(offered.numbers, needed.numbers) && [...needed.names].every((name) => hasName(offered, name));
  });
}

/** Whether there is no port at all. */
export function hasNoPorts(set: PortSet): boolean {
  return !set.all && set.protocols.size === 0;
}
