// Lists of ranges, and which of their items another item makes superfluous.
import { validCidrOf } from '../fields/cidr.ts';
import type { CidrSite } from '../fields/cidr.ts';
import { lately } from '../model/memo.ts';
import type { Resource } from '../model/resource.ts';
import { addressesOf, coversAddresses, hasNoAddresses, networksOf } from '../net/address-set.ts';
import type { AddressSet } from '../net/address-set.ts';
import { widthOf } from '../net/family.ts';
import { containersOf, findOverlaps, overlapping } from '../net/overlap.ts';
import { rangeOf } from '../net/range.ts';
import type { CidrRange } from '../net/range.ts';
import { cidrSites } from '../workspace/sites.ts';
import type { Value } from '../yaml/value.ts';
import { blocksOf, rulesOfPolicy } from './effect.ts';
import type { BlockPeer } from './model.ts';

/** An item of a list of ranges. */
export interface RangeItem {
  /** The list item, which may be more than the range (a peer). */
  readonly item: Value;
  /** The range as written. */
  readonly at: Value;
  readonly range: CidrRange;
  /** What is cut out of it. */
  readonly holes: readonly CidrRange[];
  /** What is left of it, where that is worked out already. */
  readonly addresses?: AddressSet;
}

/** An item that adds nothing to its list because of another one. */
export interface SuperfluousItem {
  readonly item: RangeItem;
  /** The item that has all its addresses: the same ones (and stands before it), or more. */
  readonly other: RangeItem;
  readonly equal: boolean;
}

/** The items of the lists of ranges in a resource that another item of the same list makes superfluous. */
export const superfluousRanges = lately((resource: Resource): readonly SuperfluousItem[] => [
  ...rulesOfPolicy(resource).map((rule) => blocksOf(rule).map(blockItem)),
  ...plainLists(cidrSites(resource)),
].flatMap(compareList));

/** The lists whose items are ranges themselves. What `except` lists is another matter. */
function plainLists(sites: readonly CidrSite[]): readonly (readonly RangeItem[])[] {
  const lists = new Map<Value, RangeItem[]>();
  for (const site of sites) {
    const list = site.value.parent;
    const reading = validCidrOf(site);
    if (list?.type !== 'list' || list.step === 'except' || reading === undefined) continue;
    const item = { item: site.value, at: site.value, range: reading.range, holes: [] };
    const items = lists.get(list);
    if (items === undefined) lists.set(list, [item]);
    else items.push(item);
  }
  return [...lists.values()];
}

function blockItem({ value, at, range, excepts, addresses }: BlockPeer): RangeItem {
  return { item: value, at, range, holes: excepts.map((one) => one.range), addresses };
}

/** An item with the addresses that are left of it, and the smallest network around them. */
interface Measured {
  readonly item: RangeItem;
  readonly set: AddressSet;
  readonly hull: CidrRange;
}

/** So many of the widest items with holes are compared with every other one; without this, thousands would take long. */
const comparedHoled = 64;

function compareList(items: readonly RangeItem[]): readonly SuperfluousItem[] {
  if (items.length < 2) return [];
  if (items.every(({ holes }) => holes.length === 0)) return comparePlain(items);
  const overlaps = overlapping(items.map(({ range }) => range));
  return compareHoled(items.filter((_, position) => overlaps[position]));
}

/** Ranges with holes can be equal, or hold one another, without looking so. */
function compareHoled(items: readonly RangeItem[]): readonly SuperfluousItem[] {
  const found: SuperfluousItem[] = [];
  const byAddresses = new Map<string, RangeItem>();
  const plain: RangeItem[] = [];
  const holed: Measured[] = [];
  for (const item of items) {
    const measured = item.holes.length === 0 ? undefined : measure(item);
    if (measured === undefined && item.holes.length > 0) continue;
    const key = measured === undefined ? item.range.text : identity(measured.set);
    const other = byAddresses.get(key);
    if (other !== undefined) {
      found.push({ item, other, equal: true });
      continue;
    }
    byAddresses.set(key, item);
    if (measured === undefined) plain.push(item);
    else holed.push(measured);
  }
  found.push(...contained(plain, holed));
  return found;
}

/** Ranges without holes nest or are disjoint: one sweep answers for all, however long the list. */
function comparePlain(items: readonly RangeItem[]): readonly SuperfluousItem[] {
  const { container, duplicateOf } = findOverlaps(items.map(({ range }) => range));
  const found: SuperfluousItem[] = [];
  items.forEach((item, position) => {
    const twin = items[duplicateOf[position] ?? -1];
    const other = twin ?? items[container[position] ?? -1];
    if (other !== undefined) found.push({ item, other, equal: twin !== undefined });
  });
  return found;
}

/** Which of different sets lie in one of the others. Those without holes come first: of equal hulls the first counts. */
function contained(plain: readonly RangeItem[], holed: readonly Measured[]): readonly SuperfluousItem[] {
  const all = [...plain, ...holed.map(({ item }) => item)];
  const overlaps = findOverlaps([...plain.map(({ range }) => range), ...holed.map(({ hull }) => hull)]);
  const widest = holed.toSorted((a, b) => a.hull.prefix - b.hull.prefix).slice(0, comparedHoled);
  return all.flatMap((item, position): readonly SuperfluousItem[] => {
    const around = [overlaps.duplicateOf[position] ?? -1, ...containersOf(overlaps, position)].find((at) => at >= 0 && at < plain.length);
    const other = around === undefined ? holedAround(item, holed[position - plain.length], widest) : plain[around];
    return other === undefined ? [] : [{ item, other, equal: false }];
  });
}

function holedAround(item: RangeItem, own: Measured | undefined, widest: readonly Measured[]): RangeItem | undefined {
  if (widest.length === 0) return undefined;
  const set = own?.set ?? addressesOf([item.range]);
  return widest.find((other) => other !== own && coversAddresses(other.set, set))?.item;
}

/** `undefined` where nothing is left of the range. */
function measure(item: RangeItem): Measured | undefined {
  const set = item.addresses ?? addressesOf([item.range], item.holes);
  if (hasNoAddresses(set)) return undefined;
  const { family } = item.range;
  const { intervals } = family === 4 ? set.v4 : set.v6;
  const first = intervals.at(0)?.first ?? 0n;
  const last = intervals.at(-1)?.last ?? 0n;
  const differing = first === last ? 0 : (first ^ last).toString(2).length;
  return { item, set, hull: rangeOf(family, first, widthOf(family) - differing) };
}

function identity(set: AddressSet): string {
  const [only, second] = networksOf(set, 2);
  if (only !== undefined && second === undefined) return only.text;
  return [...set.v4.intervals, ...set.v6.intervals].map(({ first, last }) => `${first}-${last}`).join(' ');
}
