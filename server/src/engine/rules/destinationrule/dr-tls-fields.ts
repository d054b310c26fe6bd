import { destinationRule } from '../../kinds/destination-rule.ts';
import type { Resource } from '../../model/resource.ts';
import { trafficPolicies } from '../../views/traffic-policy.ts';
import type { Value } from '../../yaml/value.ts';
import { deletion } from '../support/remove.ts';
import { markOf } from '../support/subject.ts';
import { filledFields, refusedByIstio, saysNothing, saysSomething } from '../support/webhook.ts';
import { resourceRule } from '../define.ts';

export const drTlsFields = resourceRule({
  id: 'dr-tls-fields',
  title: 'TLS settings that exclude each other',
  severity: 'error',
  since: '0.1.0',
  codes: ['IST0106'],
  kinds: [destinationRule],
  fixable: true,
  docs: `A client's \`tls\` block that Istio refuses:

- \`MUTUAL\` without \`credentialName\` and without \`clientCertificate\` or \`privateKey\`,
- \`credentialName\` (in the modes \`SIMPLE\` and \`MUTUAL\`) beside \`clientCertificate\`, \`privateKey\`, \`caCertificates\` or \`caCrl\`,
- \`insecureSkipVerify: true\` beside what would be verified: \`caCertificates\` or \`subjectAltNames\`, and for \`SIMPLE\` also \`credentialName\`,
- a \`credentialName\` of the form \`configmap://…\` that does not name a ConfigMap of the DestinationRule's own namespace (\`configmap://namespace/name\`).

**Do:** keep one source of certificates, and verify them or not.`,
  check(resource, report) {
    for (const tls of trafficPolicies(resource).all.map((policy) => policy.at('tls'))) {
      if (tls.type !== 'map' || tls.hasUnknownEntries || tls.at('mode').type === 'unknown') continue;
      for (const { at, flaw, advice, related } of [...configMapFlaw(tls, resource), ...unverified(tls), ...certificates(tls)]) {
        report({
          span: markOf(at), ...refusedByIstio, message: `${flaw}, and Istio refuses the DestinationRule. ${advice}`,
          ...(related === undefined ? {} : { related: [{ resource, span: related.keySpan, message: 'excludes it' }] }), fixes: () => (related === undefined ? [] : deletion(at)),
        });
      }
    }
  },
});

interface Flaw {
  readonly at: Value;
  readonly flaw: string;
  readonly advice: string;
  readonly related?: Value;
}

const configMap = 'configmap://';

function configMapFlaw(tls: Value, { namespace }: Resource): readonly Flaw[] {
  const name = tls.at('credentialName');
  if (name.string?.startsWith(configMap) !== true) return [];
  const [ofNamespace = '', ofName] = name.string.slice(configMap.length).split('/');
  const advice = 'Write configmap://namespace/name.';
  if (ofNamespace === '' || ofName === undefined || ofName === '') return [{ at: name, flaw: `${name.string} does not name a ConfigMap with its namespace`, advice }];
  return namespace === undefined || ofNamespace === namespace ? [] : [{ at: name, flaw: `The ConfigMap is one of ${ofNamespace}, and only those of ${namespace}, where the rule is, can be used`, advice }];
}

function unverified(tls: Value): readonly Flaw[] {
  const skip = tls.at('insecureSkipVerify');
  const mode = tls.at('mode').string;
  if (skip.boolean !== true || (mode !== 'SIMPLE' && mode !== 'MUTUAL')) return [];
  const other = filledFields(tls, ['caCertificates', 'subjectAltNames', ...(mode === 'SIMPLE' ? ['credentialName'] : [])])[0];
  return other === undefined ? [] : [{ at: skip, flaw: `insecureSkipVerify leaves out what ${String(other.step)} asks for`, advice: 'Delete one of them, best insecureSkipVerify.', related: other }];
}

function certificates(tls: Value): readonly Flaw[] {
  const mode = tls.at('mode').string;
  const name = tls.at('credentialName');
  if (mode !== 'SIMPLE' && mode !== 'MUTUAL') return [];
  if (saysSomething(name)) {
    const file = filledFields(tls, ['clientCertificate', 'privateKey', 'caCertificates', 'caCrl'])[0];
    return file === undefined ? [] : [{ at: file, flaw: `The certificates come from credentialName, so ${String(file.step)} cannot stand beside it`, advice: `Delete ${String(file.step)}, or credentialName.`, related: name }];
  }
  const absent = mode === 'MUTUAL' && saysNothing(tls, 'credentialName') ? ['clientCertificate', 'privateKey'].filter((field) => saysNothing(tls, field)) : [];
  return absent.length === 0 ? [] : [{ at: tls, flaw: `The mode MUTUAL needs ${absent.join(' and ')}`, advice: 'Add them, or credentialName.' }];
}
