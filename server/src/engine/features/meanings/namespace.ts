// The name of a namespace, or a sign that stands for several.
import { namespace as namespaceKind } from '../../kinds/targets.ts';
import { sortKey } from '../complete/candidate.ts';
import type { Candidate, Slot } from '../complete/candidate.ts';
import { namesInWorkspace } from '../complete/known.ts';
import type { FieldPlace } from '../locate.ts';
import type { Meaning, Reference } from './meaning.ts';

export const namespace = { propose, refer } satisfies Meaning;

function propose(slot: Slot, dialect: string): readonly Candidate[] {
  const signs = dialect === 'export-to' ? [['.', 'this namespace'], ['*', 'all namespaces'], ['~', 'none']] as const : [];
  const names = namesInWorkspace(slot, (one) => (one.kind === namespaceKind ? [one.name] : [one.namespace]).filter((name) => name !== undefined));
  return [...signs.map(([text, detail], index) => ({ text, detail, sort: sortKey(0, index) })), ...names.map(({ text, sort }) => ({ text, sort, reference: true }))];
}

/** An AuthorizationPolicy takes patterns, too. */
function refer({ value: { string } }: FieldPlace, dialect: string): Reference | undefined {
  return dialect !== 'authz' && string !== undefined && /^[a-z0-9-]+$/.test(string) ? { type: 'namespace', name: string } : undefined;
}
