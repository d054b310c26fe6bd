import { replaceField } from '../../edits/data.ts';
import { fixOf } from '../../edits/fix.ts';
import { virtualService } from '../../kinds/virtual-service.ts';
import { routesOf } from '../../views/routes.ts';
import type { Value } from '../../yaml/value.ts';
import { refusedByIstio, warnedByIstio } from '../support/webhook.ts';
import { resourceRule } from '../define.ts';

export const vsMirrorInvalid = resourceRule({
  id: 'vs-mirror-invalid',
  title: 'Share of mirrored requests out of range',
  severity: 'error',
  since: '0.1.0',
  codes: ['IST0106', 'IST0133'],
  kinds: [virtualService],
  fixable: true,
  docs: `The share of requests that are mirrored is a percentage from 0 to 100; Istio refuses the VirtualService otherwise. \`mirrorPercent\` (also \`mirror_percent\`) is deprecated, and Istio warns of it.

**Do:** write \`mirrorPercentage: {value: 50}\`, or \`mirrors[].percentage\`.`,
  check(resource, report) {
    for (const rule of routesOf(resource, 'http')) {
      const old = oldShare(rule);
      const shares = [rule.at('mirrorPercentage', 'value'), ...rule.at('mirrors').items().map((mirror) => mirror.at('percentage', 'value'))];
      for (const share of [old, ...shares]) {
        if (share.number !== undefined && (share.number > 100 || share.number < 0)) report({ span: share.span, ...refusedByIstio, message: `${share.source} is not a percentage from 0 to 100, and Istio refuses the VirtualService. Write one.` });
      }
      if (old.number !== undefined && old.number <= 100) {
        report({
          span: old.keySpan, ...warnedByIstio, tags: ['deprecated'], message: `${String(old.step)} is deprecated, and Istio warns of it. Write mirrorPercentage with a value.`,
          fixes: () => (rule.at('mirrorPercentage').exists ? [] : fixOf('Replace with mirrorPercentage', replaceField(old, 'mirrorPercentage', { value: old.number ?? 0 }), true)),
        });
      }
    }
  },
});

/** The older field for the share, by either of its names; Istio takes the first of the two. */
function oldShare(rule: Value): Value {
  const share = rule.at('mirrorPercent');
  return share.exists ? share : rule.at('mirror_percent');
}
