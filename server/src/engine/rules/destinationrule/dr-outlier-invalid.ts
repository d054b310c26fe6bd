import { addFieldBefore } from '../../edits/data.ts';
import { renameKey } from '../../edits/map.ts';
import { replaceByPlain } from '../../edits/scalar.ts';
import { destinationRule } from '../../kinds/destination-rule.ts';
import { isWholeRule, trafficPolicies } from '../../views/traffic-policy.ts';
import { refusedByIstio, warnedWhere } from '../support/webhook.ts';
import { resourceRule } from '../define.ts';

export const drOutlierInvalid = resourceRule({
  id: 'dr-outlier-invalid',
  title: 'Outlier detection that cannot work',
  severity: 'error',
  since: '0.1.0',
  codes: ['IST0106', 'IST0133'],
  kinds: [destinationRule],
  fixable: true,
  docs: `\`outlierDetection\` that Istio refuses: a percentage that is not 0 to 100, and \`consecutiveLocalOriginFailures\` without \`splitExternalLocalOriginErrors: true\`, without which those failures are not counted apart. \`consecutiveErrors\` is deprecated; Istio warns of it in the policy of the whole rule.

**Do:** write a percentage; set \`splitExternalLocalOriginErrors\`; write \`consecutive5xxErrors\` or \`consecutiveGatewayErrors\`.`,
  check(resource, report) {
    for (const policy of trafficPolicies(resource).all) {
      const outlier = policy.at('outlierDetection');
      for (const share of [outlier.at('maxEjectionPercent'), outlier.at('minHealthPercent')]) {
        if (share.number !== undefined && (share.number < 0 || share.number > 100)) report({ span: share.span, ...refusedByIstio, message: `${share.source} is not a percentage from 0 to 100, and Istio refuses the DestinationRule. Write one.` });
      }
      const [failures, split, old] = [outlier.at('consecutiveLocalOriginFailures'), outlier.at('splitExternalLocalOriginErrors'), outlier.at('consecutiveErrors')];
      const isSplit = split.exists ? split.boolean !== false : outlier.hasUnknownEntries;
      if (failures.number !== undefined && failures.number > 0 && !isSplit) {
        report({
          span: failures.keySpan, ...refusedByIstio, message: 'Local failures are counted apart only with splitExternalLocalOriginErrors: true, and Istio refuses the DestinationRule without. Set it.',
          fixes: () => [{ title: 'Set splitExternalLocalOriginErrors', preferred: true, edits: [split.exists ? replaceByPlain(split, 'true') : addFieldBefore(failures, 'splitExternalLocalOriginErrors', true)] }],
        });
      }
      if (old.number !== undefined && old.number !== 0) {
        report({
          span: old.keySpan, ...warnedWhere(isWholeRule(policy)), tags: ['deprecated'], message: 'consecutiveErrors is deprecated. Write consecutive5xxErrors or consecutiveGatewayErrors.',
          fixes: () => ['consecutive5xxErrors', 'consecutiveGatewayErrors'].filter((name) => !outlier.at(name).exists).map((name) => ({ title: `Rename to ${name}`, edits: [renameKey(old, name)] })),
        });
      }
    }
  },
});
