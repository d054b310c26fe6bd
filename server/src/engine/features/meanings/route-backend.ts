// Where a route of the Gateway API leads: the fields of an item of `backendRefs`, or of a mirror's backend.
import { serviceEntry } from '../../kinds/service-entry.ts';
import { service } from '../../kinds/service.ts';
import { backendKind, isHostname } from '../../references/gateway-api.ts';
import { resolveHost } from '../../references/services.ts';
import type { Lookup } from '../../model/rule.ts';
import { backendAt } from '../../views/gateway-api.ts';
import type { BackendRef } from '../../views/gateway-api.ts';
import { serviceEntryHosts } from '../../views/service-entry.ts';
import { wordCandidates } from '../complete/candidate.ts';
import type { Candidate, Slot, Words } from '../complete/candidate.ts';
import { namesInWorkspace, namesOfObjects, objectsNamed, portsOfObjects } from '../complete/known.ts';
import type { FieldPlace } from '../locate.ts';
import { host } from './host.ts';
import type { Meaning, Reference } from './meaning.ts';
import { namespace } from './namespace.ts';
import { port } from './port.ts';

export const routeBackend: Meaning = { describe, propose, refer };

function describe(place: FieldPlace, dialect: string, lookup: Lookup): string | undefined {
  if (dialect === 'port') return port.describe?.(place, '', lookup);
  return dialect === 'name' && place.value.parent !== undefined && isHostname(backendAt(place.value.parent)) ? host.describe?.(place, 'route', lookup) : undefined;
}

const words: Readonly<Record<string, Words>> = {
  group: [['', 'of Services'], ['networking.istio.io', 'of the kind Hostname']],
  kind: [['Service', 'a Service of the cluster'], ['Hostname', 'an external host that a ServiceEntry has']],
};

function propose(slot: Slot, dialect: string): readonly Candidate[] {
  const chosen = words[dialect];
  if (chosen !== undefined) return wordCandidates(chosen);
  const ref = backendAt(slot.cursor.at.parent ?? slot.cursor.at);
  return isHostname(ref) ? hostCandidates(slot, ref, dialect) : serviceCandidates(slot, ref, dialect);
}

function serviceCandidates(slot: Slot, ref: BackendRef, dialect: string): readonly Candidate[] {
  if (backendKind(ref) === undefined) return [];
  if (dialect === 'namespace') return namespace.propose(slot, '');
  return dialect === 'name' ? namesOfObjects(slot, service, ref) : portsOfObjects(objectsNamed(slot, service, ref));
}

function hostCandidates(slot: Slot, ref: BackendRef, dialect: string): readonly Candidate[] {
  // A wildcard is no backend: nothing could be looked up.
  if (dialect === 'name') return namesInWorkspace(slot, (one) => (one.kind === serviceEntry ? serviceEntryHosts(one).flatMap(({ text }) => (text === undefined || text.startsWith('*') ? [] : [text])) : []));
  return dialect !== 'port' || ref.name.text === undefined ? [] : portsOfObjects(resolveHost(slot.lookup, ref.name.text, slot.namespace).targets);
}

function refer(place: FieldPlace, dialect: string): Reference | undefined {
  const { value, resource } = place;
  if (value.parent === undefined || words[dialect] !== undefined) return undefined;
  const ref = backendAt(value.parent);
  if (isHostname(ref)) return referToHost(ref.name.text, dialect, value.number, resource.namespace);
  if (dialect === 'namespace') return namespace.refer(place, '');
  const kind = backendKind(ref);
  if (kind === undefined) return undefined;
  if (dialect === 'name') return { type: 'object', kind, ref };
  return value.number === undefined ? undefined : { type: 'object', kind, ref, port: value.number };
}

function referToHost(text: string | undefined, dialect: string, number: number | undefined, from: string | undefined): Reference | undefined {
  if (text === undefined) return undefined;
  if (dialect === 'name') return { type: 'host', text, namespace: from, needed: true };
  return dialect === 'port' && number !== undefined ? { type: 'port', host: text, number } : undefined;
}
