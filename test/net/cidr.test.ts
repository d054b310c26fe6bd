import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { parseCidr, rewrites, understandCidr } from '../../server/src/engine/net/cidr.ts';
import { cidrDialects, type CidrDialectId } from '../../server/src/engine/net/dialect.ts';
import type { CidrFact } from '../../server/src/engine/net/facts.ts';
import { reasonText } from '../../server/src/engine/net/reason.ts';
import { sameRange } from '../../server/src/engine/net/range.ts';
import { anyNetwork, nearlyCidr } from './arbitraries.ts';

const dialectIds = Object.keys(cidrDialects) as CidrDialectId[];

/** The facts that are true, for short tables. */
function factsOf(text: string, dialect: CidrDialectId = 'ipblock'): CidrFact[] | string {
  const result = parseCidr(text, cidrDialects[dialect]);
  if (!result.ok) return result.reason.code;
  return (Object.entries(result.facts) as [CidrFact, boolean][]).filter(([, isTrue]) => isTrue).map(([fact]) => fact);
}

function networkOf(text: string, dialect: CidrDialectId = 'ipblock'): string | undefined {
  const result = parseCidr(text, cidrDialects[dialect]);
  return result.ok ? result.range.text : undefined;
}

/** Accepted by `ipblock`, `go-cidr` (net.ParseCIDR), `go-prefix` (netip.ParsePrefix), as Go itself answers. */
const accepted: readonly (readonly [text: string, network: string, ipblock: boolean, goCidr: boolean, goPrefix: boolean])[] = [
  ['10.0.0.0/8', '10.0.0.0/8', true, true, true],
  ['0.0.0.0/0', '0.0.0.0/0', true, true, true],
  ['255.255.255.255/32', '255.255.255.255/32', true, true, true],
  ['10.0.0.2/31', '10.0.0.2/31', true, true, true],
  ['::/0', '::/0', true, true, true],
  ['ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff/128', 'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff/128', true, true, true],
  ['2001:DB8::/32', '2001:db8::/32', true, true, true],
  ['010.0.0.0/8', '10.0.0.0/8', true, false, false],
  ['10.0.0.0/08', '10.0.0.0/8', true, true, false],
  ['10.0.0.0/00', '0.0.0.0/0', true, true, false],
  ['10.0.0.0/032', '10.0.0.0/32', true, true, false],
  ['2001:db8::/032', '2001:db8::/32', true, true, false],
  ['10.0.0.1/24', '10.0.0.0/24', true, true, true],
  ['::ffff:10.0.0.0/104', '10.0.0.0/8', true, true, true],
  ['::1.2.3.4/96', '::/96', true, true, true],
  ['1:2:3:4:5:6:1.2.3.4/64', '1:2:3:4::/64', true, true, true],
  ['2001:db8::1.2.3.0/120', '2001:db8::102:300/120', true, true, true],
  ['::00001/128', '::1/128', true, false, false],
  ['1:2:3:4:5:6:7::/112', '1:2:3:4:5:6:7:0/112', true, true, true],
];

const rejected: readonly string[] = [
  '', ' ', '/', '/8', '10.0.0.0/33', '10.0.0.0/-1', '10.0.0.0/+8', '10.0.0.0/', '10.0.0.0/8/8', '10.0.0/8', '10/8', '1.2.3.4.5/8', '1.2.3.4',
  '::1', ' 10.0.0.0/8', '10.0.0.0/8 ', '10.0.0.0/8\n', '10.0.0.0 /8', 'fe80::1%eth0/64', '::%x/0', '2001:db8::/129', '2001:db8::g/64',
  '12345::/16', '256.0.0.0/8', '10.0.0.0/255.0.0.0', '167772160/8', '0x0a.0.0.0/8', '10.0.0.0/0x8', '10..0.0/8', '.10.0.0.0/8', '10.0.0.0./8',
  ':::/0', '1::2::3/64', '1:2:3:4:5:6:7/64', '1:2:3:4:5:6:7:8:9/64', '::1:2:3:4:5:6:7:8/64', '1:2:3:4:5:6:7:8::/64', ':1::/64', '1:/64',
  '1.2.3.4::/64', '::1.2.3/64', '::1.2.3.256/96', '1:2:3:4:5:6:7:1.2.3.4/64', '10.0.0.0/٨',
];

