import type { Edit, Fix } from '../model/finding.ts';
import type { Resource } from '../model/resource.ts';

/** A fix of one or several edits; none where one of them cannot be made. */
export function fixOf(title: string, edits: Edit | undefined | readonly (Edit | undefined)[], preferred = false): readonly Fix[] {
  const all = isOne(edits) ? [edits] : edits;
  const whole = all.filter((edit) => edit !== undefined);
  return whole.length === 0 || whole.length < all.length ? [] : [{ title, edits: apart(whole), ...(preferred ? { preferred } : {}) }];
}

function isOne(edits: Edit | undefined | readonly (Edit | undefined)[]): edits is Edit | undefined {
  return !Array.isArray(edits);
}

/** What is added behind lines that go takes their place. */
function apart(edits: readonly Edit[]): readonly Edit[] {
  const added = edits.find((one) => one.span.start === one.span.end && edits.some((other) => holds(other, one)));
  if (added === undefined) return edits;
  const rest = edits.filter((one) => one !== added);
  const text = /^(\r?\n)([^]*)$/.exec(added.newText);
  return rest.map((one) => (holds(one, added) ? { ...one, newText: `${text?.[2] ?? ''}${text?.[1] ?? ''}` } : one));
}

function holds(deletion: Edit, { span, resource }: Edit): boolean {
  return deletion.newText === '' && deletion.resource === resource && deletion.span.start < span.start && span.end < deletion.span.end;
}

/** An edit of another resource than the one a finding stands in. */
export function within(resource: Resource, edit: Edit | undefined): Edit | undefined {
  return edit === undefined ? undefined : { ...edit, resource };
}

/** An edit that adds a line for what goes elsewhere in a text, with the comments that go there. */
export function carrying(text: string, addition: Edit | undefined, deletion: Edit | undefined): Edit | undefined {
  const comments = deletion === undefined ? undefined : text.slice(deletion.span.start, deletion.span.end).match(/(?<=\s)#.*[^\s]/g);
  return comments === undefined || comments === null || addition?.newText.includes('\n') !== true ? addition : { ...addition, newText: [addition.newText, ...comments].join(' ') };
}
