import { replaceData } from '../../edits/data.ts';
import { fixOf } from '../../edits/fix.ts';
import { virtualService } from '../../kinds/virtual-service.ts';
import type { Fix } from '../../model/finding.ts';
import type { Resource } from '../../model/resource.ts';
import { routesOf } from '../../views/routes.ts';
import { virtualServiceView } from '../../views/virtual-service.ts';
import type { Value } from '../../yaml/value.ts';
import { refusedByIstio } from '../support/webhook.ts';
import { resourceRule } from '../define.ts';

export const vsTlsMatch = resourceRule({
  id: 'vs-tls-match',
  title: 'TLS rule without server names',
  severity: 'error',
  since: '0.1.0',
  codes: ['IST0106'],
  kinds: [virtualService],
  fixable: true,
  docs: `A \`tls\` rule chooses connections by the server name that clients send (SNI). Each needs \`match\`, and each match \`sniHosts\`; Istio refuses the VirtualService otherwise.

**Do:** list the names in \`sniHosts\`. They must be among the \`hosts\`, or covered by one of them.`,
  check(resource, report) {
    for (const rule of routesOf(resource, 'tls')) {
      const match = rule.at('match');
      if (match.type === 'list' && match.items().length === 0) report({ span: match.keySpan, ...refusedByIstio, message: message('This rule matches nothing') });
      for (const names of match.items().map((item) => item.at('sniHosts')).filter((one) => one.type === 'list' && one.items().length === 0)) {
        report({ span: names.keySpan, ...refusedByIstio, message: message('This match has no server names'), fixes: () => fixesFor(resource, names) });
      }
    }
  },
});

/** The hosts of the VirtualService are what its server names may be. */
function fixesFor(resource: Resource, names: Value): readonly Fix[] {
  const hosts = virtualServiceView(resource).hosts.flatMap(({ text }) => text ?? []);
  return hosts.length === 0 ? [] : fixOf(`Write ${hosts.join(', ')}`, replaceData(names, hosts));
}

function message(flaw: string): string {
  return `${flaw}, and a tls rule chooses connections by their server name: Istio refuses the VirtualService. List names in sniHosts.`;
}
