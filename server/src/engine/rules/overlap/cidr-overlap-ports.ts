import { networkPolicy } from '../../kinds/network-policy.ts';
import { addressesIntersect, intersectAddresses } from '../../net/address-set.ts';
import { describePorts } from '../../net/summary.ts';
import { addressesOfRule, blocksWith, coversPortsOf, coversRule, rulesOfPolicy } from '../../policy/effect.ts';
import type { PolicyRuleModel } from '../../policy/model.ts';
import { resourceRule } from '../define.ts';
import { blockText, ruleText } from '../support/peers.ts';

/** A rule is compared with so many others of its policy. */
const compared = 500;

export const cidrOverlapPorts = resourceRule({
  id: 'cidr-overlap-ports',
  title: 'Ranges that overlap, with other ports',
  severity: 'hint',
  since: '0.1.0',
  kinds: [networkPolicy],
  offByDefault: true,
  docs: `Two rules of a policy allow some of the same addresses on different ports. That is legal and means what it says: the ports add up. Some network plugins had mistakes in just this case and forgot one of the port lists, which this rule helps to find; it is off by default.

Silent where one rule covers the other: \`rule-redundant\` and its like speak then.

**Do:** nothing, where your network plugin gets it right; else split the ranges so that each address is in one rule.`,
  check(resource, report) {
    const rules = rulesOfPolicy(resource);
    rules.forEach((rule, at) => {
      const other = rules.slice(Math.max(0, at - compared), at).find((earlier) => overlap(earlier, rule));
      const common = other === undefined ? undefined : intersectAddresses(addressesOfRule(other), addressesOfRule(rule));
      const block = common === undefined ? undefined : blocksWith(rule, common)[0];
      if (other === undefined || common === undefined || block === undefined || other.ports === undefined) return;
      report({
        span: block.at.span,
        message: `${blockText(block)} overlaps a range of ${ruleText(other)}, which allows ${describePorts(other.ports)}. The ports add up, but some network plugins had mistakes here. Nothing needs to be done where yours gets it right.`,
        related: blocksWith(other, common).map((one) => ({ resource, span: one.at.span, message: 'overlaps, with other ports' })),
      });
    });
  },
});

function overlap(one: PolicyRuleModel, other: PolicyRuleModel): boolean {
  return one.direction === other.direction && one.ports !== undefined && other.ports !== undefined
    && !(coversPortsOf(one, other) && coversPortsOf(other, one)) && addressesIntersect(addressesOfRule(one), addressesOfRule(other))
    && !coversRule(one, other) && !coversRule(other, one);
}
