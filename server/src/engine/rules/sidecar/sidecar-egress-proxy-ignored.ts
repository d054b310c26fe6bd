import { sidecar } from '../../kinds/sidecar.ts';
import type { Fix } from '../../model/finding.ts';
import type { Resource } from '../../model/resource.ts';
import { dnsLabelFlaw } from '../../text/istio-names.ts';
import { hostSites } from '../../workspace/hosts.ts';
import type { Span } from '../../yaml/span.ts';
import type { Value } from '../../yaml/value.ts';
import { deletion } from '../support/remove.ts';
import { markOf } from '../support/subject.ts';
import { refusedByIstio } from '../support/webhook.ts';
import { resourceRule } from '../define.ts';

export const sidecarEgressProxyIgnored = resourceRule({
  id: 'sidecar-egress-proxy-ignored',
  title: 'egressProxy has no effect',
  severity: 'warning',
  since: '0.1.0',
  codes: ['IST0002', 'IST0106'],
  kinds: [sidecar],
  fixable: true,
  docs: `\`outboundTrafficPolicy.egressProxy\` was to send unknown traffic to a proxy. Istio ignores it by now; \`istioctl analyze\` says so (IST0002). Istio refuses the Sidecar if the mode is not \`ALLOW_ANY\` (an absent mode is \`REGISTRY_ONLY\`), if the host is not a plain name, or if there is no port.

**Do:** delete it, and send traffic through an egress gateway with a ServiceEntry and a VirtualService.`,
  check(resource, report) {
    const policy = resource.root.at('spec', 'outboundTrafficPolicy');
    const proxy = policy.at('egressProxy');
    if (proxy.type !== 'map') return;
    const mode = policy.at('mode');
    const flaw = flawOf(proxy, resource);
    const isOther = mode.exists ? mode.string !== undefined && mode.string !== 'ALLOW_ANY' : !policy.hasUnknownEntries;
    const advice = 'Delete it, and send the traffic through an egress gateway.';
    const fixes = (): readonly Fix[] => deletion(proxy, true);
    if (isOther) report({ span: proxy.keySpan, ...refusedByIstio, fixes, message: `egressProxy goes with mode ALLOW_ANY only, and Istio refuses the Sidecar. ${advice}` });
    else if (flaw !== undefined) report({ span: flaw[0], ...refusedByIstio, fixes, message: `${flaw[1]}, and Istio refuses the Sidecar. ${advice}` });
    else report({ span: proxy.keySpan, codes: ['IST0002'], fixes, message: `Istio ignores egressProxy. ${advice}` });
  },
});

function flawOf(proxy: Value, resource: Resource): readonly [Span, string] | undefined {
  const host = hostSites(resource).find(({ use }) => use === 'egress-proxy');
  if (host?.flaw !== undefined) return [markOf(host.value), `The host of egressProxy is not a plain name: ${host.flaw.reason}`];
  const subset = proxy.at('subset');
  if (subset.string !== undefined && subset.string !== '' && dnsLabelFlaw(subset.string) !== undefined) return [markOf(subset), `The subset is no name: ${dnsLabelFlaw(subset.string) ?? ''}`];
  const port = proxy.at('port');
  if (!port.exists && !proxy.hasUnknownEntries) return [proxy.keySpan, 'egressProxy has no port'];
  return port.type === 'map' && !port.at('number').exists && !port.hasUnknownEntries ? [port.keySpan, 'The port of egressProxy has no number'] : undefined;
}
