/**
 * What network plugins do with parts of a NetworkPolicy that not all of them implement.
 *
 * Sources: the plugins' documentation and issues (cilium/cilium#28684, Azure/azure-container-networking#2313,
 * noironetworks/aci-containers#1653, cloudnativelabs/kube-router#1019). Support changes with their releases, so the words name
 * versions and settings where there are any.
 */
export interface NetworkPlugin {
  /** As its makers write it. */
  readonly title: string;
  /** What becomes of `endPort`; absent where it is implemented. */
  readonly endPort?: string;
  /** What becomes of SCTP. */
  readonly sctp?: string;
}

/** By the name that options give. */
export const networkPlugins: Readonly<Record<string, NetworkPlugin>> = {
  'antrea': { title: 'Antrea' },
  'aws-vpc-cni': { title: 'Amazon VPC CNI' },
  'azure-npm': { title: 'Azure NPM', endPort: 'Azure NPM does not implement it: only the first port is open' },
  'calico': { title: 'Calico' },
  'cilium': {
    title: 'Cilium',
    endPort: 'Cilium before 1.16 accepts it without a word and opens only the first port',
    sctp: 'Cilium needs sctp.enabled, which is off by default',
  },
  'cisco-aci': { title: 'Cisco ACI', endPort: 'Cisco ACI has not implemented it in every release: only the first port may be open' },
  'flannel': { title: 'Flannel', endPort: 'Flannel enforces no policies at all', sctp: 'Flannel enforces no policies at all' },
  'kube-router': { title: 'kube-router', sctp: 'kube-router does not implement SCTP in policies' },
  'ovn-kubernetes': { title: 'OVN-Kubernetes' },
  'weave-net': { title: 'Weave Net', endPort: 'Weave Net does not implement it: only the first port is open', sctp: 'Weave Net does not implement SCTP in policies' },
};