describe('what the parsers of Go and Kubernetes accept', () => {
  test.each(accepted)('%s is %s', (text, network, ipblock, goCidr, goPrefix) => {
    expect(networkOf(text)).toBe(network);
    expect([parseCidr(text, cidrDialects.ipblock).ok, parseCidr(text, cidrDialects['go-cidr']).ok, parseCidr(text, cidrDialects['go-prefix']).ok])
      .toEqual([ipblock, goCidr, goPrefix]);
  });

  test.each(rejected)('%j is refused by all of them', (text) => {
    for (const id of ['ipblock', 'crd-format-cidr', 'go-cidr', 'go-prefix', 'cel-cidr'] as const) expect(parseCidr(text, cidrDialects[id]).ok).toBe(false);
  });
});

describe('facts', () => {
  test.each<[string, CidrFact[]]>([
    ['10.0.0.0/8', []],
    ['2001:db8::/32', []],
    ['10.0.0.1/24', ['hostBits']],
    ['010.0.0.0/8', ['leadingZeros', 'addressZeros']],
    ['172.16.0.0/012', ['leadingZeros', 'prefixZeros']],
    ['010.0.0.1/08', ['hostBits', 'leadingZeros', 'addressZeros', 'prefixZeros']],
    ['::ffff:10.0.0.0/104', ['ipv4Mapped']],
    ['::ffff:a00:0/104', ['ipv4Mapped', 'notCanonical']],
    ['::ffff:10.0.0.5/120', ['hostBits', 'ipv4Mapped']],
    ['2001:DB8:0:0::/32', ['notCanonical']],
    ['2001:0db8::/32', ['notCanonical']],
    ['1:0:0:2::/64', []],
    ['1::2:0:0:0:0/64', ['notCanonical']],
    ['2001:db8:0:1:1:1:1:0/112', []],
    ['2001:db8::1:1:1:1:0/112', ['notCanonical']],
    ['00001::/16', ['leadingZeros', 'addressZeros', 'notCanonical']],
    ['64:ff9b::/96', []],
    ['::10.0.0.0/104', ['notCanonical']],
  ])('%s: %j', (text, facts) => { expect(factsOf(text)).toEqual(facts); });

  it('keeps the written address beside the network', () => {
    expect(parseCidr('10.1.2.3/16')).toMatchObject({ address: 0x0a010203n, range: { first: 0x0a010000n, last: 0x0a01ffffn, prefix: 16 } });
    expect(parseCidr('::ffff:10.1.2.3/112')).toMatchObject({ address: 0x0a010203n, range: { family: 4, text: '10.1.0.0/16' } });
  });
});

describe('dialects', () => {
  test.each<[CidrDialectId, string, CidrFact[] | string]>([
    ['source-ranges', ' 10.0.0.0/8\t', ['blanks']],
    ['source-ranges', '10.0.0.0 /8', 'blank'],
    ['istio', '10.0.0.5/8', ['hostBits']],
    ['istio', '10.0.0.5', ['bareAddress']],
    ['istio', 'fe80::1%eth0', ['bareAddress', 'zone']],
    ['istio', 'fe80::1%', 'zone'],
    ['istio', '10.0.0.1%eth0', 'octet-not-a-number'],
    ['istio', 'fe80::1%eth0/64', 'zone'],
    ['istio', '010.0.0.5', 'leading-zeros'],
    ['istio', '10.0.0.0/08', 'leading-zeros'],
    ['istio', '::ffff:10.0.0.0/104', ['ipv4Mapped']],
    ['authz', '', 'empty'],
    ['istio-ip', '10.0.0.0/8', 'prefix-unwanted'],
    ['legacy-ip', '010.0.0.1', ['leadingZeros', 'addressZeros', 'bareAddress']],
    ['cel-cidr', '::ffff:10.0.0.0/104', 'ipv4-mapped'],
    ['calico-rule-net', '10.0.0.1/24', 'host-bits'],
    ['calico-rule-net', '10.0.0.1', 'no-prefix'],
    ['calico-net-or-ip', '10.0.0.1', ['bareAddress']],
    ['calico-cidr', '10.0.0.1/24', ['hostBits']],
    ['go-cidr', '10.0.0.0/08', ['leadingZeros', 'prefixZeros']],
    ['ipv4-cidr', '2001:db8::/32', 'ipv6-unsupported'],
  ])('%s %j: %j', (dialect, text, expected) => { expect(factsOf(text, dialect)).toEqual(expected); });

  it('leaves IPv4-mapped networks in IPv6 where netip does', () => {
    expect(networkOf('::ffff:10.0.0.0/104', 'istio')).toBe('::ffff:10.0.0.0/104');
    expect(networkOf('::ffff:10.0.0.0/104', 'ipblock')).toBe('10.0.0.0/8');
    expect(networkOf('::ffff:10.0.0.0/90', 'ipblock')).toBe('::ffc0:0:0/90');
  });

  it('says what a refused value means', () => {
    const result = parseCidr('10.0.0.1/24', cidrDialects['calico-rule-net']);
    expect(result).toMatchObject({ ok: false, reading: { range: { text: '10.0.0.0/24' } } });
  });
});

