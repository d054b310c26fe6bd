import type { Severity } from './finding.ts';

/** A level for a rule: its own severity, another one at every place, or nothing. */
export type RuleLevel = 'default' | 'off' | Severity;

/** What sidecars do with what the mesh does not know. */
export const outboundTrafficPolicies = ['ALLOW_ANY', 'REGISTRY_ONLY', 'ALLOW_ANY_DYNAMIC_DNS'] as const;
export type OutboundTrafficPolicy = (typeof outboundTrafficPolicies)[number];

/**
 * What a MeshConfig in the workspace may say as well: rules ask `meshConfig`, never these. `undefined` is not said here, so
 * that what the workspace says counts, and Istio's default where it says nothing.
 */
export interface MeshConfigOptions {
  /** The root namespace, whose configuration counts for the whole mesh. */
  readonly rootNamespace: string | undefined;
  readonly outboundTrafficPolicy: OutboundTrafficPolicy | undefined;
  /** Sidecars answer DNS, so that hosts have the addresses that the mesh gives them. */
  readonly dnsCapture: boolean | undefined;
  /** The namespaces that see what has no `exportTo`: `*`, `.` or names. */
  readonly defaultExportTo: readonly string[] | undefined;
}

/** How Istio was installed. */
export interface MeshOptions extends MeshConfigOptions {
  /** DNS domain of the cluster. */
  readonly clusterDomain: string;
  /** Services that are there without being in the workspace: `name.namespace`, or a host of a ServiceEntry. */
  readonly knownServices: readonly string[];
  /** Istio gives hosts of ServiceEntries without addresses one of its own; of use where sidecars answer DNS. */
  readonly ipAutoallocate: boolean;
  /** Namespaces in ambient mode besides those that are labelled so. */
  readonly ambientNamespaces: readonly string[];
  /** Gateways select pods of their own namespace only. */
  readonly scopeGatewayToNamespace: boolean;
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

/** The minor of a version of Kubernetes: `1.35`, `v1.35.2`, and what clusters say of themselves, such as `v1.35.2-eks-1a2b3c4`; `undefined` for what is no version. */
export function kubernetesMinorOf(text: string): number | undefined {
  const minor = /^v?1\.(\d{1,3})(?:\.\d+)?(?:[-+][\w.+-]*)?$/.exec(text)?.[1];
  return minor === undefined ? undefined : Number(minor);
}

export const defaultOptions: LintOptions = {
  kubernetesMinor: newestKubernetesMinor,
  workspaceIsComplete: false,
  clusterDomain: 'cluster.local',
  rootNamespace: undefined,
  knownServices: [],
  outboundTrafficPolicy: undefined,
  dnsCapture: undefined,
  ipAutoallocate: true,
  ambientNamespaces: [],
  scopeGatewayToNamespace: false,
  defaultExportTo: undefined,
  dualStack: false,
  networkPlugin: '',
  podRanges: [],
  serviceRanges: [],
  protectMetadata: false,
  nodeLocalDns: false,
  rules: {},
};
