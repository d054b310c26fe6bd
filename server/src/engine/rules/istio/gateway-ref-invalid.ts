import { virtualService } from '../../kinds/virtual-service.ts';
import type { Resource } from '../../model/resource.ts';
import { domainFlaw, dnsLabelFlaw, shown } from '../../text/istio-names.ts';
import { routesOf } from '../../views/routes.ts';
import type { Value } from '../../yaml/value.ts';
import { markOf } from '../support/subject.ts';
import { refusedByIstio } from '../support/webhook.ts';
import { resourceRule } from '../define.ts';

export const gatewayRefInvalid = resourceRule({
  id: 'gateway-ref-invalid',
  title: 'No name of a Gateway',
  severity: 'error',
  since: '0.1.0',
  codes: ['IST0106'],
  kinds: [virtualService],
  docs: `A VirtualService names gateways as \`namespace/name\`, as \`name\` for one of its own namespace, or as \`mesh\` for the sidecars. Namespace and name are made of letters, digits and hyphens: \`./name\` and \`*/name\` are refused.

Istio stops looking at the first name without a slash, \`mesh\` included: a wrong name behind it is accepted and stands for no gateway.

**Do:** write \`namespace/name\`.`,
  check(resource, report) {
    for (const names of gatewayLists(resource)) {
      let unchecked = false;
      for (const name of names) {
        const text = name.string ?? '';
        const flaw = name.string === undefined ? undefined : gatewayNameFlaw(text);
        if (flaw !== undefined) {
          const shownName = text === '' ? 'An empty text' : shown(text);
          report({
            span: markOf(name), ...(unchecked ? {} : refusedByIstio),
            message: `${shownName} is no name of a Gateway: ${flaw}. ${unchecked ? 'Istio accepts it, as it stands behind a name without a slash, and finds no gateway.' : 'Istio refuses the VirtualService.'} Write namespace/name.`,
          });
        }
        unchecked ||= name.string !== undefined && !text.includes('/');
      }
    }
  },
});

/** The lists of gateways' names: that of the VirtualService, and those of its matches. */
function gatewayLists(resource: Resource): readonly (readonly Value[])[] {
  const matches = (['http', 'tls', 'tcp'] as const).flatMap((block) => routesOf(resource, block)).flatMap((rule) => rule.at('match').items());
  return [resource.root.at('spec', 'gateways'), ...matches.map((match) => match.at('gateways'))].map((list) => list.items());
}

function gatewayNameFlaw(text: string): string | undefined {
  const slash = text.indexOf('/');
  if (slash < 0) return domainFlaw(text);
  const [namespace, name] = [text.slice(0, slash), text.slice(slash + 1)];
  const ofNamespace = dnsLabelFlaw(namespace);
  if (ofNamespace !== undefined) return namespace === '' ? 'no namespace stands before the slash' : `${shown(namespace)} is no namespace, ${ofNamespace}`;
  const ofName = dnsLabelFlaw(name);
  return ofName === undefined ? undefined : name === '' ? 'no name stands behind the slash' : `${shown(name)} is no name, ${ofName}`;
}
