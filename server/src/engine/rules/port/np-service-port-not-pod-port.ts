import { appendData } from '../../edits/data.ts';
import { replaceByPlain } from '../../edits/scalar.ts';
import { networkPolicy } from '../../kinds/network-policy.ts';
import type { Fix } from '../../model/finding.ts';
import type { Resource } from '../../model/resource.ts';
import type { Lookup } from '../../model/rule.ts';
import { coversPorts, portsOf } from '../../net/port-set.ts';
import { policyModel, rulesInForce } from '../../policy/model.ts';
import type { PolicyRuleModel } from '../../policy/model.ts';
import { portItem } from '../../policy/ports.ts';
import { podsOfPeer } from '../../references/peers.ts';
import { mappedPorts, servicesFor } from '../../references/service-pods.ts';
import type { MappedPort } from '../../references/service-pods.ts';
import { podPorts } from '../../views/workload.ts';
import type { Value } from '../../yaml/value.ts';
import { referenceRule } from '../define.ts';

export const npServicePortNotPodPort = referenceRule({
  id: 'np-service-port-not-pod-port',
  title: 'Port of the Service instead of the pods',
  severity: 'warning',
  since: '0.1.0',
  kinds: [networkPolicy],
  fixable: true,
  docs: `An egress rule allows the port of a Service, but the pods behind the Service listen on another one (\`targetPort\`). Network policies are enforced after the address of the Service has been replaced by that of a pod, so they see the port of the pod: the connection is blocked.

The rule speaks only where the workspace holds all three: the policy, the Service, and the workload that both select. It is silent where the workload declares the port itself, where the rule allows the \`targetPort\` too, and for headless Services, which replace nothing.

**Do:** write the \`targetPort\` of the Service.`,
  check(resource, lookup, report) {
    const model = policyModel(resource);
    if (model === undefined) return;
    for (const rule of rulesInForce(model, 'egress')) {
      const workloads = destinationsOf(lookup, resource, rule);
      if (workloads.length === 0 || rule.ports === undefined) continue;
      for (const item of rule.value.at('ports').items()) {
        const mapped = mappingOf(lookup, workloads, item);
        const protocol = item.at('protocol').string ?? 'TCP';
        if (mapped === undefined || coversPorts(rule.ports, portsOf([{ protocol, first: mapped.target, last: mapped.target }]))) continue;
        const name = mapped.service.name ?? '';
        report({
          span: item.at('port').span, related: [{ resource: mapped.service, span: mapped.value.at('port').span, message: `the port of Service ${name}` }],
          message: `${mapped.port} is the port of Service ${name}; its pods listen on ${mapped.target}, and a policy sees the port of the pods, so this entry does not let the traffic through. Write ${mapped.target}.`,
          fixes: () => fixesFor(item, mapped, protocol),
        });
      }
    }
  },
});

function destinationsOf(lookup: Lookup, policy: Resource, { peers, anywhere }: PolicyRuleModel): readonly Resource[] {
  if (anywhere || lookup.isKustomized(policy)) return [];
  const found = peers.map((peer) => (peer.type === 'selector' && peer.identity !== undefined ? podsOfPeer(lookup, policy, peer) : undefined));
  // Pods that are not known may listen on the port.
  if (found.some((pods) => pods === undefined || pods.uncertain)) return [];
  return [...new Set(found.flatMap((pods) => pods?.workloads ?? []))];
}

/** The Service whose port an entry names, if each of the workloads is behind one that leads to another port. */
function mappingOf(lookup: Lookup, workloads: readonly Resource[], entry: Value): MappedPort | undefined {
  const item = portItem(entry);
  if (item?.first === undefined || item.last !== item.first) return undefined;
  const { first: port, protocol } = item;
  let found: MappedPort | undefined;
  for (const workload of workloads) {
    const { ports } = podPorts(workload);
    if (ports.some(({ number }) => number === port) || lookup.isKustomized(workload)) return undefined;
    const services = servicesFor(lookup, workload);
    const mapped = services.flatMap((one) => mappedPorts(one, workload, protocol)).filter((one) => one.port === port);
    found ??= mapped[0];
    // Without declared ports and without such a Service, it may well listen there.
    if (mapped.length === 0 && ports.length === 0) return undefined;
  }
  return found;
}

function fixesFor(item: Value, { target }: MappedPort, protocol: string): readonly Fix[] {
  const list = item.parent;
  const added = list === undefined ? undefined : appendData(list, { protocol, port: target });
  return [
    { title: `Replace with ${target}`, preferred: true, edits: [replaceByPlain(item.at('port'), target)] },
    ...(added === undefined ? [] : [{ title: `Add port ${target}`, edits: [added] }]),
  ];
}
