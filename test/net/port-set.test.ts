import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hasSegment, portSegments, type PortSegment } from '../../server/src/engine/net/port-segments.ts';
import { allPorts, coversPorts, hasNoPorts, intersectPorts, portsIntersect, portsOf, unionPorts, type PortItem, type PortSet } from '../../server/src/engine/net/port-set.ts';
import { both, only } from './arbitraries.ts';

const tcp = (first: number, last = first): PortItem => ({ protocol: 'TCP', first, last });

/** Few borders, so that they often coincide; both ends of the range. */
const border = fc.constantFrom(1, 2, 79, 80, 81, 443, 444, 65534, 65535);
const item: fc.Arbitrary<PortItem> = fc.oneof(
  fc.tuple(fc.constantFrom('TCP', 'UDP'), border, border).map(([protocol, a, b]) => ({ protocol, first: Math.min(a, b), last: Math.max(a, b) })),
  fc.tuple(fc.constantFrom('TCP', 'UDP'), fc.constantFrom('http', 'dns')).map(([protocol, name]) => ({ protocol, name })),
  fc.constantFrom<PortItem>({ protocol: 'TCP' }, { protocol: 'UDP' }),
);
const portSet: fc.Arbitrary<PortSet> = fc.oneof({ weight: 8, arbitrary: fc.array(item, { maxLength: 4 }).map(portsOf) }, { weight: 1, arbitrary: fc.constant(allPorts) });

/** The model: the borders, their neighbours, the names and one unheard-of protocol, as plain strings. */
const universe: readonly string[] = [
  ...['TCP', 'UDP'].flatMap((protocol) => [...[1, 2, 3, 79, 80, 81, 82, 442, 443, 444, 445, 65533, 65534, 65535].map(String), 'http', 'dns', 'other-name'].map((port) => `${protocol} ${port}`)),
  'ICMP',
];

function model(set: PortSet): Set<string> {
  return new Set(universe.filter((element) => {
    if (set.all) return true;
    const [protocol = '', port = ''] = element.split(' ');
    const ports = set.protocols.get(protocol);
    if (ports === undefined) return false;
    const [only] = ports.numbers;
    const number = Number(port);
    if (Number.isNaN(number)) return ports.names.has(port) || (only?.first === 1 && only.last === 65535);
    return ports.numbers.some(({ first, last }) => first <= number && number <= last);
  }));
}

describe('port sets', () => {
  it('agree with a model', () => {
    fc.assert(fc.property(portSet, portSet, (left, right) => {
      const [x, y] = [model(left), model(right)];
      expect(model(unionPorts(left, right))).toEqual(new Set(universe.filter((element) => hasEither(element, left, right, x, y))));
      expect(model(intersectPorts(left, right))).toEqual(both(x, y));
      expect(coversPorts(left, right)).toBe(only(y, x).size === 0);
      expect(portsIntersect(left, right)).toBe(both(x, y).size > 0);
      expect(hasNoPorts(left)).toBe(x.size === 0);
    }), { numRuns: 3000 });
  });

  it('take names to be numbers only where every number is in', () => {
    const named = portsOf([{ protocol: 'TCP', name: 'http' }]);
    expect(coversPorts(portsOf([tcp(80)]), named)).toBe(false);
    expect(coversPorts(portsOf([{ protocol: 'TCP' }]), named)).toBe(true);
    expect(coversPorts(portsOf([tcp(1, 65535)]), named)).toBe(true);
    expect(coversPorts(portsOf([tcp(1, 30000), tcp(30001, 65535)]), named)).toBe(true);
    expect(coversPorts(portsOf([{ protocol: 'UDP' }]), named)).toBe(false);
    expect(coversPorts(named, named)).toBe(true);
  });

  it('keep protocols without ports for everything', () => {
    const each = portsOf([{ protocol: 'TCP' }, { protocol: 'UDP' }, { protocol: 'SCTP' }]);
    expect(coversPorts(each, allPorts)).toBe(false);
    expect(coversPorts(allPorts, each)).toBe(true);
    expect(hasNoPorts(unionPorts())).toBe(true);
    expect(hasNoPorts(portsOf([]))).toBe(true);
  });
});

/** A union may complete a protocol, and then has its names too. */
function hasEither(element: string, left: PortSet, right: PortSet, x: ReadonlySet<string>, y: ReadonlySet<string>): boolean {
  if (x.has(element) || y.has(element)) return true;
  const protocol = element.split(' ')[0] ?? '';
  return element !== 'ICMP' && Number.isNaN(Number(element.split(' ')[1])) && coversPorts(unionPorts(left, right), portsOf([{ protocol }]));
}

describe('segments', () => {
  it('cut at every border, name by name', () => {
    const sets = [portsOf([tcp(80), tcp(443)]), portsOf([tcp(400, 500), { protocol: 'TCP', name: 'http' }]), portsOf([{ protocol: 'UDP' }])];
    expect(portSegments(sets)).toEqual<PortSegment[]>([
      { kind: 'numbers', protocol: 'TCP', first: 80, last: 80 },
      { kind: 'numbers', protocol: 'TCP', first: 400, last: 442 },
      { kind: 'numbers', protocol: 'TCP', first: 443, last: 443 },
      { kind: 'numbers', protocol: 'TCP', first: 444, last: 500 },
      { kind: 'name', protocol: 'TCP', name: 'http' },
      { kind: 'numbers', protocol: 'UDP', first: 1, last: 65535 },
    ]);
    expect(portSegments([allPorts])).toEqual([{ kind: 'other-protocols' }]);
    expect(portSegments([])).toEqual([]);
  });

  it('are wholly in or wholly out of each set, and together are the union', () => {
    fc.assert(fc.property(fc.array(portSet, { maxLength: 4 }), (sets) => {
      const segments = portSegments(sets);
      for (const set of sets) {
        for (const segment of segments) {
          const ports = asSet(segment);
          if (ports === undefined) expect(hasSegment(set, segment)).toBe(set.all);
          else if (segment.kind === 'numbers' && segment.last - segment.first === 65534) expect(hasSegment(set, segment)).toBe(coversPorts(set, ports));
          else expect(hasSegment(set, segment)).toBe(portsIntersect(set, ports));
        }
      }
      if (!sets.some((set) => set.all)) {
        const together = unionPorts(...segments.flatMap((segment) => asSet(segment) ?? []));
        expect(together).toEqual(unionPorts(...sets));
      }
    }), { numRuns: 1000 });
  });
});

function asSet(segment: PortSegment): PortSet | undefined {
  if (segment.kind === 'other-protocols') return undefined;
  return portsOf([segment.kind === 'name' ? { protocol: segment.protocol, name: segment.name } : { ...segment }]);
}
