// A set that is mostly empty or has one item, of which a workspace holds tens of thousands: a `Set` takes some 200 bytes
// whatever is in it.

/** What may be in it: no array and no set, which stand for several. */
export type Item = object | string | number;

/** Different items. To be held in one place only: what changes it gives the one that counts from then on. */
export type Few<Kept extends Item> = undefined | Kept | readonly Kept[] | Set<Kept>;

/** So many items are looked through one by one. */
const linear = 8;

/** With the item, which is last if it is new. */
export function withItem<Kept extends Item>(few: Few<Kept>, item: Kept): Few<Kept> {
  if (few === undefined) return item;
  if (few instanceof Set) return few.add(item);
  if (!isList(few)) return few === item ? few : [few, item];
  if (few.includes(item)) return few;
  return few.length < linear ? [...few, item] : new Set([...few, item]);
}

/** Without the item. */
export function withoutItem<Kept extends Item>(few: Few<Kept>, item: Kept): Few<Kept> {
  if (few === undefined || few === item) return undefined;
  if (few instanceof Set) {
    few.delete(item);
    return few.size === 0 ? undefined : few;
  }
  if (!isList(few)) return few;
  const left = few.filter((one) => one !== item);
  return left.length > 1 ? left : left[0];
}

/** Whether the item is among them. */
export function hasItem<Kept extends Item>(few: Few<Kept>, item: Kept): boolean {
  if (few instanceof Set) return few.has(item);
  return isList(few) ? few.includes(item) : few === item;
}

/** How many there are. */
export function sizeOf<Kept extends Item>(few: Few<Kept>): number {
  if (few === undefined) return 0;
  if (few instanceof Set) return few.size;
  return isList(few) ? few.length : 1;
}

/** All items. */
export function itemsOf<Kept extends Item>(few: Few<Kept>): Iterable<Kept> {
  if (few === undefined) return [];
  return few instanceof Set || isList(few) ? (few as Iterable<Kept>) : [few];
}

function isList<Kept extends Item>(few: Few<Kept>): few is readonly Kept[] {
  return Array.isArray(few);
}
