import { sidecar } from '../../kinds/sidecar.ts';
import { isMisspelt } from '../support/misspelt.ts';
import { refusedByIstio, saysNothing } from '../support/webhook.ts';
import { resourceRule } from '../define.ts';

export const sidecarEmpty = resourceRule({
  id: 'sidecar-empty',
  title: 'Sidecar that says nothing',
  severity: 'error',
  since: '0.1.0',
  codes: ['IST0106'],
  kinds: [sidecar],
  docs: `A Sidecar has none of \`egress\`, \`ingress\`, \`outboundTrafficPolicy\` and \`inboundConnectionPool\`, so it changes nothing. Istio refuses it.

**Do:** list in \`egress\` what the workloads may reach, such as \`./*\` and \`istio-system/*\`.`,
  check(resource, report) {
    const { root } = resource;
    const spec = root.at('spec');
    const lists = ['egress', 'ingress'];
    const objects = ['outboundTrafficPolicy', 'inboundConnectionPool'];
    const lacks = spec.exists ? lists.every((name) => saysNothing(spec, name)) && objects.every((name) => !spec.at(name).exists) : root.type === 'map' && !root.hasUnknownEntries;
    if (!lacks || isMisspelt(resource, root, 'spec') || [...lists, ...objects].some((name) => isMisspelt(resource, spec, name))) return;
    report({ span: spec.keySpan, ...refusedByIstio, message: 'This Sidecar says nothing, and Istio refuses it. List in egress what the workloads may reach, such as ./* and istio-system/*.' });
  },
});
