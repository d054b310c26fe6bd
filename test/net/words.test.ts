// What people see of sets: summaries, suggestions, hover descriptions.
import fc from 'fast-check';
import { IPv4CidrRange, IPv6CidrRange } from 'ip-num';
import { describe, expect, it, test } from 'vitest';
import { addressesOf } from '../../server/src/engine/net/address-set.ts';
import { understandCidr } from '../../server/src/engine/net/cidr.ts';
import { describeCidr, fromIpNum, toIpNum } from '../../server/src/engine/net/describe.ts';
import { equals, setOf } from '../../server/src/engine/net/interval-set.ts';
import { allPorts, portsOf, unionPorts } from '../../server/src/engine/net/port-set.ts';
import { sizeOfRange, type CidrRange } from '../../server/src/engine/net/range.ts';
import { hostBitChoice, mergeable } from '../../server/src/engine/net/suggest.ts';
import { countText, describeAddresses, describePorts, describeRange, groupDigits, networkList } from '../../server/src/engine/net/summary.ts';
import { anyNetwork, networkIn, world } from './arbitraries.ts';

function cidr(text: string): CidrRange {
  const reading = understandCidr(text);
  if (reading === undefined) throw new Error(text);
  return reading.range;
}

describe('summaries', () => {
  it('count', () => {
    expect([0, 999, 1000, 16_777_216].map(groupDigits)).toEqual(['0', '999', '1,000', '16,777,216']);
    expect([1n, 1n << 32n, (1n << 32n) + 1n, 1n << 96n, 1n << 128n, 3n << 94n].map(countText))
      .toEqual(['1', '4,294,967,296', 'about 2^32', '2^96', '2^128', 'about 2^95.6']);
  });

  test.each([
    ['10.0.0.0/8', '10.0.0.0/8 (10.0.0.0 – 10.255.255.255, 16,777,216 addresses)'],
    ['0.0.0.0/0', '0.0.0.0/0 (0.0.0.0 – 255.255.255.255, 4,294,967,296 addresses)'],
    ['10.0.0.1/32', '10.0.0.1/32 (1 address)'],
    ['2001:db8::/32', '2001:db8::/32 (2001:db8:: – 2001:db8:ffff:ffff:ffff:ffff:ffff:ffff, 2^96 addresses)'],
  ])('%s', (text, words) => { expect(describeRange(cidr(text))).toBe(words); });

  it('list networks up to a cap', () => {
    const set = addressesOf([cidr('10.0.0.0/8'), cidr('2001:db8::/32')], [cidr('10.1.0.0/16')]);
    expect(networkList(set)).toEqual({ shown: expect.arrayContaining(['10.128.0.0/9']) as string[], more: true });
    expect(networkList(set, 9)).toMatchObject({ more: false });
    expect(describeAddresses(set)).toBe('16,711,680 IPv4 addresses, 2^96 IPv6 addresses');
    expect(describeAddresses(addressesOf([cidr('0.0.0.0/1'), cidr('128.0.0.0/1')]))).toBe('any IPv4 address');
    expect(describeAddresses(addressesOf([]))).toBe('no address');
  });

  it('name ports', () => {
    const ports = portsOf([{ protocol: 'TCP', first: 8000, last: 8080 }, { protocol: 'TCP', first: 443 }, { protocol: 'TCP', name: 'http' }, { protocol: 'UDP' }]);
    expect(describePorts(ports)).toBe('TCP 443, 8000–8080, http; any UDP port');
    expect(describePorts(portsOf([{ protocol: 'TCP', first: 32768, last: 65535 }]))).toBe('TCP 32768 and up');
    expect([allPorts, unionPorts()].map(describePorts)).toEqual(['any port', 'no port']);
  });
});