/** Code, offending characters, replacements (several items joined by " + "). */
const mistakes: readonly (readonly [text: string, code: string, found: string, suggestions: readonly string[]])[] = [
  ['', 'empty', '', []],
  ['   ', 'empty', '   ', []],
  ['10.0.0.1', 'no-prefix', '', ['10.0.0.1/32']],
  ['2001:DB8::1', 'no-prefix', '', ['2001:db8::1/128']],
  ['::ffff:10.0.0.1', 'no-prefix', '', ['10.0.0.1/32']],
  ['10.0.0.0/255.0.0.0', 'netmask', '255.0.0.0', ['10.0.0.0/8']],
  ['10.0.0.0/0.255.255.255', 'netmask', '0.255.255.255', ['10.0.0.0/8']],
  ['10.1.2.3/255.255.0.0', 'netmask', '255.255.0.0', ['10.1.0.0/16', '10.1.2.3/32']],
  ['10.0.0.0/255.0.255.0', 'netmask', '255.0.255.0', []],
  ['0.0.0.0/0.0.0.0', 'netmask', '0.0.0.0', ['0.0.0.0/0']],
  ['10.0.0.0/0.0.0.0', 'netmask', '0.0.0.0', []],
  ['10.0.0.1/255.255.255.255', 'netmask', '255.255.255.255', ['10.0.0.1/32']],
  ['10.0.*.*', 'wildcard', '*.*', ['10.0.0.0/16']],
  ['10.*', 'wildcard', '*', ['10.0.0.0/8']],
  ['10.0.x.x', 'wildcard', 'x.x', ['10.0.0.0/16']],
  ['10.0.*.*/16', 'wildcard', '*.*', ['10.0.0.0/16']],
  ['10.*.1.*', 'wildcard', '*.1.*', []],
  ['*', 'wildcard', '*', ['0.0.0.0/0', '::/0']],
  ['10.0.0/8', 'short', '10.0.0', ['10.0.0.0/8']],
  ['10/8', 'short', '10', ['10.0.0.0/8']],
  ['10.1.2/8', 'short', '10.1.2', []],
  ['10.0.0', 'too-few-octets', '10.0.0', []],
  ['10.0.0.0/33', 'prefix-too-long', '33', []],
  ['10.0.0.1/128', 'prefix-too-long', '128', ['10.0.0.1/32']],
  ['2001:db8::/129', 'prefix-too-long', '129', []],
  ['10.0.0.0/', 'prefix-missing', '/', []],
  ['10.0.0.0/-1', 'prefix-sign', '-1', []],
  ['10.0.0.0/+8', 'prefix-sign', '+8', ['10.0.0.0/8']],
  ['10.0.0.0/0x8', 'prefix-not-a-number', '0x8', []],
  ['10.0.0.0/8/', 'extra-slash', '/', ['10.0.0.0/8']],
  ['10.0.0.0/8/8', 'extra-slash', '/', []],
  ['10.0.0.0//8', 'stray-character', '/', ['10.0.0.0/8']],
  ['10.0.0.0\\8', 'stray-character', '\\', ['10.0.0.0/8']],
  ['"10.0.0.0/8"', 'stray-character', '"', ['10.0.0.0/8']],
  ['[2001:db8::]/32', 'stray-character', '[', ['2001:db8::/32']],
  ['10.0.0.0/8,', 'stray-character', ',', ['10.0.0.0/8']],
  ['10.0.256.0/24', 'octet-too-large', '256', []],
  ['10..0.0/8', 'octet-empty', '', []],
  ['10.o.0.0/8', 'octet-not-a-number', 'o', []],
  ['10.0.0.o/8', 'octet-not-a-number', 'o', []],
  ['0x0a.0.0.0/8', 'octet-not-a-number', '0x0a', []],
  ['1.2.3.4.5/8', 'too-many-octets', '.5', []],
  [' 10.0.0.0/8', 'blank', ' ', ['10.0.0.0/8']],
  ['10.0.0.0 / 8', 'blank', ' ', ['10.0.0.0/8']],
  ['10.0.0.0/8\u200b', 'blank', '\u200b', ['10.0.0.0/8']],
  ['10.0.0.0-10.0.0.255', 'range', '10.0.0.0-10.0.0.255', ['10.0.0.0/24']],
  ['10.0.0.1 - 10.0.0.4', 'range', '10.0.0.1 - 10.0.0.4', ['10.0.0.1/32 + 10.0.0.2/31 + 10.0.0.4/32']],
  ['10.0.0.4-7', 'range', '10.0.0.4-7', ['10.0.0.4/30']],
  ['10.0.0.0/24-10.0.3.0/24', 'range', '10.0.0.0/24-10.0.3.0/24', ['10.0.0.0/22']],
  ['10.0.0.9-10.0.0.1', 'range', '10.0.0.9-10.0.0.1', []],
  ['2001:db8::-2001:db8::ff', 'range', '2001:db8::-2001:db8::ff', ['2001:db8::/120']],
  ['10.0.0.1-2001:db8::', 'range', '10.0.0.1-2001:db8::', []],
  ['10.0.0.0/8, 10.1.0.1', 'list', '10.0.0.0/8, 10.1.0.1', ['10.0.0.0/8 + 10.1.0.1/32']],
  ['10.0.0.0/8 172.16.0.0/12', 'list', '10.0.0.0/8 172.16.0.0/12', ['10.0.0.0/8 + 172.16.0.0/12']],
  ['10.0.0.0/8;nonsense', 'list', '10.0.0.0/8;nonsense', []],
  ['api.example.com', 'hostname', 'api.example.com', []],
  ['*.example.com', 'hostname', '*.example.com', []],
  ['api.example.com:443', 'hostname', 'api.example.com:443', []],
  ['localhost', 'hostname', 'localhost', []],
  ['https://10.0.0.1:8443/x', 'url', 'https://10.0.0.1:8443/x', ['10.0.0.1/32']],
  ['https://api.example.com', 'url', 'https://api.example.com', []],
  ['10.0.0.1:443', 'port', ':443', ['10.0.0.1/32']],
  ['[2001:db8::1]:443', 'port', ':443', ['2001:db8::1/128']],
  ['fe80::1%eth0/64', 'zone', '%eth0', ['fe80::/64', 'fe80::1/128']],
  ['fe80::%eth0/10', 'zone', '%eth0', ['fe80::/10']],
  ['12345::/16', 'group-too-long', '12345', []],
  ['2001:db8::g/64', 'group-not-hex', 'g', []],
  [':1::/64', 'group-empty', ':', []],
  ['1::2::3/64', 'second-compression', '::', []],
  [':::/0', 'second-compression', ':::', []],
  ['1:2:3/48', 'too-few-groups', '1:2:3', []],
  ['1:2:3:4:5:6:7:8:9/64', 'too-many-groups', '9', []],
  ['1:2:3:4::5:6:7:8/64', 'useless-compression', '::', []],
  ['1.2.3.4::/64', 'dotted-tail', '1.2.3.4', []],
  ['::1.2.3.256/96', 'octet-too-large', '256', []],
  ['167772160/8', 'not-an-address', '167772160', []],
];

