// What the hosts of a Sidecar stand for: services and VirtualServices of some namespace (`pilot/pkg/model/sidecar.go`).
import { service } from '../kinds/service.ts';
import { virtualService } from '../kinds/virtual-service.ts';
import { keptPerLookup } from '../model/memo.ts';
import type { Resource } from '../model/resource.ts';
import type { Lookup } from '../model/rule.ts';
import { expandHost, hostCovers, hostsOverlap, parseClusterHost, wildcardsOver } from '../text/host.ts';
import { meshServiceView } from '../views/mesh-service.ts';
import { virtualServiceView } from '../views/virtual-service.ts';
import { homelessKey, meshServiceByHost, oddWildcard, underKey, virtualServiceByHost } from '../workspace/indexes/mesh.ts';

const keptImports = keptPerLookup<readonly Resource[]>();

/** The resources of whatever namespace that a host of a Sidecar takes in. */
export function importedBy(lookup: Lookup, host: string): readonly Resource[] {
  const lower = host.toLowerCase();
  return keptImports(lookup, lower, () => takenInBy(lookup, lower));
}

function takenInBy(lookup: Lookup, lower: string): readonly Resource[] {
  const homeless = parseClusterHost(lower, lookup.options.clusterDomain);
  const under = lower.startsWith('*') ? [underKey(lower.slice(lower.indexOf('.') + 1))] : [];
  const names = homeless === undefined ? [] : [homelessKey(homeless.name)];
  const services = [lower, ...under].flatMap((key) => lookup.all(meshServiceByHost, key)).filter((one) => hostsOf(one, lookup).some((own) => hostCovers(lower, own)));
  const routes = [lower, ...under, ...names, ...wildcardsOver(lower), oddWildcard].flatMap((key) => lookup.all(virtualServiceByHost, key)).filter((one) => hostsOf(one, lookup).some((own) => hostsOverlap(lower, own)));
  // A Service whose namespace is not written may be any of its name.
  return [...new Set([...services, ...routes, ...names.flatMap((key) => lookup.all(meshServiceByHost, key))])];
}

/** The hosts of a Service, ServiceEntry or VirtualService, in full. */
function hostsOf(resource: Resource, { options }: Lookup): readonly string[] {
  const { kind, name, namespace } = resource;
  if (kind === service) return name === undefined || namespace === undefined ? [] : [`${name}.${namespace}.svc.${options.clusterDomain}`];
  const hosts = kind === virtualService ? virtualServiceView(resource).hosts : meshServiceView(resource).hosts;
  return hosts.flatMap(({ text }) => (text === undefined ? [] : [(namespace === undefined ? text : expandHost(text, namespace, options.clusterDomain)).toLowerCase()]));
}
