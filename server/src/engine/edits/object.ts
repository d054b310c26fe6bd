// Writing new objects beside one that is there.
import type { Edit } from '../model/finding.ts';
import type { Resource } from '../model/resource.ts';
import { lineBreak, lineEnd } from '../text/lines.ts';
import { appendData, insertion } from './data.ts';
import { within } from './fix.ts';
import { blockLines, styleAt } from './style.ts';
import type { DataMap } from './style.ts';

/**
 * Adds objects behind a resource: as items of the list that holds the resource, else as documents of their own. `undefined` where
 * the document is written in brackets: a file of JSON holds one object.
 */
export function addObject(resource: Resource, ...objects: readonly DataMap[]): Edit | undefined {
  const { root, entry: { document: { text } } } = resource;
  if (root.parent !== undefined) return within(resource, appendData(root.parent, ...objects));
  if (root.isFlow) return undefined;
  // Comments behind the last field may be about what follows.
  const at = lineEnd(text, root.span.end);
  return within(resource, insertion(at, ['', ...objects.flatMap((object) => ['---', ...blockLines(object, styleAt(root))])].join(lineBreak(text))));
}