describe('mistakes', () => {
  test.each(mistakes)('%j: %s at %j, instead %j', (text, code, found, suggestions) => {
    const result = parseCidr(text);
    if (result.ok) throw new Error('accepted');
    expect(result.reason.code).toBe(code);
    expect(result.reason.found).toBe(found);
    expect(result.suggestions.map((suggestion) => suggestion.texts.join(' + '))).toEqual(suggestions);
    expect(reasonText(result.reason)).not.toMatch(/undefined|NaN/);
  });

  it('points at the octet, the group or the prefix length with leading zeros', () => {
    const at = (text: string): string | undefined => {
      const result = parseCidr(text, cidrDialects.istio);
      return result.ok ? undefined : `${result.reason.at.start}:${result.reason.found}`;
    };
    expect(at('10.010.0.0/16')).toBe('3:010');
    expect(at('10.0.0.00')).toBe('7:00');
    expect(at('10.0.0.0/08')).toBe('9:08');
    expect(at('2001:00db8::/32')).toBe('5:00db8');
    expect(at('::ffff:1.02.3.4')).toBe('9:02');
  });

  it('suggests what the dialect accepts', () => {
    const texts = (text: string, id: CidrDialectId): readonly (readonly string[])[] => {
      const result = parseCidr(text, cidrDialects[id]);
      return result.ok ? [] : result.suggestions.map((suggestion) => suggestion.texts);
    };
    expect(texts('[10.0.0.1]', 'istio')).toEqual([['10.0.0.1']]);
    expect(texts('10.0.0.1/32', 'istio-ip')).toEqual([['10.0.0.1']]);
    expect(texts('10.0.0.0/24', 'istio-ip')).toEqual([]);
    expect(texts('010.0.0.0/8', 'istio')).toEqual([['10.0.0.0/8']]);
    expect(texts('10.0.0.1/24', 'calico-rule-net')).toEqual([['10.0.0.0/24'], ['10.0.0.1/32']]);
    expect(texts('10.0.0.1/24', 'calico-net-or-ip')).toEqual([['10.0.0.0/24'], ['10.0.0.1']]);
    expect(texts('::ffff:10.0.0.0/104', 'cel-cidr')).toEqual([['10.0.0.0/8']]);
    expect(texts('fe80::1', 'ipv4-cidr')).toEqual([]);
  });

  it('offers the rewrites of an accepted value', () => {
    const of = (text: string): readonly (readonly string[])[] => {
      const reading = understandCidr(text);
      return reading === undefined ? [] : rewrites(reading).map((suggestion) => suggestion.texts);
    };
    expect(of('10.1.2.3/16')).toEqual([['10.1.0.0/16'], ['10.1.2.3/32']]);
    expect(of('2001:DB8:0:0::/32')).toEqual([['2001:db8::/32']]);
    expect(of('::ffff:10.0.0.5/120')).toEqual([['10.0.0.0/24'], ['10.0.0.5/32']]);
    expect(of('::ffff:10.0.0.5/80')).toEqual([]);
  });
});

