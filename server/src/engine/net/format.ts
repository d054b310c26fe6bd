// Numbers to the one canonical text of an address.

import type { Family } from './family.ts';
import { longestZeroRun, NO_RUN } from './scan.ts';

/**
 * The canonical text: dotted decimal, or RFC 5952 (lower case, no leading zeros, the leftmost longest run of zero groups
 * as `::`). IPv4-mapped addresses get the dotted tail of RFC 5952 section 5, as in Go's `netip`: `::ffff:10.0.0.1`.
 */
export function formatAddress(family: Family, value: bigint): string {
  return family === 4 ? formatIpv4(Number(value)) : formatIpv6(value);
}

/** Dotted decimal text of a number in 0..2^32 − 1. */
export function formatIpv4(value: number): string {
  return `${value >>> 24}.${(value >>> 16) & 255}.${(value >>> 8) & 255}.${value & 255}`;
}

const view = new DataView(new ArrayBuffer(16));
const groups = new Uint16Array(8);

function formatIpv6(value: bigint): string {
  if (value >> 32n === 0xffffn) return `::ffff:${formatIpv4(Number(value & 0xffffffffn))}`;
  view.setBigUint64(0, value >> 64n);
  view.setBigUint64(8, value);
  for (let at = 0; at < 8; at++) groups[at] = view.getUint16(at * 2);
  const run = longestZeroRun(groups);
  if (run === NO_RUN) return hexGroups(0, 8);
  const start = run >> 4;
  return `${hexGroups(0, start)}::${hexGroups(start + (run & 15), 8)}`;
}

function hexGroups(start: number, end: number): string {
  let text = '';
  for (let at = start; at < end; at++) {
    if (at > start) text += ':';
    text += (groups[at] ?? 0).toString(16);
  }
  return text;
}
