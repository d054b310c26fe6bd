// Why a text is not an address: the slow, exact second look.

import { reason, type CidrReason } from './reason.ts';

/** The first mistake in `text[start, end)`; undefined if `scanAddress` accepts it. */
export function explainAddress(text: string, start: number, end: number): CidrReason | undefined {
  const address = text.slice(start, end);
  if (address.includes(':')) return explainIpv6(text, start, end);
  if (address.includes('.')) return explainIpv4(text, start, end);
  return reason('not-an-address', text, start, end);
}

interface Part {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** The parts between separators, with their places. */
function partsOf(text: string, start: number, end: number, separator: string): Part[] {
  let at = start;
  return text.slice(start, end).split(separator).map((part) => {
    const from = at;
    at += part.length + separator.length;
    return { text: part, start: from, end: from + part.length };
  });
}

function explainIpv4(text: string, start: number, end: number): CidrReason | undefined {
  const octets = partsOf(text, start, end, '.');
  for (const octet of octets) {
    const code = octetMistake(octet.text);
    if (code !== undefined) return reason(code, text, octet.start, octet.end, { limit: 255, family: 4 });
  }
  const fifth = octets[4];
  if (fifth !== undefined) return reason('too-many-octets', text, fifth.start - 1, end, { limit: 4, family: 4 });
  if (octets.length < 4) return reason('too-few-octets', text, start, end, { limit: 4, family: 4 });
  return undefined;
}

function octetMistake(octet: string): 'octet-empty' | 'octet-not-a-number' | 'octet-too-large' | undefined {
  if (octet === '') return 'octet-empty';
  if (!/^[0-9]+$/.test(octet)) return 'octet-not-a-number';
  return Number(octet) > 255 ? 'octet-too-large' : undefined;
}

function explainIpv6(text: string, start: number, end: number): CidrReason | undefined {
  return explainColons(text, start, end) ?? explainGroups(text, start, end);
}

/** Mistakes of the colons: two `::`, three in a row, a single one at either end. */
function explainColons(text: string, start: number, end: number): CidrReason | undefined {
  const runs = [...text.slice(start, end).matchAll(/:+/g)].map((run) => ({ start: start + run.index, end: start + run.index + run[0].length }));
  let compressed = false;
  for (const run of runs) {
    const length = run.end - run.start;
    if (length > 2 || (length === 2 && compressed)) return reason('second-compression', text, run.start, run.end, { family: 6 });
    if (length === 1 && (run.start === start || run.end === end)) return reason('group-empty', text, run.start, run.end, { family: 6 });
    compressed ||= length === 2;
  }
  return undefined;
}

function explainGroups(text: string, start: number, end: number): CidrReason | undefined {
  const parts = partsOf(text, start, end, ':').filter((part) => part.text !== '');
  const last = parts.at(-1);
  for (const part of parts) {
    const mistake = part.text.includes('.') ? explainDotted(text, part, part === last && part.end === end) : explainGroup(text, part);
    if (mistake !== undefined) return mistake;
  }
  const dotted = last?.text.includes('.') === true;
  const count = parts.length + (dotted ? 1 : 0);
  const compression = text.slice(start, end).indexOf('::');
  return compression < 0
    ? explainCount(text, start, end, count, parts)
    : explainCompression(text, start + compression, end, count, parts);
}

function explainGroup(text: string, part: Part): CidrReason | undefined {
  const more = { limit: 4, family: 6 } as const;
  if (!/^[0-9a-f]+$/i.test(part.text)) return reason('group-not-hex', text, part.start, part.end, more);
  // Superfluous zeros only are a fact about the spelling, not a mistake of the lenient grammar.
  return /^0*[0-9a-f]{1,4}$/i.test(part.text) ? undefined : reason('group-too-long', text, part.start, part.end, more);
}

function explainDotted(text: string, part: Part, isLast: boolean): CidrReason | undefined {
  if (!isLast) return reason('dotted-tail', text, part.start, part.end, { family: 6 });
  return explainIpv4(text, part.start, part.end);
}

function explainCount(text: string, start: number, end: number, count: number, parts: readonly Part[]): CidrReason | undefined {
  if (count < 8) return reason('too-few-groups', text, start, end, { limit: 8, family: 6 });
  return count > 8 ? surplus(text, end, parts) : undefined;
}

function explainCompression(text: string, at: number, end: number, count: number, parts: readonly Part[]): CidrReason | undefined {
  if (count < 8) return undefined;
  return count === 8 ? reason('useless-compression', text, at, at + 2, { limit: 8, family: 6 }) : surplus(text, end, parts);
}

function surplus(text: string, end: number, parts: readonly Part[]): CidrReason {
  const from = parts[8] ?? parts.at(-1);
  return reason('too-many-groups', text, from?.start ?? end, end, { limit: 8, family: 6 });
}