describe('very long text', () => {
  test.each(['.', ':', '1', '-', ' ', '10.0.0.0/8,', 'a.', '/', '%', '*', '0:'])('of %j is answered briefly', (piece) => {
    for (const length of [1900, 100_000]) {
      const result = parseCidr(piece.repeat(length / piece.length), cidrDialects.istio);
      expect(!result.ok && reasonText(result.reason).length < 200).toBe(true);
    }
  });
});

describe('properties', () => {
  it('reads every canonical text as itself, without facts', () => {
    fc.assert(fc.property(anyNetwork, (network) => {
      const result = parseCidr(network.text, cidrDialects['go-prefix']);
      if (!result.ok) throw new Error(result.reason.code);
      expect(sameRange(result.range, network) && result.range.text === network.text && result.range.last === network.last).toBe(true);
      expect(result.bits & ~8).toBe(0);
    }), { numRuns: 1000 });
  });

  it('never throws, points inside the text, and suggests only valid clean texts', () => {
    fc.assert(fc.property(nearlyCidr, fc.constantFrom(...dialectIds), (text, id) => {
      const result = parseCidr(text, cidrDialects[id]);
      if (result.ok) return;
      const { start, end } = result.reason.at;
      expect(text.slice(start, end)).toBe(result.reason.found);
      expect(start >= 0 && start <= end && end <= text.length).toBe(true);
      for (const suggested of result.suggestions.flatMap((suggestion) => suggestion.texts)) expect([[], ['bareAddress']]).toContainEqual(factsOf(suggested, id));
    }), { numRuns: 5000 });
  });
});
