import { replaceString } from '../../edits/scalar.ts';
import { gateway } from '../../kinds/gateway.ts';
import { sidecar } from '../../kinds/sidecar.ts';
import { shown } from '../../text/istio-names.ts';
import { nearest } from '../../text/nearest.ts';
import type { Value } from '../../yaml/value.ts';
import { markOf } from '../support/subject.ts';
import { saysNothing, warnedByIstio } from '../support/webhook.ts';
import { resourceRule } from '../define.ts';

export const gatewayCipherSuites = resourceRule({
  id: 'gateway-cipher-suites',
  title: 'Cipher suites that do not count',
  severity: 'warning',
  since: '0.1.0',
  codes: ['IST0133'],
  kinds: [gateway, sidecar],
  fixable: true,
  docs: `\`tls.cipherSuites\` has a name that Istio does not know, or one twice; or \`minProtocolVersion\` is TLS 1.0 or 1.1 without \`cipherSuites\`, and none of the default ones can be used with those versions. Istio accepts the object with a warning and leaves out what it does not know.

**Do:** write names such as \`ECDHE-RSA-AES128-GCM-SHA256\`, or delete the list for the defaults.`,
  check(resource, report) {
    const spec = resource.root.at('spec');
    for (const tls of [...spec.at('servers').items(), ...spec.at('ingress').items()].map((holder) => holder.at('tls')).filter(({ type }) => type === 'map')) {
      const oldest = tls.at('minProtocolVersion');
      if ((oldest.string === 'TLSV1_0' || oldest.string === 'TLSV1_1') && saysNothing(tls, 'cipherSuites')) report({ span: oldest.span, ...warnedByIstio, message: `${oldest.string} has no cipher suites among the default ones, and Istio warns of it. List some in cipherSuites, or write TLSV1_2.` });
      const seen = new Map<string, Value>();
      for (const suite of tls.at('cipherSuites').items()) {
        const text = suite.string;
        if (text === undefined) continue;
        const first = seen.get(text);
        const meant = isSuite(text) ? undefined : nearest(text.trim().toUpperCase(), suites) ?? suites.find((one) => one === text.trim().toUpperCase());
        if (!isSuite(text)) report({ span: markOf(suite), ...warnedByIstio, message: `Istio does not know the cipher suite ${shown(text)} and leaves it out. ${meant === undefined ? 'Correct it, or delete it.' : `Write ${meant}.`}`, fixes: () => (meant === undefined ? [] : [{ title: `Replace with ${meant}`, edits: [replaceString(suite, meant)] }]) });
        else if (first === undefined) seen.set(text, suite);
        else report({ span: markOf(suite), ...warnedByIstio, tags: ['unnecessary'], related: [{ resource, span: first.span, message: 'the first of them' }], message: `The cipher suite ${text} stands here twice, and Istio warns of it. Delete one.` });
      }
    }
  },
});

const suites = [
  'ECDHE-ECDSA-AES128-GCM-SHA256', 'ECDHE-RSA-AES128-GCM-SHA256', 'ECDHE-ECDSA-AES256-GCM-SHA384', 'ECDHE-RSA-AES256-GCM-SHA384',
  'ECDHE-ECDSA-CHACHA20-POLY1305', 'ECDHE-RSA-CHACHA20-POLY1305', 'ECDHE-ECDSA-AES128-SHA', 'ECDHE-RSA-AES128-SHA', 'ECDHE-ECDSA-AES256-SHA',
  'ECDHE-RSA-AES256-SHA', 'AES128-GCM-SHA256', 'AES256-GCM-SHA384', 'AES128-SHA', 'AES256-SHA', 'DES-CBC3-SHA',
];

/** Names, and anything that may be an operator of such lists, such as `-RC4`. */
function isSuite(text: string): boolean {
  return text === '' || text === 'ALL' || !/^[\p{L}\p{N}]/u.test(text) || suites.includes(text);
}
