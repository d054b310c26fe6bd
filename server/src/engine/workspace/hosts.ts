// The hosts of a resource, each with what is wrong with it where it stands.
import { hostFlaw } from '../fields/host.ts';
import type { HostContext, HostFlaw, HostUse } from '../fields/host.ts';
import { destinationRule } from '../kinds/destination-rule.ts';
import { virtualService } from '../kinds/virtual-service.ts';
import { perResource } from '../model/memo.ts';
import type { Resource } from '../model/resource.ts';
import type { FieldSite } from '../schema/problem.ts';
import type { Value } from '../yaml/value.ts';
import { fieldsOf } from './walk.ts';

export interface HostSite {
  readonly value: Value;
  readonly text: string;
  readonly use: HostUse;
  readonly flaw: HostFlaw | undefined;
}

/** The hosts whose form somebody checks. Placeholders are not among them. */
export const hostSites = perResource((resource: Resource): readonly HostSite[] => {
  const context = contextOf(resource);
  // Istio asks of a server name only that the mesh is not named.
  const ofServerNames = { ...context, generated: !resource.root.at('spec', 'gateways').items().some(isMesh) };
  return fieldsOf(resource, 'host').flatMap((site) => {
    const use = useOf(site, resource);
    const text = site.value.string;
    return use === undefined || text === undefined ? [] : [{ value: site.value, text, use, flaw: hostFlaw(text, use, use === 'sni' ? ofServerNames : context) }];
  });
});

const uses = new Map<string, HostUse>([
  ['service-entry', 'service-entry'], ['virtual-service', 'virtual-service'], ['destination', 'destination'],
  ['destination-rule', 'destination-rule'], ['gateway', 'gateway'], ['sidecar', 'sidecar'],
]);

function useOf({ dialect }: FieldSite, { kind }: Resource): HostUse | undefined {
  if (dialect === 'name') return kind === destinationRule ? 'tunnel' : 'egress-proxy';
  // The server name that a client sends may be anything.
  if (dialect === 'sni') return kind === virtualService ? 'sni' : undefined;
  return uses.get(dialect);
}

function contextOf(resource: Resource): HostContext {
  const spec = resource.root.at('spec');
  if (resource.kind !== virtualService) {
    const resolution = spec.at('resolution');
    return { dynamic: resolution.type === 'unknown' || spec.hasUnknownEntries ? undefined : resolution.string === 'DYNAMIC_DNS' };
  }
  const gateways = spec.at('gateways');
  const mesh = countsInMesh(gateways);
  const hasSni = spec.at('tls').items().some((route) => route.at('match').items().some((match) => match.at('sniHosts').items().length > 0));
  return { mesh, generated: hasSni && mesh !== true };
}

function isMesh({ string }: Value): boolean {
  return string === 'mesh';
}

/** Whether a VirtualService counts inside the mesh: it names `mesh`, or no gateway at all. */
function countsInMesh(gateways: Value): boolean | undefined {
  const items = gateways.items();
  if (items.some(isMesh)) return true;
  if (gateways.type === 'unknown' || items.some(({ type }) => type === 'unknown')) return undefined;
  return items.length === 0;
}

/** Whether Istio refuses a host for its form, there where a host is referred to: what it refers to is then no question. */
export function isRefusedHost(text: string, use: 'destination' | 'destination-rule'): boolean {
  return hostFlaw(text, use)?.admission === 'rejected';
}
