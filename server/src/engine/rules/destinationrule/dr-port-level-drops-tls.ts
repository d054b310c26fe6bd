import { addFieldAfter } from '../../edits/data.ts';
import { destinationRule } from '../../kinds/destination-rule.ts';
import type { Problem } from '../../model/finding.ts';
import type { Resource } from '../../model/resource.ts';
import { trafficPolicies } from '../../views/traffic-policy.ts';
import type { Value } from '../../yaml/value.ts';
import { isMisspelt } from '../support/misspelt.ts';
import { saysNothing } from '../support/webhook.ts';
import { resourceRule } from '../define.ts';

export const drPortLevelDropsTls = resourceRule({
  id: 'dr-port-level-drops-tls',
  title: 'Port settings without the TLS of the rule',
  severity: 'warning',
  since: '0.1.0',
  kinds: [destinationRule],
  fixable: true,
  docs: `An item of \`portLevelSettings\` replaces the traffic policy for its port whole: what it does not say itself has Istio's default there, not what stands beside or above it. Here the policy has \`tls\` and the item has none, so on that port the proxy originates no TLS and sends **plaintext**.

Where the mode is \`ISTIO_MUTUAL\` the port falls back on automatic mutual TLS, which mostly is the same; that is information only.

**Do:** repeat \`tls\` in the item, or write \`tls: {mode: DISABLE}\` there if plaintext is meant.`,
  check(resource, report) {
    const spec = resource.root.at('spec');
    const general = spec.at('trafficPolicy');
    for (const policy of trafficPolicies(resource).whole) {
      const tls = policy.at('tls').type === 'map' || policy === general ? policy.at('tls') : general.at('tls');
      const mode = tls.at('mode').string;
      if (tls.type !== 'map' || mode === undefined || mode === 'DISABLE' || policy.at('tls').type === 'unknown') continue;
      for (const item of policy.at('portLevelSettings').items()) {
        if (item.type !== 'map' || !saysNothing(item, 'tls') || isMisspelt(resource, item, 'tls')) continue;
        report(problemOf(resource, item, tls, mode));
      }
    }
  },
});

function problemOf(resource: Resource, item: Value, tls: Value, mode: string): Problem {
  const number = item.at('port', 'number');
  const isAutomatic = mode === 'ISTIO_MUTUAL';
  return {
    span: (number.exists ? number : item).keySpan, ...(isAutomatic ? { severity: 'information' } : {}),
    related: [{ resource, span: tls.keySpan, message: `does not count on port ${number.source}` }],
    message: isAutomatic
      ? `Settings of a port inherit nothing, so mode ISTIO_MUTUAL does not count on port ${number.source}, where TLS is left to automatic mutual TLS. Repeat tls here if it must be.`
      : `Settings of a port inherit nothing: on port ${number.source} the tls with mode ${mode} does not count, and the proxy sends plaintext. Repeat tls here.`,
    fixes: () => {
      const edit = number.exists ? copyBehind(item, tls) : undefined;
      return edit === undefined ? [] : [{ title: `Repeat tls for port ${number.source}`, preferred: !isAutomatic, edits: [edit] }];
    },
  };
}

/** The same TLS settings behind the port of an item; only where they are scalars, which can be written in any style. */
function copyBehind(item: Value, tls: Value): ReturnType<typeof addFieldAfter> | undefined {
  const fields: Record<string, string> = {};
  for (const entry of tls.entries()) {
    if (entry.string === undefined) return undefined;
    fields[String(entry.step)] = entry.string;
  }
  return addFieldAfter(item.at('port'), 'tls', fields);
}
