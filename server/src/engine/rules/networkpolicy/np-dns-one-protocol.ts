import { appendData } from '../../edits/data.ts';
import { networkPolicy } from '../../kinds/network-policy.ts';
import type { Fix } from '../../model/finding.ts';
import { dnsEntries, opensDns } from '../../policy/dns.ts';
import type { DnsEntry } from '../../policy/dns.ts';
import { coversPeer } from '../../policy/effect.ts';
import { policyModel, rulesInForce } from '../../policy/model.ts';
import type { PolicyRuleModel } from '../../policy/model.ts';
import { isDnsAllowedElsewhere } from '../../references/dns.ts';
import type { Value } from '../../yaml/value.ts';
import { referenceRule } from '../define.ts';

export const npDnsOneProtocol = referenceRule({
  id: 'np-dns-one-protocol',
  title: 'DNS over one protocol only',
  severity: 'warning',
  since: '0.1.0',
  kinds: [networkPolicy],
  fixable: true,
  docs: `A rule allows port 53 (or 5353 towards OpenShift's DNS) over one protocol only, and nothing allows the other one to the same destinations. Resolvers ask over UDP first, so with TCP alone names do not resolve at all; an absent \`protocol\` is TCP, which is the usual cause. With UDP alone only long answers fail, which are asked for again over TCP: that is information.

The rule is silent where another policy for the same pods allows the other protocol.

**Do:** list port 53 with UDP and with TCP.`,
  check(resource, lookup, report) {
    const model = policyModel(resource);
    if (model === undefined) return;
    const rules = rulesInForce(model, 'egress');
    for (const rule of rules) {
      const entry = onlyEntry(rule);
      const other = entry?.protocol === 'TCP' ? 'UDP' : 'TCP';
      if (entry === undefined || isAllowed(rule, rules, other) || isDnsAllowedElsewhere(lookup, model, other)) continue;
      const written = entry.value.at('protocol').string !== undefined;
      report({
        span: entry.value.at('port').span, ...(other === 'TCP' ? { severity: 'information' as const } : {}),
        message: other === 'UDP'
          ? `DNS is asked over UDP first, but port ${entry.port} is allowed over TCP only${written ? '' : ', which an absent protocol means'}, so names do not resolve. Allow UDP as well.`
          : `Long answers of DNS come over TCP, but port ${entry.port} is allowed over UDP only. Allow TCP as well.`,
        fixes: () => fixesFor(rule.value.at('ports'), entry, other),
      });
    }
  },
});

/** The first entry for DNS of a rule, where all of them are for one protocol. */
function onlyEntry(rule: PolicyRuleModel): DnsEntry | undefined {
  const [first, ...others] = dnsEntries(rule);
  return first === undefined || first.protocol === 'SCTP' || others.some(({ protocol }) => protocol !== first.protocol) ? undefined : first;
}

/** Whether the rules let the other protocol through to all destinations of a rule. */
function isAllowed(rule: PolicyRuleModel, rules: readonly PolicyRuleModel[], protocol: 'UDP' | 'TCP'): boolean {
  const open = rules.filter(({ ports }) => ports === undefined || opensDns(ports, protocol));
  if (rule.anywhere) return open.some(({ anywhere }) => anywhere);
  return rule.peers.every((peer) => peer.type === 'unknown' || open.some((one) => coversPeer(one, peer)));
}

function fixesFor(ports: Value, { port }: DnsEntry, protocol: string): readonly Fix[] {
  const edit = appendData(ports, { protocol, port });
  return edit === undefined ? [] : [{ title: `Add ${protocol} port ${port}`, edits: [edit], preferred: true }];
}
