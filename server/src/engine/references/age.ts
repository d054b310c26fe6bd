import { perResource } from '../model/memo.ts';
import type { Resource } from '../model/resource.ts';
import { byPlace } from '../workspace/workspace.ts';

export interface Aged {
  readonly resource: Resource;
}

/**
 * Istio gives precedence to what is older. Manifests seldom say when they were created; what stands first is then taken for
 * what was applied first.
 */
export function compareAge({ resource: a }: Aged, { resource: b }: Aged): number {
  const [left, right] = [created(a), created(b)];
  if (left !== undefined && right !== undefined && left !== right) return left < right ? -1 : 1;
  return byPlace(a, b);
}

/** The same where names decide about what is of one age, or of no known one: so it is with policies of the Gateway API in one namespace. */
export function compareAgeAndName({ resource: a }: Aged, { resource: b }: Aged): number {
  const [left = '', right = ''] = [a.name, b.name];
  const ages = [created(a), created(b)];
  const isKnown = ages.every((age) => age !== undefined) && ages[0] !== ages[1];
  return isKnown || left === right ? compareAge({ resource: a }, { resource: b }) : left < right ? -1 : 1;
}

/** Timestamps of one form sort as texts. */
const created = perResource(({ root }: Resource): string | undefined => root.at('metadata', 'creationTimestamp').string);
