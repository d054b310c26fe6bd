import { networkPolicy } from '../../kinds/network-policy.ts';
import { service } from '../../kinds/service.ts';
import { policyRules } from '../../policy/blocks.ts';
import { resourceRule } from '../define.ts';

export const cidrRequired = resourceRule({
  id: 'cidr-required',
  title: 'Range missing',
  severity: 'error',
  since: '0.1.0',
  kinds: [networkPolicy, service],
  docs: `An \`ipBlock\` has no \`cidr\`, or an empty one. The API server refuses the policy; \`except\` alone says nothing, because it only cuts holes into \`cidr\`. An item without a value in \`except\` or in \`loadBalancerSourceRanges\`, \`externalIPs\` or \`clusterIPs\` of a Service is refused as well.

**Do:** write the range. "Everything but …" is \`cidr: 0.0.0.0/0\` (and a second peer with \`::/0\` for IPv6) with the exceptions below \`except\`.`,
  check(resource, report) {
    for (const { block, cidr, except } of policyRules(resource).flatMap(({ blocks }) => blocks)) {
      if (block.hasUnknownEntries || (cidr.type !== 'missing' && cidr.type !== 'null' && cidr.scalar !== '')) continue;
      const hint = except.items().length > 0 ? 'To allow everything but the exceptions, write cidr: 0.0.0.0/0.' : 'Write the range that is to be allowed.';
      report({
        span: cidr.exists ? cidr.span : block.keySpan, admission: 'rejected',
        message: `This ipBlock has no cidr, so it stands for no range and the API server refuses the policy. ${hint}`,
      });
    }
    const lists = [...policyRules(resource).flatMap(({ blocks }) => blocks.map(({ except }) => except)), ...['loadBalancerSourceRanges', 'externalIPs', 'clusterIPs'].map((name) => resource.root.at('spec', name))];
    for (const item of lists.flatMap((list) => list.items())) {
      if (item.type === 'null') report({ span: item.span, admission: 'rejected', message: 'This item has no value, so it stands for no address and the API server refuses the object. Write a value, or delete the item.' });
    }
  },
});
