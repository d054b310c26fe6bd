import type { Severity } from './finding.ts';

/** A level for a rule: its own severity, another one at every place, or nothing. */
export type RuleLevel = 'default' | 'off' | Severity;

/** What the person who runs the check knows and the manifests do not say. */
export interface LintOptions {
  /** Minor version of Kubernetes 1.x that the manifests are for. */
  readonly kubernetesMinor: number;
  /** The namespace of manifests that name none. */
  readonly namespace?: string;
  /** The workspace holds everything there is in the cluster: what is referred to and not here is missing. */
  readonly workspaceIsComplete: boolean;
  /** DNS domain of the cluster. */
  readonly clusterDomain: string;
  /** Istio's root namespace, whose configuration counts for the whole mesh. */
  readonly rootNamespace: string;
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
  dualStack: false,
  networkPlugin: '',
  podRanges: [],
  serviceRanges: [],
  protectMetadata: false,
  nodeLocalDns: false,
  rules: {},
};
