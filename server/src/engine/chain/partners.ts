// The way out in two VirtualServices: one leads sidecars to the gateway, another leads on from there.
import { crowd } from '../model/rule.ts';
import type { Resource } from '../model/resource.ts';
import { attachedGateways, gatewayId, mesh, resolveGateway } from '../references/gateways.ts';
import { areTogether } from '../references/together.ts';
import { expandHost } from '../text/host.ts';
import { gatewaysReadBy } from '../trace/gateways.ts';
import { virtualServiceView } from '../views/virtual-service.ts';
import { virtualServiceByHost } from '../workspace/indexes/mesh.ts';
import type { Arrival } from './arrival.ts';
import { isCertain } from './certain.ts';
import type { Case, ChainBreak } from './model.ts';
import { asWarning } from './report.ts';

/** Asks on behalf of the one VirtualService that leads the request on from Gateways which the pods read. Another may stand elsewhere, so it is a warning. */
export function inOtherHands(of: Case, arrival: Arrival, diagnose: (of: Case) => ChainBreak | undefined): ChainBreak | undefined {
  const { subject } = of;
  const [partner, ...more] = partnersOf(of);
  if (partner === undefined || more.length > 0) return undefined;
  const resolved = (attachedGateways(partner) ?? []).map((name) => resolveGateway(subject.lookup, name, partner.namespace));
  if (resolved.some(({ gateways, kubernetesGateways, uncertain }) => uncertain || gateways.length !== 1 || kubernetesGateways.length > 0)) return undefined;
  const attached = resolved.flatMap(({ gateways }) => gateways);
  const read = gatewaysReadBy(subject.world, arrival.gateway);
  if (attached.length === 0 || !attached.every((one) => read.includes(one) && isCertain(one))) return undefined;
  return asWarning(diagnose({ ...of, subject: { ...subject, attached, gateways: resolved.map(({ name }) => gatewayId(name)) } }));
}

/** The VirtualServices beside this one that count at gateways only, and lead to the very host there. */
function partnersOf({ subject: { lookup, resource, world }, request }: Case): readonly Resource[] {
  const host = request.host.toLowerCase();
  return lookup.first(virtualServiceByHost, host, crowd).filter((one) => {
    if (one === resource || one.entry.isPatch || !isCertain(one) || attachedGateways(one)?.includes(mesh) !== false || !areTogether(lookup, resource, one)) return false;
    return virtualServiceView(one).routes.some(({ destinations }) => destinations.some(({ host: { text } }) => text !== undefined && expandHost(text, world.namespaceOf(one), world.clusterDomain).toLowerCase() === host));
  });
}
