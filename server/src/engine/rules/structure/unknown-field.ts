import type { Schema } from '../../../../../schemas/schema.ts';
import { renameKey } from '../../edits/map.ts';
import { nestUnder } from '../../edits/nest.ts';
import { isJson } from '../../edits/style.ts';
import type { Fix } from '../../model/finding.ts';
import type { Resource } from '../../model/resource.ts';
import type { SchemaProblem } from '../../schema/problem.ts';
import { schemaAt } from '../../schema/resolve.ts';
import { walkOf } from '../../workspace/walk.ts';
import type { Value } from '../../yaml/value.ts';
import { resourceRule } from '../define.ts';

export const unknownField = resourceRule({
  id: 'unknown-field',
  title: 'No such field',
  severity: 'error',
  since: '0.1.0',
  fixable: true,
  docs: `The object has no field of this name at this place. \`kubectl apply\` validates strictly and refuses the manifest; other clients let the server drop the field, and what it was to restrict stays open.

Names are case-sensitive (\`podselector\` is not \`podSelector\`), and a field one level too high or too low is an unknown field too: \`cidr\` belongs under \`ipBlock\`, \`matchLabels\` under a selector.

**Do:** take the suggested name, or move the field to the one it belongs to.`,
  check(resource, report) {
    const { problems } = walkOf(resource);
    for (const problem of problems) {
      if (problem.code !== 'unknown-field') continue;
      const { value } = problem;
      report({
        span: value.keySpan, admission: 'rejected', message: `There is no field ${String(value.step)} here: the server refuses the object, or drops the field without a word.${hintFor(problem, resource)}`,
        ...(value.parent?.isAlias === true ? {} : { fixes: () => fixesFor(problem, problems) }),
      });
    }
  },
});

function hintFor({ value, meant, under }: SchemaProblem, resource: Resource): string {
  if (meant !== undefined) return ` Did you mean ${meant}?`;
  if (under !== undefined) return ` It belongs one level deeper, under ${under}.`;
  const outer = outerHolder(value, resource);
  return outer === undefined ? '' : ` It belongs further out, ${outer === '' ? 'at the top' : `in ${outer}`}: indent it less.`;
}

/** The object around the one with the field that has a field of this name; empty for the whole manifest. */
function outerHolder({ parent, path }: Value, { root, kind }: Resource): string | undefined {
  const name = String(path.at(-1));
  const inside = root.path.length;
  for (let at = parent?.parent; at !== undefined && at.path.length >= inside; at = at.parent) {
    const schema = kind.schema === undefined ? undefined : schemaAt(kind.schema, at.path.slice(inside));
    if (schema?.properties?.[name] !== undefined && !at.at(name).exists) return typeof at.step === 'string' ? at.step : at === root ? '' : undefined;
  }
  return undefined;
}

function fixesFor(problem: SchemaProblem, problems: readonly SchemaProblem[]): readonly Fix[] {
  const { value, schema, meant, under } = problem;
  if (meant !== undefined) return [{ title: `Rename to ${meant}`, preferred: true, edits: [renameKey(value, meant)] }];
  const holder = under === undefined ? undefined : schema.properties?.[under];
  if (under === undefined || holder === undefined) return [];
  if (!isAlone(value, under, holder)) return nested(problem, holder, problems);
  const span = { start: value.keySpan.start, end: value.span.end };
  const inner = `{${value.document.text.slice(span.start, span.end)}}`;
  const moved = `${isJson(value) ? `"${under}"` : under}: ${holder.type === 'array' ? `[${inner}]` : inner}`;
  return [{ title: `Write ${moved.length > 60 ? `it under ${under}` : moved}`, edits: [{ span, newText: moved }] }];
}

/** The fields of one object that belong under another one of its fields, moved together. */
function nested({ value, under }: SchemaProblem, holder: Schema, problems: readonly SchemaProblem[]): readonly Fix[] {
  const fields = problems.filter((one) => one.code === 'unknown-field' && one.under === under && one.value.parent === value.parent).map((one) => one.value);
  const edits = nestUnder(fields, String(under), holder.type === 'array');
  const names = fields.map(({ step }) => String(step));
  return edits.length === 0 ? [] : [{ title: `Move ${names.length > 2 ? 'them' : names.join(' and ')} under ${String(under)}`, edits }];
}

/** Whether the field can move by itself, on its line: there is no holder yet, and nothing beside it belongs there too. */
function isAlone(field: Value, under: string, holder: Schema): boolean {
  const { document, keySpan, span, parent } = field;
  const text = document.text.slice(keySpan.start, span.end);
  if (parent === undefined || parent.at(under).exists || field.type === 'null' || text.includes('\n')) return false;
  // What is fine on a line of its own may mean something else in brackets.
  if (field.isPlain && /[,[\]{}]|^:/.test(field.source)) return false;
  return parent.entries().filter(({ step }) => holderHas(holder, String(step))).length === 1;
}

function holderHas(holder: Schema, name: string): boolean {
  return (holder.items ?? holder).properties?.[name] !== undefined;
}
