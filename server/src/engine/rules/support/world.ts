import type { Resource } from '../../model/resource.ts';
import type { Lookup } from '../../model/rule.ts';
import { worldFor } from '../../references/world.ts';
import type { World } from '../../references/world.ts';

/** What Istio sees, where manifests without a namespace are in that of a resource. */
export function worldOf(lookup: Lookup, { namespace }: Resource): World {
  return worldFor(lookup, namespace ?? '');
}
