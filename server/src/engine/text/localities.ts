/** Localities of load balancing, `region/zone/subzone`. Source: `validateLocalities` in `pkg/config/validation/agent/validation.go`. */

/** Why localities cannot stand beside each other in one list, as a clause. */
export function localitiesFlaw(localities: readonly string[]): string | undefined {
  const seen: (readonly string[])[] = [];
  for (const locality of localities) {
    const wildcard = locality.indexOf('*');
    if (wildcard >= 0 && wildcard !== locality.length - 1) return `The * of ${locality} is not at its end`;
    // Only what is a wildcard altogether takes everything: `us/*` is a zone called `*`.
    if (seen.some(([region]) => region === '*')) return `${locality} is covered by *`;
    const parts = splitLocality(locality);
    if (parts.includes('')) return `The locality ${locality === '' ? 'without a text' : locality} has an empty part`;
    if (seen.some((other) => overlaps(other, parts))) return `${locality} overlaps with another locality`;
    seen.push(parts);
  }
  return undefined;
}

function splitLocality(locality: string): readonly string[] {
  const [region = '', zone, ...more] = locality.split('/');
  return [region, ...(zone === undefined ? [] : [zone]), ...(more.length === 0 ? [] : [more.join('/')])];
}

/** Whether an earlier locality has a later one in it, or is one of it. */
function overlaps(earlier: readonly string[], later: readonly string[]): boolean {
  const length = Math.min(earlier.length, later.length);
  for (let at = 0; at < length; at++) {
    if (earlier[at] === later[at]) continue;
    // A zone of the name `*` is found for zones and subzones of its region.
    return at === 1 && earlier[at] === '*';
  }
  return true;
}
