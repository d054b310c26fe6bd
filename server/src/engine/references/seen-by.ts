/**
 * Who sees what of very many manifests for one host: a mesh may have a copy in each namespace, kept to it by `exportTo`.
 * Short lists are as quickly looked through; long ones are parted once, so that all their readers together cost no more
 * than there are manifests.
 */
import { keptPerLookup } from '../model/memo.ts';
import type { Resource } from '../model/resource.ts';
import type { Index, Lookup } from '../model/rule.ts';
import { meshConfig } from './mesh-config.ts';
import { visibilityOf } from './visibility.ts';

/** A resource with its place in the list. */
type Placed = readonly [place: number, resource: Resource];

interface Parted {
  /** Those that everybody sees, and those of which it is not known who does. */
  readonly shared: readonly Placed[];
  /** The others, by the namespaces that see them or hold them. */
  readonly kept: ReadonlyMap<string, readonly Placed[]>;
  /** What was told, so that the same question has the same list as answer. */
  readonly told: Map<string, readonly Resource[]>;
}

const partings = new WeakMap<readonly Resource[], Map<string, Parted>>();

/** The resources with a key that a namespace may see; of a crowd without those that are certainly kept from it. */
export function seenBy(lookup: Lookup, index: Index, key: string, viewer: string): readonly Resource[] {
  if (!lookup.isCrowded(index, key)) return lookup.all(index, key);
  return lookup.part(index, [key], {
    id: `seen by ${viewer}`,
    answer: ([list = []]) => partFor(lookup, list, viewer),
    isSame: (before, now) => before.length === now.length && before.every((one, at) => one === now[at]),
  });
}

/** Those that some namespace sees that sees a resource too, where neither is seen by all; of one that all see the others that all see. */
export function seenLike(lookup: Lookup, index: Index, key: string, resource: Resource): readonly Resource[] {
  if (!lookup.isCrowded(index, key)) return lookup.all(index, key);
  const viewers = visibilityOf(lookup, resource);
  const seen = [...(viewers === undefined || viewers === 'everywhere' ? [nobody] : viewers)].map((viewer) => seenBy(lookup, index, key, viewer));
  return seen.length === 1 ? seen[0] ?? [] : [...new Set(seen.flat())];
}

/** No namespace has this name: it sees what all see. */
const nobody = '';

function partFor(lookup: Lookup, list: readonly Resource[], viewer: string): readonly Resource[] {
  const { shared, kept, told } = partedBy(lookup, list);
  let known = told.get(viewer);
  if (known === undefined) told.set(viewer, (known = inOrder(shared, kept.get(viewer) ?? [])));
  return known;
}

function inOrder(left: readonly Placed[], right: readonly Placed[]): readonly Resource[] {
  return [...left, ...right].sort(([a], [b]) => a - b).map(([, resource]) => resource);
}

function partedBy(lookup: Lookup, list: readonly Resource[]): Parted {
  const { services, virtualServices } = meshConfig(lookup).defaultExportTo;
  const key = `${services.join()} ${virtualServices.join()}`;
  let known = partings.get(list);
  if (known === undefined) partings.set(list, (known = new Map<string, Parted>()));
  let parted = known.get(key);
  if (parted === undefined) known.set(key, (parted = part(lookup, list)));
  return parted;
}

function part(lookup: Lookup, list: readonly Resource[]): Parted {
  const shared: Placed[] = [];
  const kept = new Map<string, Placed[]>();
  for (const placed of list.entries()) {
    const [, resource] = placed;
    const viewers = visibilityOf(lookup, resource);
    if (viewers === undefined || viewers === 'everywhere' || resource.namespace === undefined) {
      shared.push(placed);
      continue;
    }
    // A proxy finds what its own namespace holds even where that is exported to others only.
    for (const viewer of new Set([...viewers, resource.namespace])) {
      const others = kept.get(viewer);
      if (others === undefined) kept.set(viewer, [placed]);
      else others.push(placed);
    }
  }
  return { shared, kept, told: new Map() };
}

const keptLookups = keptPerLookup<Lookup>();

/** A lookup that finds of some indexes what a namespace may see. */
export function lookupFrom(lookup: Lookup, viewer: string, indexes: readonly Index[]): Lookup {
  return keptLookups(lookup, viewer, () => ({ ...lookup, all: (index, key) => (indexes.includes(index) ? seenBy(lookup, index, key, viewer) : lookup.all(index, key)) }));
}
