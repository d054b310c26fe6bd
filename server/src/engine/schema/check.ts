import type { Schema } from '../../../../schemas/schema.ts';
import { nearest } from '../text/nearest.ts';
import { isPlaceholder } from '../yaml/value.ts';
import type { Value } from '../yaml/value.ts';
import { constraints, keyConstraints } from './constraints.ts';
import { emptyItemProblem, limitProblem, togetherProblem } from './limits.ts';
import { Plan } from './plan.ts';
import { meaningOf } from './problem.ts';
import type { Decoder, FieldSite, SchemaProblem } from './problem.ts';
import { typeProblem } from './types.ts';

/** What one walk over a resource finds. */
export interface Walk {
  readonly problems: readonly SchemaProblem[];
  readonly fields: readonly FieldSite[];
}

/** Aliases can make a short text expand without end; nobody writes a manifest with this many values. */
const valueLimit = 500_000;

/** Compares a value with its schema. Stops where a type is wrong, so that one mistake gives one problem. */
export function checkSchema(root: Value, schema: Schema, decoder: Decoder): Walk {
  const problems: SchemaProblem[] = [];
  const fields: FieldSite[] = [];
  let left = valueLimit;

  const visit = (value: Value, plan: Plan, mode: Decoder): void => {
    const { schema: at } = plan;
    const { type } = value;
    if (left-- <= 0 || plan.isOpen || type === 'unknown') {
      if (plan.isMeant) fields.push(siteOf(value, at));
      return;
    }
    if (type === 'null' && (mode === 'go' || plan.takesNull)) {
      if (mode === 'go') problems.push(...emptyItem(value, at));
      return;
    }
    const wrong = type === plan.sureType ? undefined : typeProblem(value, at, mode);
    if (wrong !== undefined) {
      problems.push({ code: 'wrong-type', value, schema: at, reason: wrong });
      return;
    }
    if (plan.isMeant) fields.push(siteOf(value, at));
    visitBelow(value, plan, mode);
  };

  const visitBelow = (value: Value, plan: Plan, mode: Decoder): void => {
    const before = problems.length;
    if (plan.hasLimits) checkLimits(value, plan.schema, problems);
    if (value.type === 'map') visitFields(value, plan, mode);
    else if (plan.items !== undefined) for (const item of value.items()) visit(item, plan.items, mode);
    if (plan.judgesWhole && (problems.length === before || !problems.slice(before).some((problem) => isAbout(problem, value)))) checkWhole(value, plan.schema, problems);
  };

  const visitFields = (value: Value, plan: Plan, mode: Decoder): void => {
    const before = problems.length;
    for (const field of value.entries()) {
      const name = String(field.step);
      const below = plan.field(name);
      if (below !== undefined) visit(field, below, below.isReadByGo ? 'go' : mode);
      else if (!plan.takesAnyField && !isPlaceholder(name)) problems.push(unknownField(field, plan.schema));
    }
    withdrawEmptied(value, problems, before);
    if (plan.required === undefined) return;
    checkRequired(value, plan.schema, plan.required, problems, before);
    if (mode === 'go') checkNulls(value, plan.schema, plan.required, problems);
  };

  visit(root, Plan.of(schema), decoder);
  return { problems, fields };
}

function siteOf(value: Value, schema: Schema): FieldSite {
  const { meaning, dialect } = meaningOf(schema);
  return { value, schema, meaning, dialect };
}

function emptyItem(value: Value, schema: Schema): readonly SchemaProblem[] {
  const refused = emptyItemProblem(value, schema);
  return refused === undefined ? [] : [{ code: 'invalid-value', value, schema, ...refused }];
}

/** Whether a problem of an object or one of its fields leaves open what the object as a whole would be without it. */
function isAbout({ code, value, meant, under }: SchemaProblem, whole: Value): boolean {
  return value === whole || (value.parent === whole && (code !== 'unknown-field' || meant !== undefined || under !== undefined));
}

/** Words that are taken for each other, though they are not spelled alike: the two sides of a policy. */
const counterparts: Readonly<Record<string, string>> = { from: 'to', to: 'from' };

function unknownField(field: Value, schema: Schema): SchemaProblem {
  const name = String(field.step);
  const free = Object.keys(schema.properties ?? {}).filter((one) => field.parent?.at(one).exists !== true);
  const near = nearest(name, free) ?? free.find((one) => one === counterparts[name]);
  const holder = holderOf(field, schema);
  // A scalar is no misspelt list: `port: 53` beside `to` lacks `ports` around it.
  const isItem = holder !== undefined && holder === near && field.scalar !== undefined;
  const meant = isItem ? undefined : near;
  return {
    code: 'unknown-field', value: field, schema, reason: `there is no field ${name} here`,
    ...(meant === undefined ? {} : { meant }), ...(holder === undefined || meant !== undefined ? {} : { under: holder }),
  };
}

