import { perResource } from '../model/memo.ts';
import type { Resource } from '../model/resource.ts';
import { isAssumed } from '../trace/assumed.ts';
import type { Trace } from '../trace/model.ts';
import { isGenerated } from '../trace/generated.ts';
import { re2Matcher } from '../text/re2.ts';
import { regularExpressions } from '../workspace/regular-expressions.ts';
import type { Value } from '../yaml/value.ts';

/** Whether a resource stands in a manifest, so that there is a place to show. */
export function isWritten(resource: Resource): boolean {
  return !isGenerated(resource) && !isAssumed(resource);
}

/** Whether all of a resource is known, so that a trace through it is what happens. */
export const isCertain = perResource((resource: Resource): boolean => !resource.entry.document.partial && !holdsUnknown(resource.root.at('spec')) && !holdsUnknown(resource.root.at('metadata', 'namespace'))
  && regularExpressions(resource).every(({ string }) => string === undefined || string === '' || re2Matcher(string) !== undefined));

/** Whether all that a trace passes is known. */
export function isWayCertain({ hops }: Trace): boolean {
  return hops.every(({ decisions }) => decisions.every(({ resource }) => isCertain(resource)));
}

function holdsUnknown(value: Value): boolean {
  return value.type === 'unknown' || value.hasUnknownEntries || value.children().some(holdsUnknown);
}
