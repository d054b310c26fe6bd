// Names that the workspace knows.
import type { Kind } from '../../model/kind.ts';
import { qualifiedName } from '../../model/resource.ts';
import type { Resource } from '../../model/resource.ts';
import { resolveObject } from '../../references/gateway-api.ts';
import type { ObjectRef } from '../../views/gateway-api.ts';
import { portsOf } from '../../views/ports.ts';
import type { Source } from '../locate.ts';
import { sortKey } from './candidate.ts';
import type { Candidate, Slot } from './candidate.ts';

/** More names than anybody reads; what is typed narrows them down. */
const limit = 1000;

function* resources({ workspace }: Source): Generator<Resource> {
  for (const { entries } of workspace.manifests.values()) for (const entry of entries) yield* entry.resources;
}

/** What a resource is called beside a name that it brings. */
export function titleOf(resource: Resource): string {
  return `${resource.kind.kind} ${qualifiedName(resource)}`;
}

/** Each name once, with the first resource that has it. */
export function namesInWorkspace(slot: Slot, namesOf: (resource: Resource) => readonly string[]): readonly Candidate[] {
  const found = new Map<string, Resource>();
  for (const one of resources(slot.source)) {
    for (const name of namesOf(one)) if (!found.has(name)) found.set(name, one);
    if (found.size >= limit) break;
  }
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([text, one], index) => ({ text, reference: true, detail: titleOf(one), sort: sortKey(1, index) }));
}

/**
 * Names of objects of a kind where a reference looks for them. While it names no namespace, those of others are proposed
 * as well, behind: what they are called is often known before where they are.
 */
export function namesOfObjects(slot: Slot, kind: Kind, { namespace }: ObjectRef): readonly Candidate[] {
  const written = namespace === 'absent' ? undefined : namespace.text;
  const isHere = (one: Resource): boolean => one.namespace === undefined || one.namespace === (written ?? slot.namespace);
  const namesIf = (wanted: boolean): readonly Candidate[] => namesInWorkspace(slot, (one) => (one.kind === kind && one.name !== undefined && isHere(one) === wanted ? [one.name] : []));
  const here = namesIf(true);
  const elsewhere = written === undefined ? namesIf(false).filter(({ text }) => !here.some((one) => one.text === text)) : [];
  return [...here, ...elsewhere.map((one, index) => ({ ...one, sort: sortKey(2, index) }))];
}

/** The objects that a reference finds; none while it is not complete. */
export function objectsNamed(slot: Slot, kind: Kind, ref: ObjectRef): readonly Resource[] {
  return resolveObject(slot.lookup, kind, ref, slot)?.found ?? [];
}

/** The ports of Services and ServiceEntries. */
export function portsOfObjects(targets: readonly Resource[]): readonly Candidate[] {
  return targets.flatMap((target) => portsOf(target).ports.map(({ number, name, protocol }, index) => ({
    text: String(number), bare: true, reference: true, detail: [protocol, name, titleOf(target)].filter((one) => one !== undefined).join(', '), sort: sortKey(0, index),
  })));
}
