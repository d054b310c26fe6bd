// Certificates by which others are checked: the fields of an item of `caCertificateRefs`, and what every system has.
import { configMap } from '../../kinds/targets.ts';
import { authorityAt } from '../../views/backend-tls.ts';
import { wordCandidates } from '../complete/candidate.ts';
import type { Candidate, Slot, Words } from '../complete/candidate.ts';
import { namesOfObjects } from '../complete/known.ts';
import type { FieldPlace } from '../locate.ts';
import type { Meaning, Reference } from './meaning.ts';

export const caCertificates: Meaning = { propose, refer };

const words: Readonly<Record<string, Words>> = {
  group: [['', 'of ConfigMaps']],
  kind: [['ConfigMap', 'with certificates in ca.crt']],
  known: [['System', 'the certificates that every system trusts']],
};

function propose(slot: Slot, dialect: string): readonly Candidate[] {
  const chosen = words[dialect];
  return chosen === undefined ? namesOfObjects(slot, configMap, authorityAt(slot.cursor.at.parent ?? slot.cursor.at)) : wordCandidates(chosen);
}

function refer({ value }: FieldPlace, dialect: string): Reference | undefined {
  if (value.parent === undefined || dialect !== 'name') return undefined;
  const ref = authorityAt(value.parent);
  return ref.group === configMap.group && ref.kind === configMap.kind ? { type: 'object', kind: configMap, ref } : undefined;
}
