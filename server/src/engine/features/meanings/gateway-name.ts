// The name of a Gateway, or `mesh`.
import { gateway } from '../../kinds/gateway.ts';
import { kubernetesGateway } from '../../kinds/kubernetes-gateway.ts';
import { mesh } from '../../references/gateways.ts';
import { sortKey } from '../complete/candidate.ts';
import type { Candidate, Slot } from '../complete/candidate.ts';
import { namesInWorkspace } from '../complete/known.ts';
import type { FieldPlace } from '../locate.ts';
import type { Meaning, Reference } from './meaning.ts';

export const gatewayName: Meaning = { propose, refer };

/** Gateways as a VirtualService names them: those of its own namespace by name alone. */
function propose(slot: Slot, dialect: string): readonly Candidate[] {
  const declared = dialect === 'match' ? slot.root.at('spec', 'gateways').items().map((item) => item.string).filter((one) => one !== undefined) : [];
  if (declared.length > 0) return declared.map((text, index) => ({ text, reference: true, detail: 'of spec.gateways', sort: sortKey(0, index) }));
  const found = namesInWorkspace(slot, (one) => {
    if ((one.kind !== gateway && one.kind !== kubernetesGateway) || one.name === undefined) return [];
    return [one.namespace === undefined || one.namespace === slot.namespace ? one.name : `${one.namespace}/${one.name}`];
  });
  return [{ text: mesh, detail: 'the sidecars of all workloads', sort: sortKey(0, 0) }, ...found];
}

function refer({ value: { string } }: FieldPlace): Reference | undefined {
  if (string === undefined) return undefined;
  return string === mesh ? { type: 'mesh' } : { type: 'gateway', text: string };
}
