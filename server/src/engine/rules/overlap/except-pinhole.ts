import { networkPolicy } from '../../kinds/network-policy.ts';
import { addressesOf } from '../../net/address-set.ts';
import { reopenedExcepts } from '../../policy/undone.ts';
import { resourceRule } from '../define.ts';
import { blockText, placesOf } from '../support/peers.ts';

export const exceptPinhole = resourceRule({
  id: 'except-pinhole',
  title: 'Exception that is allowed in part',
  severity: 'hint',
  since: '0.1.0',
  kinds: [networkPolicy],
  offByDefault: true,
  docs: `Another block or rule of the policy allows a part of what an exception excludes, on a port that both have: all private addresses are excluded, say, but for one proxy. That is the usual way to write it. For audits it is good to know every such place; the rule is off by default.

Selectors are not looked at: which addresses their pods have is not known. What is allowed as a whole is \`except-undone\`.

**Do:** check that each of the narrower ranges is meant.`,
  check(resource, report) {
    for (const { peer, except, segments, by } of reopenedExcepts(resource)) {
      if (segments.length > 0) continue;
      const text = except.value.string ?? '';
      report({
        span: except.value.span,
        message: `A part of the exception ${text} of ${blockText(peer)} is allowed by this policy all the same. Check that it is meant.`,
        related: placesOf(resource, by, addressesOf([except.range]), `allows a part of ${text}`),
      });
    }
  },
});
