// The head of a resource: what says which kind it is.
import { checkedKinds } from '../../kinds/index.ts';
import { apiVersionOf, apiVersionsOf, splitApiVersion } from '../../model/kind.ts';
import type { Kind } from '../../model/kind.ts';
import { isMarker } from '../../yaml/cursor.ts';
import type { Step, Value } from '../../yaml/value.ts';
import { docsLink, paragraphs } from '../markdown.ts';
import { sortKey } from './candidate.ts';
import type { Candidate, Slot } from './candidate.ts';

/** What may stand in the head of a resource; `undefined` where the cursor is in none, or the kind's schema knows better. */
export function resourceHeads(slot: Slot, path: readonly Step[]): readonly Candidate[] | undefined {
  const { cursor, root, kind } = slot;
  if (path.length === 0) return kind?.schema === undefined && cursor.slot === 'key' && couldBeResource(root) ? headKeys(root) : undefined;
  if (path.length > 1 || cursor.slot === 'key') return undefined;
  if (path[0] === 'kind') return kindNames(root);
  return path[0] === 'apiVersion' ? apiVersions(root) : undefined;
}

const headNames: ReadonlySet<unknown> = new Set(['apiVersion', 'kind', 'metadata', 'spec']);

/** A map with other fields at its top is something else. */
function couldBeResource(root: Value): boolean {
  return !root.at('kind').exists && root.entries().every((entry) => isMarker(entry.step) || headNames.has(entry.step));
}

function headKeys(root: Value): readonly Candidate[] {
  const keys = [
    { text: 'apiVersion', documentation: 'API group and version of the resource, such as `networking.k8s.io/v1`.', schema: {} },
    { text: 'kind', documentation: 'Kind of the resource, such as `NetworkPolicy`.', schema: {} },
    { text: 'metadata', documentation: 'Name, namespace and labels of the resource.', schema: { type: 'object' as const } },
    { text: 'spec', documentation: 'What the resource says.', schema: { type: 'object' as const } },
  ];
  return keys.filter(({ text }) => !root.at(text).exists).map((one, index) => ({ ...one, sort: sortKey(0, index) }));
}

function kindNames(root: Value): readonly Candidate[] {
  const apiVersion = root.at('apiVersion').string;
  const group = apiVersion === undefined ? undefined : splitApiVersion(apiVersion)[0];
  return checkedKinds.filter((kind) => group === undefined || kind.group === group).map((kind, index) => ({ text: kind.kind, detail: apiVersionOf(kind), documentation: about(kind), sort: sortKey(0, index) }));
}

function apiVersions(root: Value): readonly Candidate[] {
  const name = root.at('kind').string;
  const named = checkedKinds.filter((kind) => kind.kind === name);
  const kinds = named.length > 0 ? named : checkedKinds;
  const versions = new Set(kinds.flatMap(apiVersionsOf));
  return [...versions].map((text, index) => ({ text, detail: kindsText(kinds.filter((kind) => apiVersionsOf(kind).includes(text))), sort: sortKey(0, index) }));
}

function kindsText(kinds: readonly Kind[]): string {
  const names = kinds.map(({ kind }) => kind);
  return names.length > 4 ? `${names.slice(0, 4).join(', ')}, …` : names.join(', ');
}

function about(kind: Kind): string {
  return paragraphs(kind.schema?.description, docsLink(kind.docs));
}
