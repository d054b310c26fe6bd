import { fixOf } from '../../edits/fix.ts';
import { deleteItem } from '../../edits/list.ts';
import { networkPolicy } from '../../kinds/network-policy.ts';
import { describePorts } from '../../net/summary.ts';
import { redundancyOf } from '../../policy/redundancy.ts';
import { resourceRule } from '../define.ts';
import { blockText, placesOf, ruleText } from '../support/peers.ts';

export const cidrRedundantAcrossRules = resourceRule({
  id: 'cidr-redundant-across-rules',
  title: 'Range that another rule allows already',
  severity: 'warning',
  since: '0.1.0',
  kinds: [networkPolicy],
  fixable: true,
  docs: `Another rule of the policy allows every address of this block, on every port of this rule. Rules only add up, so the block has no effect here; often one of the two has the wrong ports or the wrong range.

Ports count: the same range in rules with different ports is no mistake, and what \`except\` cuts out is taken away first. Where a whole rule is covered, \`rule-redundant\` says so once.

**Do:** delete the block, or correct its range or its ports.`,
  check(resource, report) {
    for (const { rule, peer, by } of redundancyOf(resource).peers) {
      const text = blockText(peer);
      report({
        span: peer.at.span, tags: ['unnecessary'],
        message: `${text} adds nothing here: ${ruleText(by)} of this policy allows all of it already, on ${by.ports === undefined ? 'the same ports' : describePorts(by.ports)}. Delete it, or correct the range or the ports of ${ruleText(rule)}.`,
        related: placesOf(resource, [by], peer.addresses, 'allows it already'),
        fixes: () => fixOf(`Delete ${text}`, deleteItem(peer.value), true),
      });
    }
  },
});
