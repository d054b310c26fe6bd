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

/** Timestamps of one form sort as texts. */
const created = perResource(({ root }: Resource): string | undefined => root.at('metadata', 'creationTimestamp').string);
