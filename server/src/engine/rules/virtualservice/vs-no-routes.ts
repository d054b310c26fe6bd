import { virtualService } from '../../kinds/virtual-service.ts';
import { isMisspelt } from '../support/misspelt.ts';
import { refusedByIstio, saysNothing } from '../support/webhook.ts';
import { resourceRule } from '../define.ts';

export const vsNoRoutes = resourceRule({
  id: 'vs-no-routes',
  title: 'VirtualService without rules',
  severity: 'error',
  since: '0.1.0',
  codes: ['IST0106'],
  kinds: [virtualService],
  docs: `A VirtualService has none of \`http\`, \`tls\` and \`tcp\`, so it says nothing about its hosts. Istio refuses it.

**Do:** add the block for the protocol of the traffic: \`http\` for plain HTTP, \`tls\` for TLS that is passed through, \`tcp\` for the rest.`,
  check(resource, report) {
    const { root } = resource;
    const spec = root.at('spec');
    const lacks = spec.exists ? blocks.every((block) => saysNothing(spec, block)) : root.type === 'map' && !root.hasUnknownEntries;
    if (!lacks || blocks.some((block) => isMisspelt(resource, spec, block)) || isMisspelt(resource, root, 'spec')) return;
    report({ span: spec.keySpan, ...refusedByIstio, message: 'This VirtualService has no rules, neither http nor tls nor tcp, and Istio refuses it. Add the block for the protocol of the traffic.' });
  },
});

const blocks = ['http', 'tls', 'tcp'];
