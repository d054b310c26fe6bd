/**
 * Addresses that a reader of egress rules should recognise.
 *
 * They are conventions of products, not registrations: what stands here is what is *commonly* at an address, and a
 * cluster may differ. Sources: the documentation of AWS (EC2, ECS, EKS), Google Cloud, Azure and Alibaba Cloud, of kubeadm,
 * Kubespray, NodeLocal DNSCache, Flannel, Calico, Cilium, K3s and OpenShift, and of the public DNS resolvers.
 */
export interface KnownAddress {
  /** A block in canonical form; a single address is a `/32` or `/128`. */
  readonly cidr: string;
  readonly name: string;
  readonly kind: 'metadata' | 'credentials' | 'platform' | 'dns' | 'time' | 'pods' | 'services' | 'public-dns';
  /** A sentence on what follows for egress rules. */
  readonly note?: string;
}

const METADATA = 'It can hand out credentials of the node to any pod that reaches it on TCP 80.';
const POD_RANGE = 'Where it is, name pods by selectors rather than by address.';
const SERVICE_RANGE = 'Most network plugins check the address of the pod behind the Service, not the Service\'s own.';
const NODE_LOCAL_DNS = 'Selectors for the cluster\'s DNS pods do not match it: allow this address on UDP and TCP 53.';

export const knownAddresses: readonly KnownAddress[] = [
  { cidr: '169.254.169.254/32', name: 'instance metadata (AWS, Google Cloud, Azure, OpenStack, DigitalOcean, Oracle)', kind: 'metadata', note: METADATA },
  { cidr: 'fd00:ec2::254/128', name: 'instance metadata over IPv6 (AWS)', kind: 'metadata', note: METADATA },
  { cidr: 'fd20:ce::254/128', name: 'instance metadata over IPv6 (Google Cloud)', kind: 'metadata', note: METADATA },
  { cidr: '169.254.169.252/32', name: 'GKE metadata server', kind: 'credentials', note: 'Pods that use Workload Identity need it on TCP 987 and 988 unless the cluster has Dataplane V2.' },
  { cidr: '100.100.100.200/32', name: 'instance metadata (Alibaba Cloud)', kind: 'metadata', note: `${METADATA} An exception for link-local addresses does not cover it.` },
  { cidr: '169.254.170.2/32', name: 'task credentials (AWS ECS)', kind: 'credentials' },
  { cidr: '169.254.170.23/32', name: 'EKS Pod Identity agent', kind: 'credentials', note: 'Pods that use EKS Pod Identity need it on TCP 80.' },
  { cidr: 'fd00:ec2::23/128', name: 'EKS Pod Identity agent over IPv6', kind: 'credentials', note: 'Pods that use EKS Pod Identity need it on TCP 80.' },
  { cidr: '169.254.169.253/32', name: 'VPC DNS resolver (AWS)', kind: 'dns' },
  { cidr: 'fd00:ec2::253/128', name: 'VPC DNS resolver over IPv6 (AWS)', kind: 'dns' },
  { cidr: '169.254.169.123/32', name: 'Amazon Time Sync', kind: 'time', note: 'NTP, UDP 123.' },
  { cidr: 'fd00:ec2::123/128', name: 'Amazon Time Sync over IPv6', kind: 'time', note: 'NTP, UDP 123.' },
  { cidr: '168.63.129.16/32', name: 'Azure platform (WireServer, DNS, health probes)', kind: 'platform', note: 'It looks like a public address, so exceptions for private ranges leave it open.' },

  { cidr: '169.254.20.10/32', name: 'NodeLocal DNSCache', kind: 'dns', note: NODE_LOCAL_DNS },
  { cidr: '169.254.25.10/32', name: 'NodeLocal DNSCache as Kubespray sets it up', kind: 'dns', note: NODE_LOCAL_DNS },
  { cidr: '10.96.0.0/12', name: 'Service range (kubeadm)', kind: 'services', note: SERVICE_RANGE },
  { cidr: '10.96.0.1/32', name: 'Kubernetes API Service (kubeadm)', kind: 'services', note: 'Behind it are the control plane\'s own addresses, usually on TCP 6443.' },
  { cidr: '10.96.0.10/32', name: 'cluster DNS Service (kubeadm)', kind: 'dns', note: 'Policies see the DNS pods behind it: allow them by selectors on UDP and TCP 53.' },
  { cidr: '10.244.0.0/16', name: 'pod range (Flannel, kind)', kind: 'pods', note: POD_RANGE },
  { cidr: '192.168.0.0/16', name: 'pod range (Calico), and many office and home networks', kind: 'pods', note: POD_RANGE },
  { cidr: '10.0.0.0/8', name: 'pod range (Cilium with its own address management), and many company networks', kind: 'pods', note: POD_RANGE },
  { cidr: '10.42.0.0/16', name: 'pod range (K3s, RKE2)', kind: 'pods', note: POD_RANGE },
  { cidr: '10.43.0.0/16', name: 'Service range (K3s, RKE2)', kind: 'services', note: SERVICE_RANGE },
  { cidr: '10.43.0.10/32', name: 'cluster DNS Service (K3s, RKE2)', kind: 'dns', note: 'Policies see the DNS pods behind it: allow them by selectors on UDP and TCP 53.' },
  { cidr: '10.128.0.0/14', name: 'pod range (OpenShift)', kind: 'pods', note: POD_RANGE },
  { cidr: '172.30.0.0/16', name: 'Service range (OpenShift)', kind: 'services', note: SERVICE_RANGE },
  { cidr: '10.100.0.0/16', name: 'Service range (EKS)', kind: 'services', note: SERVICE_RANGE },
  { cidr: '172.20.0.0/16', name: 'Service range (EKS)', kind: 'services', note: SERVICE_RANGE },
  { cidr: '10.233.0.0/18', name: 'Service range (Kubespray)', kind: 'services', note: SERVICE_RANGE },
  { cidr: '10.233.64.0/18', name: 'pod range (Kubespray)', kind: 'pods', note: POD_RANGE },

  { cidr: '8.8.8.8/32', name: 'Google Public DNS', kind: 'public-dns' },
  { cidr: '8.8.4.4/32', name: 'Google Public DNS', kind: 'public-dns' },
  { cidr: '2001:4860:4860::8888/128', name: 'Google Public DNS', kind: 'public-dns' },
  { cidr: '2001:4860:4860::8844/128', name: 'Google Public DNS', kind: 'public-dns' },
  { cidr: '1.1.1.1/32', name: 'Cloudflare DNS', kind: 'public-dns' },
  { cidr: '1.0.0.1/32', name: 'Cloudflare DNS', kind: 'public-dns' },
  { cidr: '2606:4700:4700::1111/128', name: 'Cloudflare DNS', kind: 'public-dns' },
  { cidr: '2606:4700:4700::1001/128', name: 'Cloudflare DNS', kind: 'public-dns' },
  { cidr: '9.9.9.9/32', name: 'Quad9 DNS', kind: 'public-dns' },
  { cidr: '149.112.112.112/32', name: 'Quad9 DNS', kind: 'public-dns' },
  { cidr: '2620:fe::fe/128', name: 'Quad9 DNS', kind: 'public-dns' },
];