/** The one field that has a field of this name, or takes texts under any name (`matchLabels`). */
function holderOf(field: Value, schema: Schema): string | undefined {
  const fields = Object.entries(schema.properties ?? {});
  const named = fields.find(([, below]) => (below.items ?? below).properties?.[String(field.step)] !== undefined);
  if (named !== undefined || field.type !== 'string') return named?.[0];
  const free = fields.filter(([, { additionalProperties }]) => typeof additionalProperties === 'object' && additionalProperties.type === 'string');
  return free.length === 1 ? free[0]?.[0] : undefined;
}

/**
 * A field that is empty because what belongs under it is not indented: the fields say so, and it need not. Problems of the fields
 * stand behind those that there were before.
 */
function withdrawEmptied(whole: Value, problems: SchemaProblem[], before: number): void {
  if (problems.length === before) return;
  const own = problems.slice(before);
  const holders = new Set(own.filter(({ code, value }) => code === 'unknown-field' && value.parent === whole).map(({ under }) => under));
  if (holders.size === 0) return;
  const emptied = own.findIndex(({ code, value }) => code === 'wrong-type' && value.type === 'null' && value.parent === whole && holders.has(String(value.step)));
  if (emptied >= 0) problems.splice(before + emptied, 1);
}

function checkRequired(value: Value, schema: Schema, required: readonly string[], problems: SchemaProblem[], before: number): void {
  const absent = required.filter((name) => value.written(name) === undefined);
  if (absent.length === 0 || value.entries().some(({ step }) => isPlaceholder(String(step))) || value.hasUnknownEntries) return;
  const misspelt = problems.slice(before).filter((problem) => problem.code === 'unknown-field' && problem.value.parent === value).flatMap(({ meant, under }) => [meant, under]);
  const names = absent.filter((name) => !misspelt.includes(name));
  if (names.length > 0) problems.push({ code: 'missing-field', value, schema, names, reason: `${names.join(' and ')} must be set` });
}

/** For Go a null field is absent; it is marked itself, not the object that lacks it. */
function checkNulls(value: Value, schema: Schema, required: readonly string[], problems: SchemaProblem[]): void {
  for (const name of required) {
    const field = value.at(name);
    if (field.type === 'null') problems.push({ code: 'missing-field', value: field, schema, names: [name], reason: `${name} has no value and must be set` });
  }
}

function checkLimits(value: Value, schema: Schema, problems: SchemaProblem[]): void {
  const refused = limitProblem(value, schema);
  if (refused !== undefined) {
    problems.push({ code: 'invalid-value', value, schema, ...refused });
    return;
  }
  for (const name of schema['x-keys'] ?? []) {
    for (const field of value.entries()) {
      const key = String(field.step);
      const reason = isPlaceholder(key) ? undefined : keyConstraints[name]?.(key);
      if (reason !== undefined) problems.push({ code: 'invalid-value', value: field, schema, reason, keyword: name, ofKey: true });
    }
  }
}

/** What can be said of a value only when its parts are right: what must or may not stand together, and the CRD's rules. */
function checkWhole(value: Value, schema: Schema, problems: SchemaProblem[]): void {
  const refused = togetherProblem(value, schema);
  if (refused !== undefined) {
    problems.push({ code: 'invalid-value', value, schema, ...refused });
    return;
  }
  const repeated = repeatedItems(value, schema);
  problems.push(...repeated);
  for (const name of schema['x-constraints'] ?? []) {
    const found = (constraints[name]?.(value) ?? []).filter(({ at }) => !repeated.some((one) => one.value === at?.parent));
    for (const { at, reason } of found) problems.push({ code: 'invalid-value', value: at ?? value, schema, reason, keyword: name });
    // Of several checks of one text the first says enough; those of an object are about different fields.
    if (found.length > 0 && value.string !== undefined) break;
  }
}

function repeatedItems(value: Value, schema: Schema): readonly SchemaProblem[] {
  const keys = schema['x-list-map-keys'];
  if (keys === undefined && schema['x-list-set'] !== true) return [];
  const problems: SchemaProblem[] = [];
  const seen = new Map<string, Value>();
  for (const item of value.items()) {
    const parts = keys === undefined ? [item] : keys.map((key) => item.at(key));
    if (parts.some((part) => part.scalar === undefined || part.type === 'unknown')) continue;
    const identity = JSON.stringify(parts.map((part) => part.scalar));
    const other = seen.get(identity);
    if (other === undefined) seen.set(identity, item);
    else problems.push({ code: 'duplicate-item', value: item, schema, other, reason: `another item has the same ${keys?.join(' and ') ?? 'value'}` });
  }
  return problems;
}
