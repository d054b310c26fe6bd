const unitNanoseconds: Readonly<Record<string, number>> = { ns: 1, us: 1e3, 'µs': 1e3, 'μs': 1e3, ms: 1e6, s: 1e9, m: 6e10, h: 3.6e12 };
/** Both letters that are written for micro. */
const part = /(?=\.?\d)(\d*)(?:\.(\d*))?(ns|us|\u00B5s|\u03BCs|ms|s|m|h)/y;
const longest = 2n ** 63n - 1n;
/** As many digits of a fraction as Go reads. */
const fractionDigits = 18;

/** Nanoseconds of a duration as Go's `time.ParseDuration` reads it (`1h30m`, `1.5s`), or `undefined` where it cannot. */
export function parseDuration(text: string): number | undefined {
  const sign = text.startsWith('-') ? -1 : 1;
  const body = /^[-+]/.test(text) ? text.slice(1) : text;
  if (body === '0') return 0;
  if (body === '') return undefined;
  let total = 0n;
  part.lastIndex = 0;
  while (part.lastIndex < body.length) {
    const match = part.exec(body);
    if (match === null) return undefined;
    const [, whole = '', digits = '', unit = ''] = match;
    const [nanoseconds, fraction] = [unitNanoseconds[unit] ?? 0, digits.slice(0, fractionDigits)];
    // Not `Number('1.001') * 1e9`, which is a little less than a whole number of nanoseconds.
    total += BigInt(whole) * BigInt(nanoseconds) + BigInt(Math.trunc(Number(fraction) * (nanoseconds / 10 ** fraction.length)));
  }
  return total > longest ? undefined : sign * Number(total);
}
