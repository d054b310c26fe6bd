import { virtualService } from '../../kinds/virtual-service.ts';
import { routesOf } from '../../views/routes.ts';
import { refusedByIstio } from '../support/webhook.ts';
import { resourceRule } from '../define.ts';

export const vsTlsMatch = resourceRule({
  id: 'vs-tls-match',
  title: 'TLS rule without server names',
  severity: 'error',
  since: '0.1.0',
  codes: ['IST0106'],
  kinds: [virtualService],
  docs: `A \`tls\` rule chooses connections by the server name that clients send (SNI). Each needs \`match\`, and each match \`sniHosts\`; Istio refuses the VirtualService otherwise.

**Do:** list the names in \`sniHosts\`. They must be among the \`hosts\`, or covered by one of them.`,
  check(resource, report) {
    for (const rule of routesOf(resource, 'tls')) {
      const match = rule.at('match');
      if (match.type === 'list' && match.items().length === 0) report({ span: match.keySpan, ...refusedByIstio, message: message('This rule matches nothing') });
      for (const { span } of match.items().map((item) => item.at('sniHosts')).filter((names) => names.type === 'list' && names.items().length === 0).map((names) => ({ span: names.keySpan }))) {
        report({ span, ...refusedByIstio, message: message('This match has no server names') });
      }
    }
  },
});

function message(flaw: string): string {
  return `${flaw}, and a tls rule chooses connections by their server name: Istio refuses the VirtualService. List names in sniHosts.`;
}
