// DNS in network policies: who may ask, and over what.
import { common } from '../net/intervals.ts';
import { portsFor } from '../net/port-set.ts';
import type { PortSet } from '../net/port-set.ts';
import type { DataMap } from '../edits/style.ts';
import type { Value } from '../yaml/value.ts';
import { portItem } from './ports.ts';
import { rulesInForce } from './model.ts';
import type { PolicyModel, PolicyRuleModel } from './model.ts';

/** The ports of cluster DNS: OpenShift's DNS pods listen on 5353, and a policy sees the port of the pod. */
const dnsPorts: readonly number[] = [53, 5353];

/** What CoreDNS's charts call the ports. */
const dnsNames: ReadonlySet<string> = new Set(['dns', 'dns-tcp', 'domain']);

/** Whether ports let DNS queries of a protocol through. */
export function opensDns(ports: PortSet, protocol: 'UDP' | 'TCP'): boolean {
  const { numbers, names } = portsFor(ports, protocol);
  return dnsPorts.some((port) => common(numbers, [{ first: port, last: port }]).length > 0) || [...names].some((name) => dnsNames.has(name));
}

/** Whether a rule names ports, and they are all DNS. */
export function opensOnlyDns({ ports }: PolicyRuleModel): boolean {
  if (ports === undefined || ports.all) return false;
  return [...ports.protocols.values()].every(({ numbers, names }) => numbers.every(({ first, last }) => first === last && dnsPorts.includes(first)) && [...names].every((name) => dnsNames.has(name)));
}

/** A rule for the pods of the cluster's DNS, as `kubeadm`, managed clusters and the charts label them. */
export const clusterDnsRule: DataMap = {
  to: [{
    namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } },
    podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } },
  }],
  ports: [{ protocol: 'UDP', port: 53 }, { protocol: 'TCP', port: 53 }],
};

/** An entry of a rule's ports that names port 53, or 5353 where the rule is for OpenShift's DNS. */
export interface DnsEntry {
  readonly value: Value;
  readonly protocol: string;
  readonly port: number;
}

/** The entries of a rule that name the port of DNS and no other. */
export function dnsEntries({ value, peers }: PolicyRuleModel): readonly DnsEntry[] {
  const isOpenShift = peers.some((peer) => peer.type === 'selector' && peer.namespaces?.requirements.some(({ values }) => values.has('openshift-dns')) === true);
  return value.at('ports').items().flatMap((entry): readonly DnsEntry[] => {
    const item = portItem(entry);
    if (item?.first === undefined || item.last !== item.first || !(item.first === 53 || (isOpenShift && item.first === 5353))) return [];
    return [{ value: entry, protocol: item.protocol, port: item.first }];
  });
}

/** Whether a rule names the port of DNS, over whatever protocol. */
export function namesDns(rule: PolicyRuleModel): boolean {
  return dnsEntries(rule).length > 0;
}

/** Whether the policy lets its pods ask DNS over a protocol, somewhere; what is not known counts as yes. */
export function allowsDns(model: PolicyModel, protocol: 'UDP' | 'TCP'): boolean {
  return !model.complete.egress || rulesInForce(model, 'egress').some(({ ports }) => ports === undefined || opensDns(ports, protocol));
}
