import { destinationRule } from '../../kinds/destination-rule.ts';
import { trafficPolicies } from '../../views/traffic-policy.ts';
import type { Value } from '../../yaml/value.ts';
import { isMisspelt } from '../support/misspelt.ts';
import { deletion } from '../support/remove.ts';
import { markOf } from '../support/subject.ts';
import { refusedByIstio } from '../support/webhook.ts';
import { resourceRule } from '../define.ts';

export const drPolicyEmpty = resourceRule({
  id: 'dr-policy-empty',
  title: 'Traffic policy that sets nothing',
  severity: 'error',
  since: '0.1.0',
  codes: ['IST0106'],
  kinds: [destinationRule],
  fixable: true,
  docs: `A \`trafficPolicy\`, of the rule or of a subset, that sets nothing is refused; so are one with \`tunnel\` and \`proxyProtocol\`, an item of \`portLevelSettings\` without \`port\` or without any of \`tls\`, \`loadBalancer\`, \`connectionPool\`, \`outlierDetection\`, and a \`tunnel\` whose protocol is not \`CONNECT\` or \`POST\` or whose \`targetPort\` is no port.

**Do:** set what the policy is for, or delete it.`,
  check(resource, report) {
    const { whole, ofPorts } = trafficPolicies(resource);
    for (const policy of whole) {
      if (isEmpty(policy, [...settings, 'portLevelSettings', 'tunnel', 'proxyProtocol', 'retryBudget'])) report({ span: policy.keySpan, ...refusedByIstio, fixes: () => deletion(policy, true), message: 'This traffic policy sets nothing, and Istio refuses the DestinationRule. Set what it is for, or delete it.' });
      const [tunnel, proxyProtocol] = [policy.at('tunnel'), policy.at('proxyProtocol')];
      if (tunnel.type === 'map' && proxyProtocol.type === 'map') {
        report({ span: proxyProtocol.keySpan, ...refusedByIstio, related: [{ resource, span: tunnel.keySpan, message: 'excludes it' }], message: 'A policy has tunnel or proxyProtocol, not both, and Istio refuses the DestinationRule. Delete one of them.' });
      }
      const protocol = tunnel.at('protocol');
      if (protocol.string !== undefined && !['', 'CONNECT', 'POST'].includes(protocol.string)) report({ span: markOf(protocol), ...refusedByIstio, message: `A tunnel is made with CONNECT or POST, not ${JSON.stringify(protocol.string)}, and Istio refuses the DestinationRule. Write one of them.` });
    }
    for (const policy of ofPorts) {
      if (!policy.at('port').exists && !policy.hasUnknownEntries && !isMisspelt(resource, policy, 'port')) report({ span: policy.keySpan, ...refusedByIstio, message: 'These settings are for no port, and Istio refuses the DestinationRule. Add port with a number.' });
      else if (isEmpty(policy, settings)) report({ span: policy.keySpan, ...refusedByIstio, message: 'This port has no settings, and Istio refuses the DestinationRule. Set tls, loadBalancer, connectionPool or outlierDetection, or delete the item.' });
    }
  },
});

const settings = ['outlierDetection', 'connectionPool', 'loadBalancer', 'tls'];

/** Whether a policy surely has none of these; what is misspelt in it has a finding of its own. */
function isEmpty(policy: Value, names: readonly string[]): boolean {
  if (policy.hasUnknownEntries) return false;
  const known = new Set([...names, 'port']);
  return names.every((name) => !policy.at(name).exists || isEmptyList(policy.at(name))) && policy.entries().every(({ step }) => known.has(String(step)));
}

function isEmptyList(value: Value): boolean {
  return value.type === 'list' && value.items().length === 0;
}
