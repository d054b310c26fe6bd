import type { Severity } from './finding.ts';

/** A level for a rule: its own severity, another one at every place, or nothing. */
export type RuleLevel = 'default' | 'off' | Severity;

/** What sidecars do with what the mesh does not know. */
export const outboundTrafficPolicies = ['ALLOW_ANY', 'REGISTRY_ONLY', 'ALLOW_ANY_DYNAMIC_DNS'] as const;
export type OutboundTrafficPolicy = (typeof outboundTrafficPolicies)[number];

/** How Istio was installed. Part of this a workspace may say itself: rules ask `meshConfig`. */
export interface MeshOptions {
  /** DNS domain of the cluster. */
  readonly clusterDomain: string;
  /** The root namespace, whose configuration counts for the whole mesh. */
  readonly rootNamespace: string;
  /** Services that are there without being in the workspace: `name.namespace`, or a host of a ServiceEntry. */
  readonly knownServices: readonly string[];
  readonly outboundTrafficPolicy: OutboundTrafficPolicy;
  /** Sidecars answer DNS, so that hosts have the addresses that the mesh gives them. */
  readonly dnsCapture: boolean;
  /** Istio gives hosts of ServiceEntries without addresses one of its own; of use where sidecars answer DNS. */
  readonly ipAutoallocate: boolean;
  /** Namespaces in ambient mode besides those that are labelled so. */
  readonly ambientNamespaces: readonly string[];
  /** Gateways select pods of their own namespace only. */
  readonly scopeGatewayToNamespace: boolean;
  /** The namespaces that see what has no `exportTo`: `*`, `.` or names. */
  readonly defaultExportTo: readonly string[];
}

/** What the person who runs the check knows and the manifests do not say. */
export interface LintOptions extends MeshOptions {
  /** Minor version of Kubernetes 1.x that the manifests are for. */
  readonly kubernetesMinor: number;
  /** The namespace of manifests that name none. */
  readonly namespace?: string;
  /** The workspace holds everything there is in the cluster: what is referred to and not here is missing. */
  readonly workspaceIsComplete: boolean;
  /** Nodes and pods have addresses of both families, so that a policy must speak of both. */
  readonly dualStack: boolean;
  /** The network plugin that enforces policies; empty where it is not known. */
  readonly networkPlugin: string;
  /** Ranges of the cluster's pods and Services, as CIDRs. Empty: not known. */
  readonly podRanges: readonly string[];
  readonly serviceRanges: readonly string[];
  /** Pods must not reach the cloud's metadata service: letting them is a warning, not only information. */
  readonly protectMetadata: boolean;
  /** DNS goes through NodeLocal DNSCache, which selectors of pods do not match. */
  readonly nodeLocalDns: boolean;
  /** Levels by rule id. */
  readonly rules: Readonly<Record<string, RuleLevel>>;
}

/** The newest Kubernetes that the checks know, as a minor version of 1.x. */
export const newestKubernetesMinor = 37;

export const defaultOptions: LintOptions = {
  kubernetesMinor: newestKubernetesMinor,
  workspaceIsComplete: false,
  clusterDomain: 'cluster.local',
  rootNamespace: 'istio-system',
  knownServices: [],
  outboundTrafficPolicy: 'ALLOW_ANY',
  dnsCapture: false,
  ipAutoallocate: true,
  ambientNamespaces: [],
  scopeGatewayToNamespace: false,
  defaultExportTo: ['*'],
  dualStack: false,
  networkPlugin: '',
  podRanges: [],
  serviceRanges: [],
  protectMetadata: false,
  nodeLocalDns: false,
  rules: {},
};
