import fc from 'fast-check';
import { collapseIPv6Number, IPv6 } from 'ip-num';
import { describe, expect, it, test } from 'vitest';
import { parseAddress } from '../../server/src/engine/net/address.ts';
import { explainAddress } from '../../server/src/engine/net/explain-address.ts';
import { formatAddress } from '../../server/src/engine/net/format.ts';
import { scanAddress } from '../../server/src/engine/net/scan.ts';
import { anyIpv6, nearlyCidr } from './arbitraries.ts';

describe('canonical text', () => {
  // RFC 5952 sections 2, 4 and 5.
  test.each([
    ['2001:db8:0:0:1:0:0:1', '2001:db8::1:0:0:1'],
    ['2001:0db8:0:0:1:0:0:1', '2001:db8::1:0:0:1'],
    ['2001:db8::1:0:0:1', '2001:db8::1:0:0:1'],
    ['2001:db8:aaaa:bbbb:cccc:dddd:eeee:AAAA', '2001:db8:aaaa:bbbb:cccc:dddd:eeee:aaaa'],
    ['2001:db8::1:1:1:1:1', '2001:db8:0:1:1:1:1:1'],
    ['2001:0:0:1:0:0:0:1', '2001:0:0:1::1'],
    ['0:0:0:0:0:0:0:0', '::'],
    ['0:0:0:0:0:0:0:1', '::1'],
    ['1:0:0:0:0:0:0:0', '1::'],
    ['::ffff:c000:0201', '::ffff:192.0.2.1'],
    ['::192.0.2.1', '::c000:201'],
    ['010.000.1.09', '10.0.1.9'],
    ['255.255.255.255', '255.255.255.255'],
  ])('%s is %s', (text, canonical) => {
    const result = parseAddress(text);
    expect(result).toMatchObject({ ok: true, text: canonical, notCanonical: text !== canonical });
  });
});

describe('mistakes', () => {
  test.each([
    ['', 'empty', ''], ['10.0.0', 'too-few-octets', '10.0.0'], ['10.0.0.256', 'octet-too-large', '256'], ['10.0.0.0/8', 'prefix-unwanted', '/8'],
    ['fe80::1%eth0', 'zone', '%eth0'], ['10. 0.0.0', 'blank', ' '], ['1::2::3', 'second-compression', '::'], ['abc', 'not-an-address', 'abc'],
  ])('%j: %s', (text, code, found) => { expect(parseAddress(text)).toMatchObject({ ok: false, reason: { code, found } }); });
});

describe('properties', () => {
  it('format then parse is the identity', () => {
    fc.assert(fc.property(fc.bigInt({ min: 0n, max: (1n << 32n) - 1n }), (value) => {
      expect(parseAddress(formatAddress(4, value))).toMatchObject({ ok: true, family: 4, value, leadingZeros: false, notCanonical: false });
    }));
    fc.assert(fc.property(fc.oneof(anyIpv6(), fc.bigInt({ min: 0n, max: (1n << 128n) - 1n })), (value) => {
      expect(parseAddress(formatAddress(6, value))).toMatchObject({ ok: true, family: 6, value, leadingZeros: false, notCanonical: false });
    }));
  });

  it('any way to write the groups has the same value, and is canonical only if it is the canonical text', () => {
    const spelling = fc.record({ value: anyIpv6(), padded: fc.boolean(), upper: fc.boolean(), from: fc.nat(7), length: fc.integer({ min: 1, max: 8 }) });
    fc.assert(fc.property(spelling, ({ value, padded, upper, from, length }) => {
      const groups = Array.from({ length: 8 }, (_, at) => Number((value >> BigInt(112 - at * 16)) & 0xffffn));
      const texts = groups.map((group) => group.toString(16).padStart(padded ? 4 : 1, '0'));
      const zeros = groups.slice(from, from + length).every((group) => group === 0) && from + length <= 8;
      const plain = zeros ? `${texts.slice(0, from).join(':')}::${texts.slice(from + length).join(':')}` : texts.join(':');
      const text = upper ? plain.toUpperCase() : plain;
      expect(parseAddress(text)).toMatchObject({ ok: true, value, notCanonical: text !== formatAddress(6, value) });
    }), { numRuns: 2000 });
  });

  it('agrees with ip-num on compression', () => {
    fc.assert(fc.property(anyIpv6().filter((value) => value >> 32n !== 0xffffn), (value) => {
      expect(formatAddress(6, value)).toBe(collapseIPv6Number(new IPv6(value).toString()));
    }));
  });

  it('explains exactly what the scanner does not accept', () => {
    fc.assert(fc.property(nearlyCidr.map((text) => text.split('/')[0] ?? ''), (text) => {
      expect(explainAddress(text, 0, text.length) === undefined).toBe(scanAddress(text, 0, text.length) !== 0);
    }), { numRuns: 5000 });
  });
});
