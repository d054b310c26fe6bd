// What a route of the Gateway API belongs to: the fields of an item of `parentRefs`.
import { kubernetesGateway } from '../../kinds/kubernetes-gateway.ts';
import { parentKind } from '../../references/gateway-api.ts';
import type { Resource } from '../../model/resource.ts';
import type { Lookup } from '../../model/rule.ts';
import { gatewayApiGroup, kubernetesGatewayView, parentAt } from '../../views/gateway-api.ts';
import { sortKey, wordCandidates } from '../complete/candidate.ts';
import type { Candidate, Slot, Words } from '../complete/candidate.ts';
import { namesOfObjects, objectsNamed, portsOfObjects, titleOf } from '../complete/known.ts';
import type { FieldPlace } from '../locate.ts';
import type { Meaning, Reference } from './meaning.ts';
import { namespace } from './namespace.ts';
import { port } from './port.ts';

export const routeParent: Meaning = { describe, propose, refer };

function describe(place: FieldPlace, dialect: string, lookup: Lookup): string | undefined {
  return dialect === 'port' ? port.describe?.(place, '', lookup) : undefined;
}

const words: Readonly<Record<string, Words>> = {
  group: [[gatewayApiGroup, 'of Gateways'], ['networking.istio.io', 'of ServiceEntries'], ['', 'of Services']],
  kind: [['Gateway', 'its listeners take the route'], ['Service', 'its clients in the mesh follow the route'], ['ServiceEntry', 'its clients in the mesh follow the route']],
};

function propose(slot: Slot, dialect: string): readonly Candidate[] {
  const chosen = words[dialect];
  if (chosen !== undefined) return wordCandidates(chosen);
  const ref = parentAt(slot.cursor.at.parent ?? slot.cursor.at);
  const kind = parentKind(ref);
  if (kind === undefined) return [];
  if (dialect === 'name') return namesOfObjects(slot, kind, ref);
  if (dialect === 'namespace') return namespace.propose(slot, '');
  const found = objectsNamed(slot, kind, ref);
  if (kind === kubernetesGateway) return listenerCandidates(found, dialect);
  return dialect === 'port' ? portsOfObjects(found) : [];
}

/** The names or the ports of the listeners that Gateways have. */
function listenerCandidates(gateways: readonly Resource[], dialect: string): readonly Candidate[] {
  const listeners = gateways.flatMap((gateway) => kubernetesGatewayView(gateway).listeners.map((listener) => ({ gateway, listener })));
  return listeners.flatMap(({ gateway, listener: { name, port: number, protocol } }, index) => {
    const text = dialect === 'port' ? number?.toString() : name.text;
    const detail = [dialect === 'port' ? name.text : number, protocol, titleOf(gateway)].filter((one) => one !== undefined).join(', ');
    return text === undefined ? [] : [{ text, bare: dialect === 'port', reference: true, detail, sort: sortKey(0, index) }];
  });
}

function refer(place: FieldPlace, dialect: string): Reference | undefined {
  const { value } = place;
  if (value.parent === undefined || words[dialect] !== undefined) return undefined;
  if (dialect === 'namespace') return namespace.refer(place, '');
  const ref = parentAt(value.parent);
  const kind = parentKind(ref);
  if (kind === undefined) return undefined;
  if (dialect === 'section') return kind === kubernetesGateway ? { type: 'listener', ref } : undefined;
  if (dialect !== 'port') return { type: 'object', kind, ref };
  return value.number === undefined ? undefined : { type: 'object', kind, ref, port: value.number };
}
