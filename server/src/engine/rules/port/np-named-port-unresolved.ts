import { networkPolicy } from '../../kinds/network-policy.ts';
import type { Resource } from '../../model/resource.ts';
import type { Lookup } from '../../model/rule.ts';
import { policyModel, rulesInForce } from '../../policy/model.ts';
import type { PolicyRuleModel } from '../../policy/model.ts';
import { podsOfPeer } from '../../references/peers.ts';
import { podPorts } from '../../views/workload.ts';
import { referenceRule } from '../define.ts';
import { undeclaredPort } from '../support/named-port.ts';

export const npNamedPortUnresolved = referenceRule({
  id: 'np-named-port-unresolved',
  title: 'Named port that no destination declares',
  severity: 'information',
  since: '0.1.0',
  kinds: [networkPolicy],
  fixable: true,
  docs: `An egress rule names a port by name, and none of the workloads that its destinations select declares a container port of that name and protocol. The name is looked up at each destination pod; where no pod has it, the entry allows nothing.

The rule is silent where the destinations select no workload of the workspace, or pods of which no manifest tells.

**Do:** write a name that the pods declare, or the number.`,
  check(resource, lookup, report) {
    const model = policyModel(resource);
    if (model === undefined) return;
    for (const rule of rulesInForce(model, 'egress')) {
      const items = rule.value.at('ports').items().filter((item) => item.at('port').string !== undefined);
      const workloads = items.length === 0 ? undefined : destinationsOf(lookup, resource, rule);
      if (workloads === undefined) continue;
      for (const item of items) {
        const protocol = item.at('protocol').string ?? 'TCP';
        const problem = undeclaredPort(item.at('port'), protocol, workloads, { who: 'that this rule means', effect: 'this entry allows nothing' });
        if (problem !== undefined) report(problem);
      }
    }
  },
});

/** The workloads that a rule means, where all of them are known. */
function destinationsOf(lookup: Lookup, policy: Resource, { peers }: PolicyRuleModel): readonly Resource[] | undefined {
  const found = peers.map((peer) => (peer.type === 'selector' && peer.identity !== undefined ? podsOfPeer(lookup, policy, peer) : undefined));
  const workloads = [...new Set(found.flatMap((pods) => pods?.workloads ?? []))];
  const known = found.every((pods) => pods !== undefined && !pods.uncertain) && workloads.every((one) => podPorts(one).complete && !lookup.isKustomized(one));
  return known && workloads.length > 0 && !lookup.isKustomized(policy) ? workloads : undefined;
}
