// One address: text to number and back.

import { explainAddress } from './explain-address.ts';
import { ADDRESS_ZEROS, IPV4_MAPPED, NOT_CANONICAL } from './facts.ts';
import type { Family } from './family.ts';
import { formatAddress } from './format.ts';
import { readCidr } from './read.ts';
import { lenient } from './dialect.ts';
import { reason, type CidrReason } from './reason.ts';

/** An address that could be read. */
export interface AddressReading {
  readonly ok: true;
  readonly family: Family;
  readonly value: bigint;
  /** Superfluous zeros: `010.0.0.1`, `00001::`. Go's `netip` refuses them. */
  readonly leadingZeros: boolean;
  /** Inside `::ffff:0:0/96`; the family is 6 all the same. */
  readonly ipv4Mapped: boolean;
  /** The text is not the canonical one. */
  readonly notCanonical: boolean;
  /** The canonical text. */
  readonly text: string;
}

/** Text that is not an address, and why: the first mistake and its place. */
export interface AddressFailure {
  readonly ok: false;
  readonly reason: CidrReason;
}

const asWritten = { ...lenient, form: 'address', trims: false, zone: false, unmaps: false } as const;

/** Reads an address without prefix length, zone or blanks. */
export function parseAddress(text: string): AddressReading | AddressFailure {
  const reading = readCidr(text, asWritten);
  if (reading === undefined) return { ok: false, reason: whyNot(text) };
  const { bits, address, range } = reading;
  return {
    ok: true,
    family: range.family,
    value: address,
    leadingZeros: (bits & ADDRESS_ZEROS) !== 0,
    ipv4Mapped: (bits & IPV4_MAPPED) !== 0,
    notCanonical: (bits & (ADDRESS_ZEROS | NOT_CANONICAL)) !== 0,
    text: formatAddress(range.family, address),
  };
}

function whyNot(text: string): CidrReason {
  const blank = text.search(/\s/u);
  if (text.trim() === '') return reason('empty', text, 0, text.length);
  if (blank >= 0) return reason('blank', text, blank, blank + 1);
  const slash = text.indexOf('/');
  if (slash >= 0) return reason('prefix-unwanted', text, slash, text.length);
  const percent = text.indexOf('%');
  if (percent >= 0) return reason('zone', text, percent, text.length);
  return explainAddress(text, 0, text.length) ?? reason('not-an-address', text, 0, text.length);
}
