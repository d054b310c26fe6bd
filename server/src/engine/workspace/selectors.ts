// Kubernetes' label selectors, wherever a kind has one.
import type { Resource } from '../model/resource.ts';
import type { Value } from '../yaml/value.ts';
import { lately } from '../model/memo.ts';
import { fieldsOf } from './walk.ts';

/** The items of `matchExpressions` of all label selectors of a resource. */
export const expressionsOf = lately((resource: Resource): readonly Value[] => fieldsOf(resource, 'selector')
  .filter(({ dialect }) => dialect === 'kubernetes')
  .flatMap(({ value }) => value.at('matchExpressions').items()));
