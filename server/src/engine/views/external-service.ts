// A ServiceEntry as Istio's validation sees it. What a server fills in, and what is not known, is said apart.
import { serviceEntry } from '../kinds/service-entry.ts';
import { perResource } from '../model/memo.ts';
import type { Resource } from '../model/resource.ts';
import type { Value } from '../yaml/value.ts';

/** How the addresses of a service are found. */
export type Resolution = 'NONE' | 'STATIC' | 'DNS' | 'DNS_ROUND_ROBIN' | 'DYNAMIC_DNS';

export interface ExternalService {
  readonly spec: Value;
  readonly resolution: Resolution;
  /** What says so: the field, or the `spec` that lacks it. */
  readonly resolutionAt: Value;
  readonly hosts: readonly Value[];
  readonly ports: readonly Value[];
  readonly addresses: readonly Value[];
  readonly endpoints: readonly Value[];
  /** Whether the list is known to have these items and no others. */
  isComplete(field: 'hosts' | 'ports' | 'addresses' | 'endpoints'): boolean;
  /** Istio gives it an address of its own, so that TCP traffic to it is told apart. */
  readonly allocated: boolean;
}

const resolutions: readonly string[] = ['NONE', 'STATIC', 'DNS', 'DNS_ROUND_ROBIN', 'DYNAMIC_DNS'] satisfies readonly Resolution[];

function isResolution(text: string): text is Resolution {
  return resolutions.includes(text);
}

/** Reads a ServiceEntry; `undefined` for other kinds, and where the resolution, on which all else hangs, is not known. */
export const externalService = perResource((resource: Resource): ExternalService | undefined => {
  const spec = resource.root.at('spec');
  const at = spec.at('resolution');
  const resolution = at.exists ? at.string ?? '' : 'NONE';
  if (resource.kind !== serviceEntry || spec.type !== 'map' || spec.hasUnknownEntries || !isResolution(resolution)) return undefined;
  const addresses = spec.at('addresses');
  const optOut = resource.root.at('metadata', 'labels', 'networking.istio.io/enable-autoallocate-ip');
  return {
    spec, resolution, resolutionAt: at.exists ? at : spec,
    hosts: spec.at('hosts').items(), ports: spec.at('ports').items(), addresses: addresses.items(), endpoints: spec.at('endpoints').items(),
    isComplete: (field) => {
      const list = spec.at(field);
      return !list.exists || (list.type === 'list' && list.items().every(({ type }) => type !== 'unknown'));
    },
    allocated: resolution !== 'NONE' && optOut.string?.toLowerCase() !== 'false',
  };
});

/** The protocol of a port: empty where none is written, `undefined` where it is not known. */
export function writtenProtocol(port: Value): string | undefined {
  const protocol = port.at('protocol');
  if (protocol.exists) return protocol.string;
  return port.type !== 'map' || port.hasUnknownEntries ? undefined : '';
}

/** What a finding about the protocol of a port marks: the field, or the port that lacks it. */
export function protocolMark(port: Value): Value {
  const protocol = port.at('protocol');
  return protocol.exists ? protocol : port;
}

/** The protocols that go with resolution DYNAMIC_DNS. */
export const dynamicProtocols: readonly string[] = ['HTTP', 'HTTP2', 'GRPC', 'TLS'];

/** Whether a ServiceEntry with resolution DYNAMIC_DNS, and else as it is, would be accepted. */
export function mayBeDynamic({ hosts, ports, addresses, endpoints }: ExternalService): boolean {
  return addresses.length + endpoints.length === 0 && hosts.every(({ string }) => string?.startsWith('*.') === true) && ports.every((port) => dynamicProtocols.includes(writtenProtocol(port)?.toUpperCase() ?? ''));
}
