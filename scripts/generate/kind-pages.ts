/** The kinds that are checked and their fields, as the schemas have them. */
import { apiVersionsOf, checkedKinds, type Kind } from '../../server/src/engine/index.ts';
import type { Schema } from '../../schemas/schema.ts';
import { generatedNote, table } from './markdown.ts';

/** The pages, by file name. */
export function kindPages(): Readonly<Record<string, string>> {
  return Object.fromEntries([['README.md', kindIndex()], ...checkedKinds.map((kind) => [`${fileName(kind)}.md`, kindPage(kind)] as const)]);
}

/** A name that two groups have is told apart for the second of them. */
function fileName({ kind, group }: Kind): string {
  const prefix = checkedKinds.find((one) => one.kind === kind)?.group === group ? '' : 'kubernetes-';
  return prefix + kind.replace(/(?<=[a-z])[A-Z]|(?<=[A-Z])[A-Z](?=[a-z])/g, '-$&').toLowerCase();
}

function kindIndex(): string {
  return [
    generatedNote,
    '# Kinds',
    'The manifests that are checked in every field. Other documents are left alone.',
    table(['Kind', 'apiVersion', 'Official page'], checkedKinds.map((kind) => [`[${kind.kind}](${fileName(kind)}.md)`, apiVersionsOf(kind).map((one) => `\`${one}\``).join(', '), `[${new URL(kind.docs).hostname}](${kind.docs})`])),
  ].join('\n\n') + '\n';
}

function kindPage(kind: Kind): string {
  const schema: Schema = kind.schema ?? {};
  return [
    generatedNote,
    `# ${kind.kind}`,
    ...(schema.description === undefined ? [] : [schema.description]),
    `[Official page](${kind.docs}) · ${apiVersionsOf(kind).map((one) => `\`${one}\``).join(', ')}`,
    table(['Field', 'Type', 'What it does'], rowsOf(schema.properties?.['spec'] ?? schema, schema.properties?.['spec'] === undefined ? '' : 'spec', [])),
  ].join('\n\n') + '\n';
}

/** One row a field, its own fields below it; a schema that holds itself is told of once. */
function rowsOf(schema: Schema, path: string, above: readonly Schema[]): readonly (readonly string[])[] {
  if (above.includes(schema)) return [];
  const inner = [...above, schema];
  const fields = Object.entries(schema.properties ?? {}).flatMap(([name, field]) => {
    const at = path === '' ? name : `${path}.${name}`;
    const must = schema.required?.includes(name) === true ? ', required' : '';
    return [[`\`${at}\``, `${typeOf(field)}${must}`, wordsOf(field)], ...rowsOf(field, at, inner)];
  });
  const items = schema.items === undefined ? [] : rowsOf(schema.items, `${path}[]`, inner);
  const free = typeof schema.additionalProperties === 'object' ? rowsOf(schema.additionalProperties, `${path}.*`, inner) : [];
  return [...fields, ...items, ...free];
}

function typeOf(schema: Schema): string {
  if (schema.enum !== undefined) return schema.enum.map((word) => `\`${word === '' ? '""' : word}\``).join(', ');
  if (schema['x-int-or-string'] === true) return 'number or string';
  if (schema.type === 'array') return `list of ${schema.items?.type === 'object' ? 'maps' : plural(schema.items === undefined ? '' : typeOf(schema.items))}`;
  return schema.type === 'object' ? 'map' : (schema.type ?? 'any');
}

function plural(type: string): string {
  return /^\w+$/.test(type) ? `${type}s` : type;
}

function wordsOf({ description = '', default: usual, 'x-egress': meaning, 'x-deprecated': deprecated }: Schema): string {
  return [
    description,
    ...(usual === undefined ? [] : [`Default: \`${JSON.stringify(usual)}\`.`]),
    ...(meaning === undefined ? [] : [`Checked as \`${meaning}\`.`]),
    ...(deprecated === undefined ? [] : [`Deprecated: ${deprecated}`]),
  ].join(' ');
}
