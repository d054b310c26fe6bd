// ServiceEntries for the same host and port, of which a proxy takes one.
import type { Resource } from '../model/resource.ts';
import type { Lookup } from '../model/rule.ts';
import { folderOf } from '../text/uri.ts';
import { meshServiceView } from '../views/mesh-service.ts';
import type { MeshPort, PortKind } from '../views/mesh-service.ts';
import { serviceEntryHosts } from '../views/service-entry.ts';
import { meshServiceByHost } from '../workspace/indexes/mesh.ts';
import { meshConfig } from './mesh-config.ts';
import { perLists } from './per-lists.ts';
import { seenLike } from './seen-by.ts';
import { areImportedTogether } from './seen-together.ts';
import { listsHost } from './services.ts';
import { importsHost } from './sidecars.ts';
import { visibilityOf } from './visibility.ts';
import type { Visibility } from './visibility.ts';

/** A port of a ServiceEntry. */
interface Holder {
  readonly resource: Resource;
  readonly port: MeshPort;
}

/** A port that an earlier ServiceEntry has for the same host, where some namespace sees both. */
export interface SharedPort {
  readonly host: string;
  readonly port: MeshPort;
  readonly other: Holder;
  /** The other one treats the connections in another way: HTTP, TLS, plain TCP, or guessed. */
  readonly conflict: boolean;
}

type Shared = ReadonlyMap<Resource, readonly SharedPort[]>;

const kept = perLists<Shared>();

/** The ports of a ServiceEntry that an earlier one has for the same host, each once. */
export function sharedPorts(lookup: Lookup, resource: Resource): readonly SharedPort[] {
  const found = new Map<MeshPort, SharedPort>();
  for (const { text } of serviceEntryHosts(resource)) {
    if (text === undefined || (text.startsWith('*') && !text.startsWith('*.'))) continue;
    // What all see meets what is kept to some; that one meets what the same namespaces see.
    const isForAll = visibilityOf(lookup, resource) === 'everywhere';
    const services = isForAll ? lookup.all(meshServiceByHost, text.toLowerCase()) : seenLike(lookup, meshServiceByHost, text.toLowerCase(), resource);
    if (services.length < 2) continue;
    const key = [text, ...meshConfig(lookup).defaultExportTo.services].join(' ');
    for (const shared of kept([services], key, () => compare(lookup, services.filter((one) => listsHost(one, text)), text)).get(resource) ?? []) {
      if (!found.has(shared.port) && areImportedTogether(lookup, resource, shared.other.resource, (listener, { namespace = '' }) => importsHost(listener, namespace, text))) found.set(shared.port, shared);
    }
  }
  return [...found.values()];
}

/** The first ServiceEntries with a port, of a kind, by who sees them. */
interface Seen {
  everywhere: Holder | undefined;
  anywhere: Holder | undefined;
  readonly viewers: Map<string, Holder>;
  readonly homes: Map<string | undefined, Holder>;
}

function compare(lookup: Lookup, entries: readonly Resource[], host: string): Shared {
  const shared = new Map<Resource, readonly SharedPort[]>();
  const seen = new Map<string, Seen>();
  const objects = new Set<string>();
  for (const resource of entries) {
    // The same name in two files stands for versions of one object; what names no namespace is compared within its folder only.
    const place = resource.namespace === undefined ? `in ${folderOf(resource.entry.uri)}` : '';
    const object = `${place}${resource.namespace ?? ''} ${resource.name ?? resource.entry.uri}`;
    const visibility = visibilityOf(lookup, resource);
    if (visibility === undefined || resource.entry.isPatch || objects.has(object)) continue;
    objects.add(object);
    const ports = meshServiceView(resource).ports.filter(({ kind }) => kind !== 'udp');
    const found = ports.flatMap((port) => match(seen, place, { resource, port }, visibility, host));
    if (found.length > 0) shared.set(resource, found);
    for (const port of ports) note(seen, `${place} ${port.number} ${port.kind}`, { resource, port }, visibility);
  }
  return shared;
}

const kinds: readonly PortKind[] = ['http', 'tls', 'tcp', 'sniffed'];

function match(seen: ReadonlyMap<string, Seen>, place: string, { resource, port }: Holder, visibility: Visibility, host: string): readonly SharedPort[] {
  const others = kinds.map((kind) => ({ kind, other: earliest(seen.get(`${place} ${port.number} ${kind}`), resource, visibility) }));
  const { kind, other } = others.find((one) => one.other !== undefined && one.kind !== port.kind) ?? others.find((one) => one.other !== undefined) ?? {};
  return other === undefined ? [] : [{ host, port, other, conflict: kind !== port.kind }];
}

function earliest(seen: Seen | undefined, { namespace }: Resource, visibility: Visibility): Holder | undefined {
  if (seen === undefined || (visibility !== 'everywhere' && visibility.size === 0)) return undefined;
  const own = seesItself({ namespace }, visibility) ? seen.homes.get(namespace) : undefined;
  if (own !== undefined) return own;
  if (visibility === 'everywhere') return seen.anywhere;
  if (seen.everywhere !== undefined) return seen.everywhere;
  for (const viewer of visibility) {
    const found = seen.viewers.get(viewer);
    if (found !== undefined) return found;
  }
  return undefined;
}

function seesItself({ namespace }: Pick<Resource, 'namespace'>, visibility: Visibility): boolean {
  return visibility === 'everywhere' || (namespace !== undefined && visibility.has(namespace));
}

function note(seen: Map<string, Seen>, key: string, holder: Holder, visibility: Visibility): void {
  if (visibility !== 'everywhere' && visibility.size === 0) return;
  let entry = seen.get(key);
  if (entry === undefined) seen.set(key, (entry = { everywhere: undefined, anywhere: undefined, viewers: new Map(), homes: new Map() }));
  entry.anywhere ??= holder;
  const { namespace } = holder.resource;
  if (!entry.homes.has(namespace) && seesItself(holder.resource, visibility)) entry.homes.set(namespace, holder);
  if (visibility === 'everywhere') entry.everywhere ??= holder;
  else for (const viewer of visibility) if (!entry.viewers.has(viewer)) entry.viewers.set(viewer, holder);
}