describe('suggestions', () => {
  test.each([
    ['10.1.2.3/16', 'network'], ['10.1.2.0/23', undefined], ['10.1.3.0/23', 'network'], ['10.1.2.3/24', undefined], ['10.1.2.128/24', undefined],
    ['2001:db8::1/64', undefined], ['2001:db8::1/48', 'network'],
  ])('%s: preferred %s', (text, preferred) => {
    const reading = understandCidr(text);
    expect(reading && hostBitChoice(reading)?.preferred).toBe(preferred);
  });

  it('merge siblings to the end', () => {
    const merges = (...texts: string[]): unknown => mergeable(texts.map(cidr)).map(({ merged, from }) => `${merged.text} ${from.join(',')}`);
    expect(merges('10.0.0.0/24', '10.0.1.0/24')).toEqual(['10.0.0.0/23 0,1']);
    expect(merges('10.0.1.0/24', '10.0.2.0/24')).toEqual([]);
    expect(merges('10.0.3.0/24', '10.0.0.0/23', '10.0.2.0/24')).toEqual(['10.0.0.0/22 0,1,2']);
    expect(merges('10.0.0.0/24', '10.0.0.0/24', '10.0.0.128/25')).toEqual([]);
    expect(merges('::/1', '8000::/1', '10.0.0.0/24')).toEqual(['::/0 0,1']);
    expect(merges('0.0.0.0/1', '8000::/1')).toEqual([]);
  });

  it('merging keeps the addresses and saves items', () => {
    fc.assert(fc.property(world.chain((where) => fc.array(networkIn(where), { maxLength: 12 })), (ranges) => {
      const merges = mergeable(ranges);
      const replaced = new Set(merges.flatMap((merge) => merge.from));
      const after = [...merges.map((merge) => merge.merged), ...ranges.filter((_, at) => !replaced.has(at))];
      const family = ranges[0]?.family ?? 4;
      expect(equals(setOf(family, after), setOf(family, ranges))).toBe(true);
      for (const { merged, from } of merges) {
        expect(from.length).toBeGreaterThan(1);
        expect(from.reduce((size, at) => size + sizeOfRange(ranges[at] ?? merged), 0n)).toBe(sizeOfRange(merged));
      }
      expect(mergeable(after)).toEqual([]);
    }), { numRuns: 1000 });
  });
});

describe('hover', () => {
  it('describes IPv4', () => {
    expect(describeCidr(cidr('10.1.0.0/16'))).toEqual({
      family: 4, text: '10.1.0.0/16', first: '10.1.0.0', last: '10.1.255.255', size: 65536n, prefix: 16, netmask: '255.255.0.0', wildcard: '0.0.255.255',
      previous: '10.0.0.0/16', next: '10.2.0.0/16', halves: ['10.1.0.0/17', '10.1.128.0/17'],
    });
    expect(describeCidr(cidr('0.0.0.0/0'))).toEqual({
      family: 4, text: '0.0.0.0/0', first: '0.0.0.0', last: '255.255.255.255', size: 1n << 32n, prefix: 0, netmask: '0.0.0.0', wildcard: '255.255.255.255',
      halves: ['0.0.0.0/1', '128.0.0.0/1'],
    });
    expect(describeCidr(cidr('255.255.255.255/32'))).toMatchObject({ size: 1n, previous: '255.255.255.254/32' });
    expect(describeCidr(cidr('255.255.255.255/32'))).not.toHaveProperty('halves');
  });

  it('describes IPv6, mapped addresses too', () => {
    expect(describeCidr(cidr('2001:db8::/32'))).toEqual({
      family: 6, text: '2001:db8::/32', first: '2001:db8::', last: '2001:db8:ffff:ffff:ffff:ffff:ffff:ffff', size: 1n << 96n, prefix: 32,
      previous: '2001:db7::/32', next: '2001:db9::/32', halves: ['2001:db8::/33', '2001:db8:8000::/33'],
    });
    expect(describeCidr(cidr('::/0'))).toMatchObject({ size: 1n << 128n, last: 'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff' });
    expect(describeCidr(cidr('::ffff:0:0/90'))).toMatchObject({ first: '::ffc0:0:0' });
  });

  it('agrees with ip-num on every network', () => {
    fc.assert(fc.property(anyNetwork, (network) => {
      expect(fromIpNum(toIpNum(network))).toEqual(network);
      const described = describeCidr(network);
      expect(described.size).toBe(sizeOfRange(network));
      const embedded = network.family === 6 && network.text.includes('.');
      if (embedded) return;
      const own = network.family === 4 ? IPv4CidrRange.fromCidr(network.text) : IPv6CidrRange.fromCidr(network.text);
      expect([own.getFirst().getValue(), own.getLast().getValue()]).toEqual([network.first, network.last]);
    }), { numRuns: 300 });
  });
});
