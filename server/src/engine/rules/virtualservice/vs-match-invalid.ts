import { virtualService } from '../../kinds/virtual-service.ts';
import { dnsLabelFlaw, isTokenClaim, matchedHeaderFlaw, shown } from '../../text/istio-names.ts';
import { routesOf, virtualServiceRole } from '../../views/routes.ts';
import { isPlaceholder } from '../../yaml/value.ts';
import type { Value } from '../../yaml/value.ts';
import { markOf } from '../support/subject.ts';
import { refusedByIstio } from '../support/webhook.ts';
import { resourceRule } from '../define.ts';

export const vsMatchInvalid = resourceRule({
  id: 'vs-match-invalid',
  title: 'Match that cannot apply',
  severity: 'error',
  since: '0.1.0',
  codes: ['IST0106'],
  kinds: [virtualService],
  docs: `A condition of an \`http\` match that Istio refuses:

- the name of a header is empty or no header's name (a blank, a colon; the pseudo headers \`:method\`, \`:path\`, \`:authority\`, \`:scheme\`, \`:status\` are fine),
- \`prefix\` is empty, except that of \`uri\`, where it matches every path,
- a claim of a token (\`@request.auth.claims…\`) in a VirtualService that counts inside the mesh: only gateways look at tokens,
- \`sourceNamespace\` is not a name of a namespace.

Regular expressions have a rule of their own, \`regex-invalid\`.

**Do:** correct the condition, or delete it.`,
  check(resource, report) {
    const { gatewaysOnly } = virtualServiceRole(resource);
    for (const match of routesOf(resource, 'http').flatMap((rule) => rule.at('match').items())) {
      for (const header of [...match.at('headers').entries(), ...match.at('withoutHeaders').entries()]) {
        const name = String(header.step);
        const flaw = isPlaceholder(name) ? undefined : matchedHeaderFlaw(name);
        if (flaw !== undefined) report({ span: header.keySpan, ...refusedByIstio, message: `No header is called ${shown(name)}: ${flaw}. Istio refuses the VirtualService. Correct the name.` });
        else if (isTokenClaim(name) && gatewaysOnly === false) report({ span: header.keySpan, ...refusedByIstio, message: 'Only gateways can match claims of a token, and this VirtualService counts inside the mesh: Istio refuses it. Bind it to gateways without mesh.' });
      }
      for (const prefix of prefixesOf(match)) {
        if (prefix.string === '') report({ span: prefix.span, ...refusedByIstio, message: 'An empty prefix matches nothing here, and Istio refuses the VirtualService. Write a prefix, or delete the condition.' });
      }
      const source = match.at('sourceNamespace');
      const name = source.string ?? '';
      const flaw = name === '' ? undefined : dnsLabelFlaw(name);
      if (flaw !== undefined) report({ span: markOf(source), ...refusedByIstio, message: `${shown(name)} is not a namespace: ${flaw}. Istio refuses the VirtualService. Write the name of one namespace.` });
    }
  },
});

/** The prefixes of a match that may not be empty: all but that of the path. */
function prefixesOf(match: Value): readonly Value[] {
  const maps = ['headers', 'withoutHeaders', 'queryParams'].flatMap((name) => match.at(name).entries());
  return [...['scheme', 'method', 'authority'].map((name) => match.at(name)), ...maps].map((condition) => condition.at('prefix'));
}
