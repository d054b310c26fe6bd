// What a field is: from its schema alone.
import type { Schema } from '../../../../../schemas/schema.ts';
import type { Step } from '../../yaml/value.ts';
import type { FieldPlace } from '../locate.ts';
import { bullets, code, docsLink, paragraphs } from '../markdown.ts';
import { enumerated } from '../../text/words.ts';

/** What a value of an enumeration stands for. */
export function describeWord({ value: { string }, schemas }: FieldPlace): string | undefined {
  const words = string === undefined ? undefined : schemas[schemas.length - 1]?.['x-words']?.[string];
  return string === undefined || words === undefined ? undefined : `**${code(string)}** — ${words}`;
}

/** All there is to say of a field: for its key. */
export function fieldCard(place: FieldPlace): string | undefined {
  const schema = place.schemas[place.schemas.length - 1];
  if (schema === undefined) return undefined;
  const required = isRequired(place) ? ', required' : '';
  return paragraphs(
    `**${code(pathText(place.path))}** · ${typeText(schema)}${required}`,
    deprecation(schema),
    descriptionOf(place),
    bullets(limits(schema)),
    docsLink(docsOf(place)),
  );
}

/** The field in short: for its value. */
export function fieldLine(place: FieldPlace): string | undefined {
  const schema = place.schemas[place.schemas.length - 1];
  if (schema === undefined) return undefined;
  const description = descriptionOf(place);
  return paragraphs(deprecation(schema), `${code(pathText(place.path))}${description === undefined ? '' : ` — ${description}`}`, docsLink(docsOf(place)));
}

/** `spec.egress[].to[].ipBlock.cidr`, and `metadata.labels["app.kubernetes.io/name"]`. */
function pathText(path: readonly Step[]): string {
  return path.reduce<string>((text, step) => {
    if (typeof step === 'number') return `${text}[]`;
    if (/[^\w-]/.test(step)) return `${text}[${JSON.stringify(step)}]`;
    return text === '' ? step : `${text}.${step}`;
  }, '');
}

/** The field's own description; that of its list or map where an item has none. */
function descriptionOf({ schemas, path }: FieldPlace): string | undefined {
  const own = schemas[schemas.length - 1]?.description;
  if (own !== undefined) return own;
  const around = schemas[schemas.length - 2];
  const step = path[path.length - 1];
  const isEntry = typeof step === 'number' || (step !== undefined && around?.properties?.[step] === undefined);
  return isEntry ? around?.description : undefined;
}

/** The official page of the field, or of what is around it. */
function docsOf({ schemas, resource }: FieldPlace): string {
  return schemas.findLast((schema) => schema['x-docs'] !== undefined)?.['x-docs'] ?? resource.kind.docs;
}

function isRequired({ schemas, path }: FieldPlace): boolean {
  const step = path[path.length - 1];
  return typeof step === 'string' && schemas[schemas.length - 2]?.required?.includes(step) === true;
}

function deprecation(schema: Schema): string | undefined {
  return schema['x-deprecated'] === undefined ? undefined : `**Deprecated.** ${schema['x-deprecated']}`;
}

const scalars: Readonly<Record<string, string>> = { string: 'string', integer: 'whole number', number: 'number', boolean: 'true or false' };

/** A schema's type in words. */
export function typeText(schema: Schema): string {
  if (schema['x-int-or-string'] === true) return 'number or string';
  if (schema['x-any'] === true || schema.type === undefined) return 'anything';
  if (schema.type === 'array') return schema.items === undefined ? 'list' : `list of ${plural(schema.items)}`;
  if (schema.type === 'object') return typeof schema.additionalProperties === 'object' ? `map of ${plural(schema.additionalProperties)}` : 'object';
  return scalars[schema.type] ?? schema.type;
}

function plural(schema: Schema): string {
  const one = typeText(schema);
  if (one === 'number or string') return 'numbers or strings';
  return /^(?:true or false|anything|list|map)/.test(one) ? one : `${one}s`;
}

function limits(schema: Schema): readonly string[] {
  const allowed = (schema.enum ?? schema.items?.enum ?? []).filter((one) => one !== '');
  return [
    ...(allowed.length > 1 ? [`Allowed: ${allowed.map(code).join(', ')}`] : []),
    ...(schema.default === undefined ? [] : [`Default: ${code(typeof schema.default === 'string' ? schema.default : JSON.stringify(schema.default))}`]),
    ...rangeText(schema.minimum, schema.maximum),
    ...(schema['x-at-most-one'] ?? []).map((group) => `At most one of ${enumerated(group.map(code))}`),
    ...(schema['x-at-least-one'] ?? []).map((group) => `Needs ${group.map(code).join(' or ')}`),
  ];
}

/** What the type of 32 bits without a sign holds is no limit that anyone comes near: the text of the field says what is meant. */
const uint32Limit = 2 ** 32 - 1;

function rangeText(low: number | undefined, high: number | undefined): readonly string[] {
  if (high === uint32Limit) return [];
  if (low !== undefined && high !== undefined) return [`From ${low} to ${high}`];
  if (low !== undefined) return [`At least ${low}`];
  return high === undefined ? [] : [`At most ${high}`];
}
