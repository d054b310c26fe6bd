// What a policy of the Gateway API is for: the fields of an item of `targetRefs`.
import { policyTargetAt, targetKind } from '../../views/backend-tls.ts';
import { portsOf } from '../../views/ports.ts';
import { sortKey, wordCandidates } from '../complete/candidate.ts';
import type { Candidate, Slot, Words } from '../complete/candidate.ts';
import { namesOfObjects, objectsNamed, titleOf } from '../complete/known.ts';
import type { FieldPlace } from '../locate.ts';
import type { Meaning, Reference } from './meaning.ts';

export const policyTarget: Meaning = { propose, refer };

const words: Readonly<Record<string, Words>> = {
  group: [['', 'of Services'], ['networking.istio.io', 'of ServiceEntries']],
  kind: [['Service', 'a Service of the cluster'], ['ServiceEntry', 'external hosts']],
};

function propose(slot: Slot, dialect: string): readonly Candidate[] {
  const chosen = words[dialect];
  if (chosen !== undefined) return wordCandidates(chosen);
  const ref = policyTargetAt(slot.cursor.at.parent ?? slot.cursor.at);
  const kind = targetKind(ref);
  if (kind === undefined) return [];
  if (dialect === 'name') return namesOfObjects(slot, kind, ref);
  return objectsNamed(slot, kind, ref).flatMap((target) => portsOf(target).ports.flatMap(({ name, number, protocol }, index) => (name === undefined ? []
    : [{ text: name, reference: true, detail: [number, protocol, titleOf(target)].filter((one) => one !== undefined).join(', '), sort: sortKey(0, index) }])));
}

function refer({ value }: FieldPlace, dialect: string): Reference | undefined {
  if (value.parent === undefined || dialect !== 'name') return undefined;
  const ref = policyTargetAt(value.parent);
  const kind = targetKind(ref);
  return kind === undefined ? undefined : { type: 'object', kind, ref };
}
