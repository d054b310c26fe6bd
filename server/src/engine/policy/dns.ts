// DNS in network policies: who may ask, and over what.
import { common } from '../net/intervals.ts';
import { portsFor } from '../net/port-set.ts';
import type { PortSet } from '../net/port-set.ts';
import { rulesInForce } from './model.ts';
import type { PolicyModel, PolicyRuleModel } from './model.ts';

/** The ports of cluster DNS: OpenShift's DNS pods listen on 5353, and a policy sees the port of the pod. */
export const dnsPorts: readonly number[] = [53, 5353];

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

/** Whether the policy lets its pods ask DNS over UDP, somewhere; what is not known counts as yes. */
export function allowsDns(model: PolicyModel): boolean {
  return !model.complete.egress || rulesInForce(model, 'egress').some(({ ports }) => ports === undefined || opensDns(ports, 'UDP'));
}
