import { addField, replaceData } from '../../edits/data.ts';
import { fixOf } from '../../edits/fix.ts';
import { virtualService } from '../../kinds/virtual-service.ts';
import type { Fix } from '../../model/finding.ts';
import type { Resource } from '../../model/resource.ts';
import { virtualServiceView } from '../../views/virtual-service.ts';
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
  fixable: true,
  docs: `A VirtualService has none of \`http\`, \`tls\` and \`tcp\`, so it says nothing about its hosts. Istio refuses it.

**Do:** add the block for the protocol of the traffic: \`http\` for plain HTTP, \`tls\` for TLS that is passed through, \`tcp\` for the rest.`,
  check(resource, report) {
    const { root } = resource;
    const spec = root.at('spec');
    const lacks = spec.exists ? blocks.every((block) => saysNothing(spec, block)) : root.type === 'map' && !root.hasUnknownEntries;
    if (!lacks || blocks.some((block) => isMisspelt(resource, spec, block)) || isMisspelt(resource, root, 'spec')) return;
    report({ span: spec.keySpan, ...refusedByIstio, message: 'This VirtualService has no rules, neither http nor tls nor tcp, and Istio refuses it. Add the block for the protocol of the traffic.', fixes: () => addition(resource) });
  },
});

const blocks = ['http', 'tls', 'tcp'];

/** Where there is one host, a rule for it is a rule that leads to it. */
function addition(resource: Resource): readonly Fix[] {
  const spec = resource.root.at('spec');
  const [host, other] = virtualServiceView(resource).hosts;
  if (host?.text === undefined || host.text.includes('*') || other !== undefined) return [];
  const http = [{ route: [{ destination: { host: host.text } }] }];
  return fixOf(`Add an http route to ${host.text}`, spec.at('http').exists ? replaceData(spec.at('http'), http) : addField(spec, 'http', http));
}
