// ServiceEntries that get in each other's way: some namespace sees both, and both take the same connections.
import { serviceEntry } from '../kinds/service-entry.ts';
import type { Resource } from '../model/resource.ts';
import type { Lookup } from '../model/rule.ts';
import { containsRange, sameRange } from '../net/range.ts';
import { folderOf } from '../text/uri.ts';
import { addressClaims, keysAround } from '../views/address-claims.ts';
import type { AddressClaim } from '../views/address-claims.ts';
import { serviceEntryHosts } from '../views/service-entry.ts';
import { serviceEntryByAddress } from '../workspace/indexes/service-addresses.ts';
import { byPlace } from '../workspace/workspace.ts';
import { areImportedTogether } from './seen-together.ts';
import { importsHost } from './sidecars.ts';
import type { EgressListener } from './sidecars.ts';
import { haveCommonViewer, visibilityOf } from './visibility.ts';

/** An address of a ServiceEntry that another one takes as well. */
export interface RivalClaim {
  readonly claim: AddressClaim;
  readonly other: Resource;
  readonly rival: AddressClaim;
}

/** Of each address of a ServiceEntry the first equal one of an earlier ServiceEntry, and the narrowest that contains it. */
export function rivalClaims(lookup: Lookup, resource: Resource): { readonly equal: readonly RivalClaim[]; readonly around: readonly RivalClaim[] } {
  const equal: RivalClaim[] = [];
  const around: RivalClaim[] = [];
  for (const claim of [...addressClaims(resource).values()].flat()) {
    const rivals = keysAround(claim).flatMap((key) => lookup.all(serviceEntryByAddress, key).filter((other) => areRivals(lookup, resource, other)).flatMap((other) => (addressClaims(other).get(key) ?? []).map((rival) => ({ claim, other, rival }))));
    const same = rivals.find(({ other, rival }) => sameRange(rival.range, claim.range) && byPlace(other, resource) < 0 && isTaken(claim, rival));
    if (same !== undefined) equal.push(same);
    const wider = rivals.filter(({ rival }) => containsRange(rival.range, claim.range) && !sameRange(rival.range, claim.range)).sort((a, b) => b.rival.range.prefix - a.rival.range.prefix)[0];
    if (wider !== undefined) around.push(wider);
  }
  return { equal, around };
}

/** Whether nothing tells the connections apart. In a range TLS is told by the name of its host; a single address has a listener of its own. */
function isTaken(claim: AddressClaim, rival: AddressClaim): boolean {
  return (claim.opaque && rival.opaque) || claim.range.first === claim.range.last;
}

/** Whether two ServiceEntries are two objects of one mesh, for different hosts, that some namespace sees both. */
function areRivals(lookup: Lookup, a: Resource, b: Resource): boolean {
  if (a === b || !areTwo(a, b)) return false;
  const [left, right] = [visibilityOf(lookup, a), visibilityOf(lookup, b)];
  if (left === undefined || right === undefined || !haveCommonViewer(left, right)) return false;
  const hosts = new Set(serviceEntryHosts(a).map(({ text }) => text));
  return !hosts.has(undefined) && !serviceEntryHosts(b).some(({ text }) => text === undefined || hosts.has(text)) && areImportedTogether(lookup, a, b, importsEntry);
}

function importsEntry(listener: EgressListener, entry: Resource): boolean {
  return serviceEntryHosts(entry).some(({ text }) => text !== undefined && importsHost(listener, entry.namespace ?? '', text));
}

/**
 * Whether two resources are two objects of one mesh. The same name in two files stands for versions of one object; what names no
 * namespace is compared within its folder only.
 */
function areTwo(a: Resource, b: Resource): boolean {
  if (a.entry.isPatch || b.entry.isPatch || (a.namespace === undefined) !== (b.namespace === undefined)) return false;
  if (a.namespace === undefined && folderOf(a.entry.uri) !== folderOf(b.entry.uri)) return false;
  return a.kind !== serviceEntry || b.kind !== serviceEntry || a.namespace !== b.namespace || a.name !== b.name || a.name === undefined;
}
