import { appendData } from '../../edits/data.ts';
import { networkPolicy } from '../../kinds/network-policy.ts';
import type { Fix } from '../../model/finding.ts';
import { clusterDnsRule, allowsDns, namesDns } from '../../policy/dns.ts';
import { policyModel, rulesInForce } from '../../policy/model.ts';
import { isDnsAllowedElsewhere } from '../../references/dns.ts';
import type { Value } from '../../yaml/value.ts';
import { referenceRule } from '../define.ts';

export const npDnsBlocked = referenceRule({
  id: 'np-dns-blocked',
  title: 'Egress without DNS',
  severity: 'warning',
  since: '0.1.0',
  kinds: [networkPolicy],
  fixable: true,
  docs: `The policy restricts egress and allows no DNS: neither one of its rules nor another policy of the workspace for the same pods lets a query over UDP to port 53 (or 5353, where OpenShift's DNS listens) through. The pods can then resolve no name, so connections fail that are allowed, after a wait of seconds.

A policy of another file counts if it is for all pods of the namespace, if its selector takes these pods in, or if policies together take in all workloads that this one selects. Where every rule names address blocks only, the clients may need no names, and it is a hint.

**Do:** allow DNS, to the cluster's DNS pods over UDP and TCP; best in a policy of its own for all pods of the namespace.`,
  check(resource, lookup, report) {
    const model = policyModel(resource);
    const egress = resource.root.at('spec', 'egress');
    const rules = model === undefined ? [] : rulesInForce(model, 'egress');
    // Port 53 over TCP alone is another rule's finding.
    if (model === undefined || rules.length === 0 || allowsDns(model, 'UDP') || rules.some(namesDns)) return;
    if (isDnsAllowedElsewhere(lookup, model, 'UDP')) return;
    const onlyBlocks = rules.every(({ peers }) => peers.length > 0 && peers.every((peer) => peer.type === 'block'));
    report({
      span: egress.keySpan, ...(onlyBlocks ? { severity: 'hint' as const } : {}),
      message: `No rule allows DNS (UDP port 53), here or in another policy for these pods, so they cannot resolve names. ${onlyBlocks ? 'Allow it, unless they use addresses only.' : 'Allow it, here or in a policy for the whole namespace.'}`,
      fixes: () => fixesFor(egress),
    });
  },
});

function fixesFor(egress: Value): readonly Fix[] {
  const edit = appendData(egress, clusterDnsRule);
  return edit === undefined ? [] : [{ title: 'Add a rule for the cluster\'s DNS', edits: [edit], preferred: true }];
}
