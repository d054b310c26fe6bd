// The hot path: characters of an address or a prefix length to numbers, without allocating anything.
//
// The grammar is that of Kubernetes' lenient parser (k8s.io/utils, forked net/ip.go `parseIPv4`, `parseIPv6`, `dtoi`),
// a superset of Go's `netip`; what `netip` would refuse is recorded in `scanned.bits`. Nothing is explained here: text
// that fails is looked at again, at leisure, by `explain.ts`.

import { ADDRESS_ZEROS, IPV4_MAPPED, NOT_CANONICAL, PREFIX_ZEROS } from './facts.ts';
import type { Family } from './family.ts';

/** The result of the latest scan. There is one, reused by each call: take what is needed before scanning again. */
export const scanned = {
  /** Facts about the spelling, added to by every scan; the caller clears them. */
  bits: 0,
  /** The IPv4 address. */
  ipv4: 0,
  /** The eight 16-bit groups of the IPv6 address. */
  groups: new Uint16Array(8),
};

const ZERO = 48;
const COLON = 58;
const DOT = 46;
const TOO_LARGE_FOR_GROUP = 0x10000;

/** Reads `text[start, end)` as an address of either family; the value is in `scanned`. `0` if it is none. */
export function scanAddress(text: string, start: number, end: number): Family | 0 {
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code === DOT) return scanIpv4(text, start, end) ? 4 : 0;
    if (code === COLON) return scanIpv6(text, start, end) ? 6 : 0;
  }
  return 0;
}

/** Reads `text[start, end)` as a prefix length of at most `longest` bits; `-1` if it is none. */
export function scanPrefix(text: string, start: number, end: number, longest: number): number {
  let value = 0;
  for (let at = start; at < end; at++) {
    const digit = text.charCodeAt(at) - ZERO;
    if (!(digit >= 0 && digit <= 9)) return -1;
    value = value * 10 + digit;
    if (value > longest) return -1;
  }
  if (end - start > 1 && text.charCodeAt(start) === ZERO) scanned.bits |= PREFIX_ZEROS;
  return end > start ? value : -1;
}

function scanIpv4(text: string, start: number, end: number): boolean {
  let value = 0;
  let octet = 0;
  let digits = 0;
  let dots = 0;
  for (let at = start; at < end; at++) {
    const digit = text.charCodeAt(at) - ZERO;
    if (digit >= 0 && digit <= 9) {
      if (octet === 0 && digits > 0) scanned.bits |= ADDRESS_ZEROS;
      octet = octet * 10 + digit;
      digits++;
      if (octet > 255) return false;
    } else {
      if (digit !== DOT - ZERO || digits === 0 || dots === 3) return false;
      value = value * 256 + octet;
      octet = 0;
      digits = 0;
      dots++;
    }
  }
  scanned.ipv4 = value * 256 + octet;
  return dots === 3 && digits > 0;
}

function scanIpv6(text: string, start: number, end: number): boolean {
  const { groups } = scanned;
  let count = 0;
  // How many groups stand before the `::`; -1 without one. A single colon at the start fails as an empty group.
  let gap = startsWithGap(text, start) ? 0 : -1;
  let at = start + (gap === 0 ? 2 : 0);
  while (at < end) {
    const next = afterGroup(text, at, end);
    if (count === 8 || next === at || group >= TOO_LARGE_FOR_GROUP) return false;
    if (next < end && text.charCodeAt(next) === DOT) return scanDottedTail(text, at, end, count, gap);
    groups[count++] = group;
    if (next === end) break;
    at = afterColons(text, next, end, gap >= 0);
    if (at === 0) return false;
    if (at === next + 2) gap = count;
  }
  return expand(count, gap, false);
}

function startsWithGap(text: string, start: number): boolean {
  return text.charCodeAt(start) === COLON && text.charCodeAt(start + 1) === COLON;
}

/** The group that `afterGroup` read; `TOO_LARGE_FOR_GROUP` or more when it does not fit. */
let group = 0;

function afterGroup(text: string, start: number, end: number): number {
  let value = 0;
  let at = start;
  for (; at < end; at++) {
    const code = text.charCodeAt(at);
    const digit = hexDigit(code);
    if (digit < 0) break;
    if (code < 97 && code > 57) scanned.bits |= NOT_CANONICAL;
    value = value * 16 + digit;
    if (value >= TOO_LARGE_FOR_GROUP) break;
  }
  const length = at - start;
  if (length > 4) scanned.bits |= ADDRESS_ZEROS;
  if (length > 1 && text.charCodeAt(start) === ZERO) scanned.bits |= NOT_CANONICAL;
  group = value;
  return at;
}

function hexDigit(code: number): number {
  if (code >= ZERO && code <= 57) return code - ZERO;
  const letter = code | 32;
  return letter >= 97 && letter <= 102 ? letter - 87 : -1;
}

/** The place after the `:` or `::` at `at`; 0 if there is none, a single one ends the text, or it is a second `::`. */
function afterColons(text: string, at: number, end: number, hasGap: boolean): number {
  if (text.charCodeAt(at) !== COLON || at + 1 === end) return 0;
  if (text.charCodeAt(at + 1) !== COLON) return at + 1;
  return hasGap ? 0 : at + 2;
}

function scanDottedTail(text: string, at: number, end: number, count: number, gap: number): boolean {
  if (count > 6 || (gap < 0 && count !== 6)) return false;
  if (!scanIpv4(text, at, end)) return false;
  scanned.groups[count] = Math.floor(scanned.ipv4 / 0x10000);
  scanned.groups[count + 1] = scanned.ipv4 & 0xffff;
  return expand(count + 2, gap, true);
}

/** Puts the zeros of the `::` in their place, and compares the spelling with that of RFC 5952. */
function expand(count: number, gap: number, dotted: boolean): boolean {
  const { groups } = scanned;
  if (gap < 0 ? count !== 8 : count >= 8) return false;
  if (gap >= 0) {
    groups.copyWithin(8 - (count - gap), gap, count);
    groups.fill(0, gap, gap + 8 - count);
  }
  const mapped = isMapped(groups);
  if (mapped) scanned.bits |= IPV4_MAPPED;
  const run = longestZeroRun(groups);
  const written = gap < 0 ? NO_RUN : gap * 16 + (8 - count);
  if (run !== written || mapped !== dotted) scanned.bits |= NOT_CANONICAL;
  return true;
}

function isMapped(groups: Uint16Array): boolean {
  return groups[5] === 0xffff && groups[4] === 0 && groups[3] === 0 && groups[2] === 0 && groups[1] === 0 && groups[0] === 0;
}

/** What `longestZeroRun` says when no two zero groups stand side by side. */
export const NO_RUN = -1;

/** The leftmost longest run of at least two zero groups, as `start * 16 + length`: what RFC 5952 writes as `::`. */
export function longestZeroRun(groups: Uint16Array): number {
  let best = NO_RUN;
  let bestLength = 1;
  let length = 0;
  for (let at = 0; at < 8; at++) {
    length = groups[at] === 0 ? length + 1 : 0;
    if (length > bestLength) {
      bestLength = length;
      best = (at - length + 1) * 16 + length;
    }
  }
  return best;
}
