// What a field that means a port (`x-egress: port:…`) or a port's name (`port-name:…`) holds.

/** The highest port number. */
export const highestPort = 65535;

/** Whether a number is a port's. */
export function isPortNumber(number: number): boolean {
  return Number.isInteger(number) && number >= 1 && number <= highestPort;
}

/** The port that a text of digits stands for, if there is one. */
export function portFromText(text: string): number | undefined {
  const number = /^[0-9]{1,9}$/.test(text.trim()) ? Number(text) : NaN;
  return isPortNumber(number) ? number : undefined;
}

/** The first and last port of a text such as `8000-9000` or `8000:9000`. */
export function portRangeFromText(text: string): { readonly first: number; readonly last: number } | undefined {
  // U+2013: the dash that word processors make of a hyphen.
  const match = /^\s*([0-9]{1,5})\s*(?:-|:|\u2013|\.\.)\s*([0-9]{1,5})\s*$/.exec(text);
  const first = portFromText(match?.[1] ?? '');
  const last = portFromText(match?.[2] ?? '');
  return first === undefined || last === undefined || last < first ? undefined : { first, last };
}

/** Why a text is no name of a container port (`IsValidPortName`), as a clause; `undefined` where it is one. */
export function portNameFlaw(name: string): string | undefined {
  if (name === '') return 'it is empty';
  if (name.length > 15) return `it has ${name.length} characters, and 15 are allowed`;
  if (!/^[-a-z0-9]*$/.test(name)) return 'only lower-case letters, digits and hyphens are allowed';
  if (!/[a-z]/.test(name)) return 'it needs at least one letter';
  if (name.includes('--')) return 'two hyphens may not stand side by side';
  return /^-|-$/.test(name) ? 'it may not start or end with a hyphen' : undefined;
}

/** Why a text is no DNS label, as a clause. Istio allows capitals, Kubernetes does not. */
export function labelFlaw(name: string, capitals: boolean): string | undefined {
  if (name === '') return 'it is empty';
  if (name.length > 63) return `it has ${name.length} characters, and 63 are allowed`;
  if (!(capitals ? /^[-a-zA-Z0-9]*$/ : /^[-a-z0-9]*$/).test(name)) return `only ${capitals ? 'letters' : 'lower-case letters'}, digits and hyphens are allowed`;
  return /^-|-$/.test(name) ? 'it may not start or end with a hyphen' : undefined;
}

/** The nearest text that is a name of the same form: lower case, other characters as hyphens. Names are not cut. */
export function mendedName(name: string, longest: number, capitals: boolean): string | undefined {
  const cased = capitals ? name.trim() : name.trim().toLowerCase();
  const mended = cased.replaceAll(/[^-a-zA-Z0-9]+/g, '-').replaceAll(/-{2,}/g, '-').replaceAll(/^-+|-+$/g, '');
  return mended === '' || mended === name || mended.length > longest ? undefined : mended;
}
