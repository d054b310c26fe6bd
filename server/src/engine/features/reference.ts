// What a value refers to: for hover and for going to the definition.
import { gateway } from '../kinds/gateway.ts';
import { networkPolicy } from '../kinds/network-policy.ts';
import type { Resource } from '../model/resource.ts';
import { meaningOf } from '../schema/problem.ts';
import { labelsAt } from '../views/read.ts';
import type { Value } from '../yaml/value.ts';
import type { FieldPlace } from './locate.ts';
import { meanings } from './meanings/index.ts';
import type { Reference } from './meanings/meaning.ts';

/** What the value at a place refers to; `undefined` where it refers to nothing. */
export function referenceAt(place: FieldPlace): Reference | undefined {
  const { meaning, dialect } = meaningOf(place.schemas[place.schemas.length - 1]);
  return meanings[meaning]?.refer?.(place, dialect) ?? selectorReference(place);
}

const selectorFields: ReadonlySet<unknown> = new Set(['selector', 'podSelector', 'namespaceSelector', 'workloadSelector', 'sourceLabels']);

/** A selector of pods, whichever part of it the place is. */
function selectorReference({ value, resource }: FieldPlace): Reference | undefined {
  const selector = selectorAround(value, resource.root);
  if (selector === undefined || inMatchExpressions(value, selector)) return undefined;
  const named = [selector.at('matchLabels'), selector.at('labels')].find((one) => one.type === 'map');
  const { labels, complete } = labelsAt(named ?? selector);
  if (!complete || labels.size === 0 || selector.at('matchExpressions').items().length > 0) return undefined;
  if (selector.step !== 'namespaceSelector') return { type: 'pods', labels, namespace: reachOf(selector, resource) };
  const name = labels.size === 1 ? labels.get('kubernetes.io/metadata.name') : undefined;
  return name === undefined ? undefined : { type: 'namespace', name };
}

function selectorAround(value: Value, root: Value): Value | undefined {
  for (let at: Value | undefined = value; at !== undefined && at !== root; at = at.parent) if (selectorFields.has(at.step)) return at;
  return undefined;
}

function inMatchExpressions(value: Value, selector: Value): boolean {
  for (let at: Value | undefined = value; at !== undefined && at !== selector; at = at.parent) if (at.step === 'matchExpressions') return true;
  return false;
}

/** The namespace in which a selector looks for pods; `undefined` for all, or for one that is not known. */
function reachOf(selector: Value, resource: Resource): string | undefined {
  if (resource.kind === gateway || selector.step === 'sourceLabels') return undefined;
  if (resource.kind === networkPolicy && selector.parent?.at('namespaceSelector').exists === true) return undefined;
  return resource.namespace;
}
