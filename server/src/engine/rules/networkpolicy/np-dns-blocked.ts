import { appendData } from '../../edits/data.ts';
import { networkPolicy } from '../../kinds/network-policy.ts';
import type { Fix } from '../../model/finding.ts';
import { clusterDnsRule, allowsDns, namesDns } from '../../policy/dns.ts';
import { policyModel, rulesInForce } from '../../policy/model.ts';
import type { Selector } from '../../policy/selector.ts';
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

A policy of another file counts if it is for all pods of the namespace, if its selector takes these pods in, or if policies together take in all workloads that this one selects. Where every rule names address blocks only, the clients may need no names, and it is a hint. So it is where the selector asks for a permission (\`network/to-database: allowed\`), and another one may be for DNS.

**Do:** allow DNS, to the cluster's DNS pods over UDP and TCP; best in a policy of its own for all pods of the namespace.`,
  check(resource, lookup, report) {
    const model = policyModel(resource);
    const egress = resource.root.at('spec', 'egress');
    const rules = model === undefined ? [] : rulesInForce(model, 'egress');
    // Port 53 over TCP alone is another rule's finding.
    if (model === undefined || rules.length === 0 || allowsDns(model, 'UDP') || rules.some(namesDns)) return;
    if (isDnsAllowedElsewhere(lookup, model, 'UDP')) return;
    const onlyBlocks = rules.every(({ peers }) => peers.length > 0 && peers.every((peer) => peer.type === 'block'));
    const isPermit = model.podSelector !== undefined && isPermission(model.podSelector);
    report({
      span: egress.keySpan, ...(onlyBlocks || isPermit ? { severity: 'hint' as const } : {}),
      message: `No rule allows DNS (UDP port 53), here or in another policy for these pods, so they cannot resolve names. ${advice(onlyBlocks, isPermit)}`,
      fixes: () => fixesFor(egress),
    });
  },
});

/** Labels that say what pods are allowed, not what they are: those that have one have others of the kind, and each has its policy. */
const permission = /^(?:allow|allowed|true|yes|enabled)$/i;

function isPermission({ requirements }: Selector): boolean {
  return requirements.length > 0 && requirements.every(({ operator, values }) => operator === 'In' && [...values].every((value) => permission.test(value)));
}

function advice(onlyBlocks: boolean, isPermit: boolean): string {
  if (onlyBlocks) return 'Allow it, unless they use addresses only.';
  return isPermit ? 'Allow it, unless another label of theirs does.' : 'Allow it, here or in a policy for the whole namespace.';
}

function fixesFor(egress: Value): readonly Fix[] {
  const edit = appendData(egress, clusterDnsRule);
  return edit === undefined ? [] : [{ title: 'Add a rule for the cluster\'s DNS', edits: [edit], preferred: true }];
}
