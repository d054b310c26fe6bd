// Cutting the ports so that several rules can be compared port by port.
//
// "Do the other rules together allow this address on the same port?" must not be answered with the union of rules on
// different ports. Between two neighbouring borders all sets agree, so one question per segment settles it.

import { HIGHEST_PORT, LOWEST_PORT, coversPorts, type PortSet } from './port-set.ts';

/** Ports that each of the sets has all of or none of. */
export type PortSegment =
  | { readonly kind: 'numbers'; readonly protocol: string; readonly first: number; readonly last: number }
  | { readonly kind: 'name'; readonly protocol: string; readonly name: string }
  /** Every protocol that none of the sets mentions. */
  | { readonly kind: 'other-protocols' };

/** The segments of all ports that at least one of the sets has, in order: by protocol, numbers before names. */
export function portSegments(sets: readonly PortSet[]): PortSegment[] {
  const protocols = [...new Set(sets.flatMap((set) => [...set.protocols.keys()]))].sort();
  const segments = protocols.flatMap((protocol) => [...numberSegments(sets, protocol), ...nameSegments(sets, protocol)]);
  if (sets.some((set) => set.all)) segments.push({ kind: 'other-protocols' });
  return segments.filter((segment) => sets.some((set) => hasSegment(set, segment)));
}

/** Whether the set has the segment; exact for segments that were cut with this set among the others. */
export function hasSegment(set: PortSet, segment: PortSegment): boolean {
  if (set.all) return true;
  return segment.kind === 'other-protocols' ? false : coversPorts(set, segmentPorts(segment));
}

/** The segment as a set of its own. */
function segmentPorts(segment: Exclude<PortSegment, { kind: 'other-protocols' }>): PortSet {
  const ports = segment.kind === 'name'
    ? { numbers: [], names: new Set([segment.name]) }
    : { numbers: [{ first: segment.first, last: segment.last }], names: new Set<string>() };
  return { all: false, protocols: new Map([[segment.protocol, ports]]) };
}

function numberSegments(sets: readonly PortSet[], protocol: string): PortSegment[] {
  const cuts = new Set([LOWEST_PORT, HIGHEST_PORT + 1]);
  for (const set of sets) {
    for (const { first, last } of set.protocols.get(protocol)?.numbers ?? []) cuts.add(first).add(last + 1);
  }
  const starts = [...cuts].sort((left, right) => left - right);
  return starts.slice(0, -1).map((first, at) => ({ kind: 'numbers', protocol, first, last: (starts[at + 1] ?? first + 1) - 1 }));
}

function nameSegments(sets: readonly PortSet[], protocol: string): PortSegment[] {
  const names = new Set(sets.flatMap((set) => [...(set.protocols.get(protocol)?.names ?? [])]));
  return [...names].sort().map((name) => ({ kind: 'name', protocol, name }));
}
