// What a CIDR or an address covers.
import { addressesOf, hasNoAddresses, intersectAddresses, networksOf, subtractAddresses } from '../../net/address-set.ts';
import type { AddressSet } from '../../net/address-set.ts';
import { parseCidr, understandCidr } from '../../net/cidr.ts';
import type { CidrReading } from '../../net/read.ts';
import { describeCidr } from '../../net/describe.ts';
import { cidrDialects } from '../../net/dialect.ts';
import type { CidrDialect, CidrDialectId } from '../../net/dialect.ts';
import { familyName } from '../../net/family.ts';
import { formatAddress } from '../../net/format.ts';
import { addressCount, describeAddresses, networkList } from '../../net/summary.ts';
import { containsRange } from '../../net/range.ts';
import type { CidrRange } from '../../net/range.ts';
import { sizeOf } from '../../net/interval-set.ts';
import type { Value } from '../../yaml/value.ts';
import { bullets, code, counted, paragraphs, table } from '../markdown.ts';
import { containedLines, purposeLines } from './addresses.ts';

const shownBlocks = 8;

/** Describes a CIDR, an address, or an item of `except`; `undefined` for anything else. */
export function describeCidrValue(value: Value, dialectId: string): string | undefined {
  const { string } = value;
  if (string === undefined) return undefined;
  const dialect = isDialect(dialectId) ? cidrDialects[dialectId] : undefined;
  const reading = readAs(string, dialect);
  if (reading === undefined) return undefined;
  const block = blockOf(value);
  const left = block?.role === 'cidr' ? remaining(reading.range, block.excepts) : undefined;
  const contained = left === undefined ? containedLines(reading.range, addressesOf([reading.range])) : containedLines(reading.range, left.set, 'Still includes');
  // Editors show the first dozen lines of a hover: what the manifest says comes before what is commonly known.
  return paragraphs(
    rangeTable(string, reading, dialect),
    block?.role === 'except' ? exceptText(reading.range, block) : undefined,
    left === undefined ? undefined : remainingText(left),
    bullets([...purposeLines(reading.range), ...contained]),
  );
}

function isDialect(id: string): id is CidrDialectId {
  return Object.hasOwn(cidrDialects, id);
}

function readAs(written: string, dialect: CidrDialect | undefined): CidrReading | undefined {
  const result = dialect === undefined ? undefined : parseCidr(written, dialect);
  if (result?.ok === true) return result;
  return result?.reading ?? understandCidr(written);
}

function rangeTable(written: string, { range, address, facts }: CidrReading, dialect: CidrDialect | undefined): string {
  const about = describeCidr(range);
  const rows: (readonly [string, string])[] = [];
  const normal = facts.bareAddress && dialect?.form !== 'cidr' ? formatAddress(range.family, address) : range.text;
  if (normal !== written) rows.push([facts.hostBits ? 'Covers, normal form' : 'Normal form', code(normal)]);
  if (range.first !== range.last) rows.push(['First – last', `${about.first} – ${about.last}`]);
  else if (about.first !== normal) rows.push(['Address', about.first]);
  if (about.netmask !== undefined && about.wildcard !== undefined) rows.push(['Netmask', `${about.netmask}, wildcard ${about.wildcard}`]);
  return table([code(written), `${familyName(range.family)}, ${addressCount(about.size)}`], rows);
}

interface Block {
  readonly role: 'cidr' | 'except';
  readonly cidr: Value;
  readonly excepts: readonly Value[];
}

/** The `ipBlock` that a value is part of. */
function blockOf(value: Value): Block | undefined {
  const { parent } = value;
  if (value.step === 'cidr' && parent?.at('except').exists === true) return { role: 'cidr', cidr: value, excepts: parent.at('except').items() };
  if (typeof value.step !== 'number' || parent?.step !== 'except') return undefined;
  const cidr = parent.parent?.at('cidr');
  return cidr === undefined ? undefined : { role: 'except', cidr, excepts: parent.items() };
}

interface Remaining {
  readonly set: AddressSet;
  /** Exceptions that are placeholders here. */
  readonly unknown: boolean;
  readonly excepts: number;
}

function remaining(range: CidrRange, excepts: readonly Value[]): Remaining {
  const ranges = excepts.flatMap((one) => rangeOfText(one) ?? []);
  return { set: addressesOf([range], ranges), unknown: excepts.some((one) => one.type === 'unknown'), excepts: excepts.length };
}

function rangeOfText(value: Value): CidrRange | undefined {
  return value.string === undefined ? undefined : readAs(value.string, cidrDialects.ipblock)?.range;
}

function remainingText(left: Remaining): string | undefined {
  if (left.excepts === 0) return undefined;
  if (left.unknown) return 'What remains after `except` depends on values that are not known here.';
  if (hasNoAddresses(left.set)) return '**After `except`** no address remains.';
  return `**After \`except\`** ${describeAddresses(left.set)} remain: ${blockList(left.set)}`;
}

function blockList(set: AddressSet): string {
  const { shown, more } = networkList(set, shownBlocks);
  const total = more ? networksOf(set).length : shown.length;
  return `${shown.map(code).join(', ')}${more ? `, and ${counted(total - shown.length, 'more block')}` : ''}`;
}

/** What an exception takes away from its block, and what is left of it after all of them. */
function exceptText(range: CidrRange, { cidr, excepts }: Block): string | undefined {
  const outer = rangeOfText(cidr);
  if (outer === undefined) return undefined;
  const outerText = code(outer.text);
  if (!containsRange(outer, range)) {
    const cut = intersectAddresses(addressesOf([outer]), addressesOf([range]));
    return hasNoAddresses(cut)
      ? `**Exception** that lies outside ${outerText} and takes nothing away from it.`
      : `**Exception** that covers all of ${outerText}; Kubernetes takes only smaller blocks inside it.`;
  }
  const left = remaining(outer, excepts);
  const others = subtractAddresses(addressesOf([range]), addressesOf(excepts.filter((one) => one.string !== undefined && rangeOfText(one)?.text !== range.text).flatMap((one) => rangeOfText(one) ?? [])));
  const alone = sizeOf(others.v4) + sizeOf(others.v6);
  const overlap = alone < range.last - range.first + 1n ? ` (${alone === 0n ? 'all' : 'some'} of them in other exceptions too)` : '';
  return paragraphs(`**Exception**: takes ${addressCount(range.last - range.first + 1n)} out of ${outerText}${overlap}.`, remainingText(left));
}
