// Fields that an object may have, and how a new one is written.
import type { Schema } from '../../../../../schemas/schema.ts';
import { isMarker } from '../../yaml/cursor.ts';
import type { Value } from '../../yaml/value.ts';
import { typeText } from '../hover/field.ts';
import { docsLink, paragraphs } from '../markdown.ts';
import { escapeSnippet, sortKey } from './candidate.ts';
import type { Candidate } from './candidate.ts';

/** The fields of an object that are not there yet and not shut out by one that is; those that must be there first. */
export function keyCandidates(map: Value, schema: Schema, docs: string | undefined): readonly Candidate[] {
  const present = new Set(map.entries().map((entry) => entry.step).filter((step) => !isMarker(step)));
  const shutOut = (name: string): boolean => (schema['x-at-most-one'] ?? []).some((group) => group.includes(name) && group.some((other) => other !== name && present.has(other)));
  return Object.entries(schema.properties ?? {})
    .filter(([name]) => name !== 'status' && !present.has(name) && !shutOut(name))
    .map(([name, field], index) => {
      const required = schema.required?.includes(name) === true;
      const deprecated = field['x-deprecated'] !== undefined;
      const page = field['x-docs'] ?? docs;
      return {
        text: name, schema: field, sort: sortKey(required ? 0 : deprecated ? 2 : 1, index), deprecated,
        detail: `${typeText(field)}${required ? ', required' : ''}`,
        documentation: paragraphs(field['x-deprecated'], field.description, page === undefined ? undefined : docsLink(page)),
      };
    });
}

/** Counts the tab stops of a snippet. */
interface Stops {
  next: number;
}

/** `name: ` with the skeleton of its value, as a snippet. `indent` is the key's own, less that of its line. */
export function writeKey(name: string, schema: Schema, indent: string, flow: boolean): string {
  const stops: Stops = { next: 1 };
  return `${escapeSnippet(name)}:${flow ? flowValue(schema, stops) : blockValue(schema, indent, stops, 0)}`;
}

function flowValue(schema: Schema, stops: Stops): string {
  if (schema.type === 'object') return ` {${stop(stops)}}`;
  return schema.type === 'array' ? ` [${stop(stops)}]` : ` ${scalar(schema, stops)}`;
}

/** Deeper than this a skeleton would hide more than it helps. */
const deepest = 4;

function blockValue(schema: Schema, indent: string, stops: Stops, depth: number): string {
  if (schema.type === 'object') return `\n${indent}  ${fields(schema, `${indent}  `, stops, depth + 1)}`;
  if (schema.type !== 'array') return ` ${scalar(schema, stops)}`;
  const items = schema.items ?? {};
  return `\n${indent}  - ${items.type === 'object' ? fields(items, `${indent}    `, stops, depth + 1) : scalar(items, stops)}`;
}

/** The fields an object must have, the first one on the line where it begins. */
function fields(schema: Schema, indent: string, stops: Stops, depth: number): string {
  const required = (schema.required ?? []).flatMap((name) => {
    const field = schema.properties?.[name];
    return field === undefined || depth > deepest ? [] : [`${escapeSnippet(name)}:${blockValue(field, indent, stops, depth)}`];
  });
  return required.length === 0 ? stop(stops) : required.join(`\n${indent}`);
}

function scalar(schema: Schema, stops: Stops): string {
  const words = schema.type === 'boolean' ? ['true', 'false'] : (schema.enum ?? []).filter((word) => word !== '');
  if (words.length === 1) return escapeSnippet(words[0] ?? '');
  if (words.length === 0) return stop(stops);
  const first = typeof schema.default === 'string' && words.includes(schema.default) ? [schema.default, ...words.filter((word) => word !== schema.default)] : words;
  return `\${${stops.next++}|${first.map((word) => word.replace(/[\\$},|]/g, '\\$&')).join(',')}|}`;
}

function stop(stops: Stops): string {
  return `$${stops.next++}`;
}
