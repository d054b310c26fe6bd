import { apiVersionOf, apiVersionsOf, splitApiVersion } from '../model/kind.ts';
import type { Kind } from '../model/kind.ts';
import { editDistance, nearest } from '../text/nearest.ts';
import type { Span } from '../yaml/span.ts';
import type { Value } from '../yaml/value.ts';
import { foreignKinds } from './foreign.ts';
import { checkedKinds, findKind, groups } from './index.ts';
import { listed } from '../text/words.ts';

/** What a document's `apiVersion` and `kind` say it is. */
export type Classification =
  | { readonly type: 'resource'; readonly kind: Kind; readonly version: string }
  | { readonly type: 'list' }
  | { readonly type: 'foreign' }
  /** Claims to be one of ours, and no server knows it. `span` is where to mend it, `mend` how. */
  | { readonly type: 'unknown'; readonly span: Span; readonly reason: string; readonly mend?: Mend };

/** What to write over the span of an unknown object, or (`insert`) as a line before it. */
export interface Mend {
  readonly text: string;
  readonly insert?: boolean;
}

const foreign: Classification = { type: 'foreign' };

/** Groups in which one of our kind names is a mistake, though the group never had it (`extensions` had NetworkPolicy until 1.16). */
const lookalikeGroups = new Set([...groups, 'extensions']);

const known = new WeakMap<Value, Classification>();

/** Decides whether an object is ours, by group, version and kind, never by kind alone. */
export function classify(root: Value): Classification {
  let found = known.get(root);
  if (found === undefined) known.set(root, (found = read(root)));
  return found;
}

function read(root: Value): Classification {
  if (root.type !== 'map') return foreign;
  const apiVersion = root.at('apiVersion');
  const kind = root.at('kind');
  if (apiVersion.type === 'unknown' || kind.type === 'unknown') return foreign;
  const written = { apiVersion: scalarText(apiVersion), kind: scalarText(kind) };
  const body = ['metadata', 'spec'].some((name) => root.at(name).exists);
  if (!body && !written.kind.endsWith('List')) return classifyComplete(root, written, true);
  if (written.kind === '') return missingKind(root, written.apiVersion);
  if (written.apiVersion === '') return missingApiVersion(root, written.kind);
  return classifyComplete(root, written, false);
}

interface Written {
  readonly apiVersion: string;
  readonly kind: string;
}

function classifyComplete(root: Value, written: Written, lenient: boolean): Classification {
  const [group, version] = splitApiVersion(written.apiVersion);
  if (isList(root, written, group)) return { type: 'list' };
  const kind = findKind(group, written.kind);
  if (kind?.versions.includes(version) === true) return { type: 'resource', kind, version };
  if (lenient || isForeign(group, version, written.kind)) return foreign;
  if (kind !== undefined) return kind.schema === undefined ? foreign : unknownVersion(root, kind, written.apiVersion);
  const named = checkedKinds.find((one) => one.kind === written.kind);
  if (named !== undefined) return isMeantFor(named, written.apiVersion) ? unknownVersion(root, named, written.apiVersion) : foreign;
  return isServed(group, version) || lookalikeGroups.has(written.apiVersion) ? unknownKind(root, written) : foreign;
}

/** Whether all kinds of this group and version are listed, so that another one does not exist. */
function isServed(group: string, version: string): boolean {
  return group === '' ? version === 'v1' : group in foreignKinds;
}

function isMeantFor(kind: Kind, apiVersion: string): boolean {
  return isLookalike(apiVersion) || isNearMiss(apiVersion, kind);
}

function isList(root: Value, { apiVersion, kind }: Written, group: string): boolean {
  return kind.endsWith('List') && (kind === 'List' ? apiVersion === 'v1' : groups.has(group)) && root.at('items').exists;
}

/** Whether a kind of ours is surely meant by this apiVersion: a group of ours, in whatever case, with or without its version. */
function isLookalike(apiVersion: string): boolean {
  const plain = apiVersion.toLowerCase();
  return lookalikeGroups.has(splitApiVersion(plain)[0]) || lookalikeGroups.has(plain);
}

/** One letter wrong, missing, too many or swapped: no group that anyone uses is that close to another. */
function isNearMiss(apiVersion: string, kind: Kind): boolean {
  return apiVersionsOf(kind).some((one) => editDistance(apiVersion, one) === 1);
}

