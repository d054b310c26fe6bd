import { networkPolicy } from '../../kinds/network-policy.ts';
import { dnsEntries, opensDns } from '../../policy/dns.ts';
import { policyModel, rulesInForce } from '../../policy/model.ts';
import { resourceRule } from '../define.ts';

export const npDnsNodeLocal = resourceRule({
  id: 'np-dns-node-local',
  title: 'DNS rule that misses NodeLocal DNSCache',
  severity: 'hint',
  since: '0.1.0',
  kinds: [networkPolicy],
  docs: `With NodeLocal DNSCache, pods ask a cache on their own node, at a link-local address (169.254.20.10 by default, 169.254.25.10 with Kubespray). The cache runs in the network of the node, so selectors for pods do not match it: a rule that allows DNS to the pods of kube-dns only does not allow what the pods really do.

The rule speaks only where \`egress.nodeLocalDns\` (or \`--node-local-dns\`) says that the cluster has it.

**Do:** add an \`ipBlock\` with the address of the cache (\`169.254.20.10/32\`) to the rule for DNS.`,
  check(resource, report, options) {
    const model = policyModel(resource);
    if (!options.nodeLocalDns || model === undefined) return;
    const rules = rulesInForce(model, 'egress');
    const reachesNode = rules.some(({ ports, anywhere, peers }) => (ports === undefined || opensDns(ports, 'UDP')) && (anywhere || peers.some(({ type }) => type !== 'selector')));
    if (reachesNode) return;
    for (const rule of rules) {
      const [entry] = dnsEntries(rule);
      if (entry === undefined) continue;
      report({
        span: rule.list.keySpan,
        message: 'DNS goes through NodeLocal DNSCache, which runs in the network of the node: selectors of pods do not match it. Add an ipBlock for its address, 169.254.20.10/32 by default.',
      });
    }
  },
});
