// The hosts that have a way out of the mesh: those of ServiceEntries, VirtualServices, routes, and servers of Gateways.
import { perResource } from '../../model/memo.ts';
import type { Resource } from '../../model/resource.ts';
import { meaningOf } from '../../schema/problem.ts';
import { fieldsOf } from '../../workspace/walk.ts';
import type { Value } from '../../yaml/value.ts';
import type { FieldPlace } from '../locate.ts';

/** A host where a manifest lists it. */
export interface ChainHost {
  readonly resource: Resource;
  readonly value: Value;
  /** Without the namespace that a Gateway may put before it. */
  readonly host: string;
}

/** The fields in question, by what stands behind `host:` in `x-egress`. */
const dialects: ReadonlySet<string> = new Set(['service-entry', 'virtual-service', 'gateway', 'route']);

/** The hosts of a resource in the order of the text. What is not known (templates) is left out, and so is what a patch holds. */
export function chainHostsOf(resource: Resource): readonly ChainHost[] {
  return resource.entry.isPatch ? [] : listedHosts(resource);
}

const listedHosts = perResource((resource: Resource): readonly ChainHost[] => fieldsOf(resource, 'host').flatMap(({ value, dialect }) => hostOf(resource, value, dialect)));

/** The host at a place, if it is one of them. */
export function chainHostAt({ resource, value, on, schemas }: FieldPlace): ChainHost | undefined {
  const { meaning, dialect } = meaningOf(schemas[schemas.length - 1]);
  return on === 'value' && meaning === 'host' && !resource.entry.isPatch ? hostOf(resource, value, dialect)[0] : undefined;
}

function hostOf(resource: Resource, value: Value, dialect: string): readonly ChainHost[] {
  const text = value.string;
  if (text === undefined || text === '' || !dialects.has(dialect)) return [];
  const host = dialect === 'gateway' ? text.slice(text.indexOf('/') + 1) : text;
  return host === '' ? [] : [{ resource, value, host }];
}
