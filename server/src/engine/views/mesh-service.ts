// What a Service or a ServiceEntry brings into the mesh, as Istio's registry keeps it (`serviceentry/conversion.go`, `kube/conversion.go`).
import { istioProtocolClass } from '../fields/protocol.ts';
import { service } from '../kinds/service.ts';
import type { Resource } from '../model/resource.ts';
import { perResource } from '../model/memo.ts';
import { dictionary } from '../text/dictionary.ts';
import type { Value } from '../yaml/value.ts';
import { labelsAt, textAt, textsAt } from './read.ts';
import type { Text } from './read.ts';

/** How a proxy listens for a port: `sniffed` takes HTTP and anything else, `udp` is not listened for at all. */
export type PortKind = 'http' | 'tls' | 'tcp' | 'sniffed' | 'udp';

export interface MeshPort {
  readonly value: Value;
  readonly number: number;
  readonly name: string | undefined;
  readonly kind: PortKind;
  /** `MONGO` and `MYSQL`: servers speak first, so nothing else can share the port. */
  readonly serverFirst: 'MONGO' | 'MYSQL' | undefined;
  /** The number or name of the port that workloads listen on. */
  readonly targetPort: number | string | undefined;
}

export type Resolution = 'static' | 'dns' | 'passthrough' | 'dynamic-dns' | 'alias';

export interface MeshServiceView {
  readonly registry: 'kubernetes' | 'external';
  /** The hosts as written; a Service has none, its name makes it. */
  readonly hosts: readonly Text[];
  readonly ports: readonly MeshPort[];
  readonly resolution: Resolution;
  readonly resolutionValue: Value;
  /** Outside the mesh: Istio never uses mutual TLS of its own towards it unless it is told to. */
  readonly external: boolean;
  /** Addresses as written. Without any a proxy listens on 0.0.0.0. */
  readonly addresses: readonly string[];
  readonly exportTo: readonly string[];
  readonly exportToValue: Value;
  readonly selector: ReadonlyMap<string, string>;
  readonly selectorValue: Value;
  /** Endpoints of a ServiceEntry. */
  readonly endpoints: readonly Value[];
  /** The host that a Service of type ExternalName stands for. */
  readonly externalName: string | undefined;
}

/** Reads a Service or ServiceEntry. */
export const meshServiceView = perResource((resource: Resource): MeshServiceView => (resource.kind === service ? readService(resource) : readServiceEntry(resource)));

function readService(resource: Resource): MeshServiceView {
  const spec = resource.root.at('spec');
  const clusterIP = spec.at('clusterIP').string ?? spec.at('clusterIPs', 0).string;
  const externalName = spec.at('type').string === 'ExternalName' ? spec.at('externalName').string : undefined;
  const exportTo = resource.root.at('metadata', 'annotations', 'networking.istio.io/exportTo');
  return {
    registry: 'kubernetes', hosts: [],
    ports: spec.at('ports').items().flatMap((value) => readPort(value, value.at('port'), kubernetesProtocol(value))),
    resolution: externalName === undefined ? (clusterIP === 'None' ? 'passthrough' : 'static') : 'alias',
    resolutionValue: spec.at('clusterIP'),
    external: externalName !== undefined,
    addresses: clusterIP === undefined || clusterIP === 'None' || clusterIP === '' ? [] : [clusterIP],
    exportTo: exportTo.string?.split(',').map((part) => part.trim()) ?? [], exportToValue: exportTo,
    selector: labelsAt(spec.at('selector')).labels, selectorValue: spec.at('selector'),
    endpoints: [], externalName,
  };
}

const resolutions = dictionary<Resolution>({ STATIC: 'static', DNS: 'dns', DNS_ROUND_ROBIN: 'dns', DYNAMIC_DNS: 'dynamic-dns', NONE: 'passthrough' });

function readServiceEntry(resource: Resource): MeshServiceView {
  const spec = resource.root.at('spec');
  const resolution = spec.at('resolution').string ?? 'NONE';
  return {
    registry: 'external', hosts: textsAt(spec.at('hosts')),
    ports: spec.at('ports').items().flatMap((value) => readPort(value, value.at('number'), value.at('protocol').string)),
    resolution: resolutions[resolution] ?? 'passthrough', resolutionValue: spec.at('resolution'),
    external: spec.at('location').string !== 'MESH_INTERNAL',
    addresses: spec.at('addresses').items().flatMap((value) => value.string?.replace(/\/(?:32|128)$/, '') ?? []),
    exportTo: textsAt(spec.at('exportTo')).flatMap(({ text }) => text ?? []), exportToValue: spec.at('exportTo'),
    selector: labelsAt(spec.at('workloadSelector', 'labels')).labels, selectorValue: spec.at('workloadSelector'),
    endpoints: spec.at('endpoints').items(), externalName: undefined,
  };
}

function readPort(value: Value, number: Value, protocol: string | undefined): readonly MeshPort[] {
  if (number.number === undefined) return [];
  const upper = protocol?.toUpperCase();
  return [{
    value, number: number.number, name: textAt(value.at('name')).text, kind: kindOf(protocol),
    serverFirst: upper === 'MONGO' || upper === 'MYSQL' ? upper : undefined,
    targetPort: value.at('targetPort').number ?? value.at('targetPort').string,
  }];
}

/** The kind of a port of a protocol as Istio writes it; what it does not know it finds out from the traffic. */
export function kindOf(protocol: string | undefined): PortKind {
  return (protocol === undefined ? undefined : istioProtocolClass(protocol)) ?? 'sniffed';
}

const applicationProtocols = dictionary<string>({ 'kubernetes.io/h2c': 'HTTP2', 'kubernetes.io/ws': 'HTTP', 'kubernetes.io/wss': 'HTTPS' });

/** Istio's name for what an `appProtocol` of a Service says. */
export function kubernetesApplicationProtocol(text: string): string {
  return applicationProtocols[text] ?? text;
}

/** Ports whose servers speak first, which sniffing would break: SMTP, DNS, MySQL, MongoDB. */
const neverSniffed: ReadonlySet<number> = new Set([25, 53, 3306, 27017]);

/** `appProtocol`, or what stands before the first hyphen of the port's name. */
function kubernetesProtocol(port: Value): string | undefined {
  if (port.at('protocol').string === 'UDP') return 'UDP';
  const application = port.at('appProtocol').string;
  const name = application ?? port.at('name').string ?? '';
  if (application !== undefined && application in applicationProtocols) return kubernetesApplicationProtocol(application);
  if (name.toLowerCase().startsWith('grpc-web')) return 'GRPC-WEB';
  const protocol = name.split('-', 1)[0];
  return kindOf(protocol) === 'sniffed' && neverSniffed.has(port.at('port').number ?? 0) ? 'TCP' : protocol;
}