function unknownVersion(root: Value, kind: Kind, apiVersion: string): Classification {
  const removed = apiVersion === 'extensions/v1beta1' && kind.group === 'networking.k8s.io' ? 'Kubernetes 1.16 removed it, and ' : '';
  const served = listed(apiVersionsOf(kind));
  return { type: 'unknown', span: root.at('apiVersion').span, reason: `There is no ${kind.kind} in ${apiVersion}: ${removed}its apiVersion is ${served}`, mend: { text: apiVersionOf(kind) } };
}

function unknownKind(root: Value, written: Written): Classification {
  const spelt = closestKind(written.kind);
  const meant = spelt ?? nearest(written.kind, kindsIn(splitApiVersion(written.apiVersion)[0]));
  const hint = spelt !== undefined ? `: it is spelt ${spelt}` : meant !== undefined ? `; ${meant} is the nearest name` : '';
  const reason = `There is no kind ${written.kind} in ${written.apiVersion}${hint}`;
  return { type: 'unknown', span: root.at('kind').span, reason, ...(meant === undefined ? {} : { mend: { text: meant } }) };
}

function missingKind(root: Value, apiVersion: string): Classification {
  const [group, version] = splitApiVersion(apiVersion);
  const ours = checkedKinds.some((kind) => kind.group === group && kind.versions.includes(version));
  if (!ours) return foreign;
  const misspelt = misspeltKey(root, 'kind');
  // In the core group most objects are of other kinds.
  if (misspelt !== undefined) return group === '' && !isOurs(misspelt) ? foreign : renamed(misspelt, 'kind');
  return { type: 'unknown', span: placeOf(root.at('kind'), root), reason: 'kind is missing, so no server knows what this is' };
}

function missingApiVersion(root: Value, kind: string): Classification {
  const named = checkedKinds.find((one) => one.kind === kind);
  if (named === undefined) return foreign;
  const misspelt = misspeltKey(root, 'apiVersion');
  if (misspelt !== undefined) return isLookalike(scalarText(misspelt)) ? renamed(misspelt, 'apiVersion') : foreign;
  const apiVersion = apiVersionOf(named);
  const at = root.at('apiVersion');
  const mend = at.type === 'string' ? { text: apiVersion } : at.exists || root.isFlow ? undefined : { text: `apiVersion: ${apiVersion}`, insert: true };
  return { type: 'unknown', span: placeOf(at, root), reason: `apiVersion is missing; for a ${kind} it is ${apiVersion}`, ...(mend === undefined ? {} : { mend }) };
}

/** The field that was to be `name`, by another spelling or case. */
function misspeltKey(root: Value, name: string): Value | undefined {
  if (root.at(name).exists) return undefined;
  return root.entries().find(({ step }) => nearest(String(step), [name]) === name);
}

function isOurs(kind: Value): boolean {
  return checkedKinds.some((one) => one.kind === scalarText(kind));
}

function renamed(field: Value, name: string): Classification {
  return { type: 'unknown', span: field.keySpan, reason: `There is no field ${String(field.step)}: it is ${name} that tells the server what this is`, mend: { text: name } };
}

function placeOf(field: Value, root: Value): Span {
  return field.exists ? field.span : root.keySpan;
}

/** The real kind that was almost surely meant: the same but for case, or a plural. */
function closestKind(written: string): string | undefined {
  const plain = written.toLowerCase();
  return checkedKinds.find((kind) => {
    const name = kind.kind.toLowerCase();
    return plain === name || plain === `${name}s` || plain === name.replace(/y$/, 'ies');
  })?.kind;
}

/** The real kinds of a group, ours and the others. */
function kindsIn(group: string): readonly string[] {
  return [...checkedKinds.filter((kind) => kind.group === group).map(({ kind }) => kind), ...Object.values(foreignKinds[group] ?? {}).flatMap((names) => names.split(' '))];
}

/** A real kind that is not checked, or a list of any. */
function isForeign(group: string, version: string, kind: string): boolean {
  const isReal = (name: string): boolean => foreignKinds[group]?.[version]?.split(' ').includes(name) === true || findKind(group, name)?.versions.includes(version) === true;
  return isReal(kind) || (kind.endsWith('List') && isReal(kind.slice(0, -'List'.length)));
}

function scalarText(value: Value): string {
  const { scalar } = value;
  return scalar === undefined || scalar === null ? '' : String(scalar);
}
