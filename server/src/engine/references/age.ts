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
  return byAge(a, b) || byPlace(a, b);
}

/** The same where names decide about what is of one age, or of no known one: so it is with policies of the Gateway API in one namespace. */
export function compareAgeAndName({ resource: a }: Aged, { resource: b }: Aged): number {
  return byAge(a, b) || compareTexts(a.name ?? '', b.name ?? '') || byPlace(a, b);
}

/** 0 where it is not known which of two is older. */
function byAge(a: Resource, b: Resource): number {
  const [left, right] = [created(a), created(b)];
  return left === undefined || right === undefined ? 0 : compareTexts(left, right);
}

function compareTexts(left: string, right: string): number {
  return left === right ? 0 : left < right ? -1 : 1;
}

/** Timestamps of one form sort as texts. */
const created = perResource(({ root }: Resource): string | undefined => root.at('metadata', 'creationTimestamp').string);
