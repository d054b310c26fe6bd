// What is known about a range of addresses: the records it lies in and those it holds.
import { knownAddresses } from '../../data/known-addresses.ts';
import type { KnownAddress } from '../../data/known-addresses.ts';
import { specialPurposeRecords } from '../../data/special-purpose.ts';
import type { SpecialPurposeKind, SpecialPurposeRecord } from '../../data/special-purpose.ts';
import { addressesIntersect, addressesOf } from '../../net/address-set.ts';
import type { AddressSet } from '../../net/address-set.ts';
import { parseCidr } from '../../net/cidr.ts';
import { cidrDialects } from '../../net/dialect.ts';
import { containsRange, sameRange } from '../../net/range.ts';
import type { CidrRange } from '../../net/range.ts';
import { bullets, capped, code } from '../markdown.ts';
import { enumerated } from '../../text/words.ts';

interface Ranged<Record> {
  readonly record: Record;
  readonly range: CidrRange;
}

interface Tables {
  readonly special: readonly Ranged<SpecialPurposeRecord>[];
  readonly known: readonly Ranged<KnownAddress>[];
}

let tables: Tables | undefined;

/** Read when the first address is looked at: starting costs nothing. */
function readTables(): Tables {
  tables ??= { special: ranged(specialPurposeRecords), known: ranged(knownAddresses) };
  return tables;
}

function ranged<Record extends { readonly cidr: string }>(records: readonly Record[]): readonly Ranged<Record>[] {
  return records.flatMap((record) => {
    // `::ffff:0:0/96` is an IPv6 block here, not all of IPv4.
    const read = parseCidr(record.cidr, cidrDialects['go-prefix']);
    return read.ok ? [{ record, range: read.range }] : [];
  });
}

function narrowest<Record>(all: readonly Ranged<Record>[], range: CidrRange): Ranged<Record> | undefined {
  return all.filter((one) => containsRange(one.range, range)).sort((a, b) => b.range.prefix - a.range.prefix)[0];
}

/** The most specific special-purpose block that a range lies in. */
export function specialBlockOf(range: CidrRange): SpecialPurposeRecord | undefined {
  return narrowest(readTables().special, range)?.record;
}

/** What the range is, one line each: the registered purpose, and what is commonly there. */
export function purposeLines(range: CidrRange): readonly string[] {
  const special = narrowest(readTables().special, range);
  const known = narrowest(readTables().known, range);
  const lines: string[] = [];
  if (special !== undefined) {
    const { name, rfc, note } = special.record;
    lines.push(`**${name}**${within(special, range)} (${rfc})${note === undefined ? '' : `: ${lowerFirst(note)}`}`);
  }
  if (known !== undefined) {
    const { name, note } = known.record;
    lines.push(`Commonly the **${name}**${within(known, range)}${note === undefined ? '.' : `. ${note}`}`);
  }
  return lines;
}

function within(one: Ranged<{ readonly cidr: string }>, range: CidrRange): string {
  return sameRange(one.range, range) ? '' : `, ${code(shortText(one.range))}`;
}

/** A sentence continues after a colon, but names keep their capital. */
function lowerFirst(note: string): string {
  return /^(?:[A-Z][A-Z0-9]|NAT|Set aside|IPv)/.test(note) && !note.startsWith('Set aside') ? note : note.charAt(0).toLowerCase() + note.slice(1);
}

/** Groups of records as a reader thinks of them, the ones that matter most for egress first. */
const groups: readonly (readonly [string, readonly SpecialPurposeKind[]])[] = [
  ['private', ['private']], ['unique local (private)', ['unique-local']], ['carrier-grade NAT', ['shared']], ['link-local', ['link-local']],
  ['loopback', ['loopback']], ['multicast', ['multicast']],
];
const importance: readonly KnownAddress['kind'][] = ['metadata', 'platform', 'credentials', 'dns', 'services', 'pods', 'time', 'public-dns'];

/** What lies inside a wider range, as far as `left` (the range less its exceptions) still has it: one line each. */
export function containedLines(range: CidrRange, left: AddressSet, includes = 'Includes'): readonly string[] {
  const inside = <Record>(all: readonly Ranged<Record>[]): readonly Ranged<Record>[] =>
    all.filter((one) => containsRange(range, one.range) && !sameRange(range, one.range) && addressesIntersect(left, addressesOf([one.range])));
  const special = outermost(inside(readTables().special));
  const known = inside(readTables().known).filter((one) => one.range.prefix === (one.range.family === 4 ? 32 : 128));
  return [...specialLines(special, includes), ...knownLines(known, includes)];
}

function outermost<Record>(all: readonly Ranged<Record>[]): readonly Ranged<Record>[] {
  return all.filter((one) => !all.some((other) => other !== one && containsRange(other.range, one.range) && !sameRange(other.range, one.range)));
}

function specialLines(special: readonly Ranged<SpecialPurposeRecord>[], includes: string): readonly string[] {
  if (special.length === 0) return [];
  if (special.length <= 4) return [`${includes} ${enumerated(special.map(({ record, range }) => `${code(shortText(range))} (${record.name})`))}`];
  const named = groups.filter(([, kinds]) => special.some(({ record }) => kinds.includes(record.kind))).map(([label]) => label);
  return [`${includes} ${enumerated([...named, 'other special addresses'])}`];
}

function knownLines(known: readonly Ranged<KnownAddress>[], includes: string): readonly string[] {
  const sorted = [...known].sort((a, b) => importance.indexOf(a.record.kind) - importance.indexOf(b.record.kind));
  const shown = sorted.length <= 4 ? sorted : sorted.filter(({ record }) => record.kind === 'metadata' || record.kind === 'platform');
  if (shown.length === 0) return [];
  const words = capped(shown.map(({ record, range }) => `${code(shortText(range))}, ${record.name}`), 4);
  return [`${knownHeading(shown.map(({ record }) => record.kind), includes)}\n${nested(words)}`];
}

function knownHeading(kinds: readonly KnownAddress['kind'][], includes: string): string {
  if (!kinds.some((kind) => kind === 'metadata' || kind === 'platform')) return 'Commonly in it:';
  return kinds.every((kind) => kind === 'metadata') ? `${includes} the cloud metadata address:` : `${includes} addresses of cloud platforms:`;
}

function nested(words: readonly string[]): string {
  return bullets(words).replaceAll(/^/gm, '  ');
}

/** A network, or the address alone where it is one. */
function shortText(range: CidrRange): string {
  return range.first === range.last ? range.text.slice(0, range.text.indexOf('/')) : range.text;
}
