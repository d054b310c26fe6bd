import { addFieldBefore } from '../../edits/data.ts';
import { fixOf } from '../../edits/fix.ts';
import { istioProtocolClass } from '../../fields/protocol.ts';
import { gateway } from '../../kinds/gateway.ts';
import { sidecar } from '../../kinds/sidecar.ts';
import type { Fix, Problem } from '../../model/finding.ts';
import type { Resource } from '../../model/resource.ts';
import type { Value } from '../../yaml/value.ts';
import { deletion } from '../support/remove.ts';
import { markOf } from '../support/subject.ts';
import { filledFields, refusedByIstio, saysNothing, saysSomething, warnedByIstio } from '../support/webhook.ts';
import { resourceRule } from '../define.ts';

export const gatewayTlsCertificates = resourceRule({
  id: 'gateway-tls-certificates',
  title: 'Certificates that do not fit the mode',
  severity: 'error',
  since: '0.1.0',
  codes: ['IST0106', 'IST0133'],
  kinds: [gateway, sidecar],
  fixable: true,
  docs: `Where the certificates of a server come from hangs on its \`tls.mode\`, which is \`PASSTHROUGH\` if absent:

- \`PASSTHROUGH\` and \`AUTO_PASSTHROUGH\` use none: those that are named are ignored, with a warning.
- \`ISTIO_MUTUAL\` uses those of the mesh: naming others is refused.
- \`SIMPLE\`, \`MUTUAL\` and \`OPTIONAL_MUTUAL\` need either \`credentialName\`, \`credentialNames\`, \`tlsCertificates\`, or \`serverCertificate\` with \`privateKey\`: one of them, and exactly one. The mutual ones need \`caCertificates\` too, unless a credential is named.
- \`caCrl\` goes neither with \`credentialName\` nor with \`SIMPLE\`.

Istio refuses the object otherwise.

**Do:** keep one source of certificates that the mode uses.`,
  check(resource, report) {
    const spec = resource.root.at('spec');
    for (const holder of [...spec.at('servers').items(), ...spec.at('ingress').items()]) {
      const tls = holder.at('tls');
      if (tls.type !== 'map' || tls.hasUnknownEntries || tls.at('mode').type === 'unknown') continue;
      for (const one of flawsOf(tls)) {
        if (one.admission === 'warned' && isPlaintext(holder) && files.includes(String(one.at.step))) continue;
        report(problemOf(resource, tls, one));
      }
    }
  },
});

function problemOf(resource: Resource, tls: Value, one: Flaw): Problem {
  const { at, admission, flaw, advice, related } = one;
  return {
    span: markOf(at), ...(admission === 'warned' ? warnedByIstio : refusedByIstio), message: `${flaw}. ${admission === 'warned' ? 'Istio warns of it' : 'Istio refuses the object'}. ${advice}`,
    ...(related === undefined ? {} : { related: [{ resource, span: related.keySpan, message: related.step === 'mode' ? 'the mode' : 'the other one' }] }),
    fixes: () => fixesFor(tls, one),
  };
}

/** Certificates without a mode are there to be used. */
function fixesFor(tls: Value, { at, admission, advice }: Flaw): readonly Fix[] {
  const isWhole = filledFields(tls, ['serverCertificate', 'privateKey']).length === 2 || filledFields(tls, ['tlsCertificates', 'credentialName', 'credentialNames']).length > 0;
  const first = isWhole && admission === 'warned' && !tls.at('mode').exists ? tls.entries()[0] : undefined;
  const mode = String(at.step).startsWith('ca') ? 'MUTUAL' : 'SIMPLE';
  return [...(first === undefined ? [] : fixOf(`Write mode: ${mode}`, addFieldBefore(first, 'mode', mode))), ...(advice.startsWith('Delete') ? deletion(at) : [])];
}

interface Flaw {
  readonly at: Value;
  readonly admission: 'rejected' | 'warned';
  readonly flaw: string;
  readonly advice: string;
  readonly related?: Value;
}

/** What gateway-tls-on-plaintext refuses on a port without encryption. */
const files = ['serverCertificate', 'privateKey', 'caCertificates'];

function isPlaintext(holder: Value): boolean {
  const transport = istioProtocolClass(holder.at('port', 'protocol').string ?? '');
  return transport !== undefined && transport !== 'tls';
}

const sources = ['serverCertificate', 'privateKey', 'caCertificates', 'tlsCertificates', 'credentialName', 'credentialNames'];

function refused(at: Value, flaw: string, advice: string, related?: Value): Flaw {
  return { at, admission: 'rejected', flaw, advice, ...(related === undefined ? {} : { related }) };
}

function flawsOf(tls: Value): readonly Flaw[] {
  const mode = tls.at('mode').string ?? 'PASSTHROUGH';
  if (mode === 'ISTIO_MUTUAL') return filledFields(tls, sources).map((at) => refused(at, `ISTIO_MUTUAL uses the certificates of the mesh, so ${String(at.step)} cannot stand here`, `Delete ${String(at.step)}, or use MUTUAL.`, tls.at('mode')));
  const several = tooMany(tls);
  const ignored = mode === 'PASSTHROUGH' || mode === 'AUTO_PASSTHROUGH' ? ignoredOnes(tls, mode) : [];
  if (several.length > 0) return several;
  if (['SIMPLE', 'MUTUAL', 'OPTIONAL_MUTUAL'].includes(mode) && ['credentialName', 'credentialNames'].some((name) => !saysNothing(tls, name))) return ignored;
  return [...ignored, ...missing(tls, mode), ...revocation(tls, mode)];
}

function ignoredOnes(tls: Value, mode: string): readonly Flaw[] {
  const first = filledFields(tls, ['caCrl', ...sources])[0];
  const why = tls.at('mode').exists ? `The mode ${mode} does not end the encryption` : 'Without mode, which means PASSTHROUGH, the encryption does not end here';
  return first === undefined ? [] : [{ at: first, admission: 'warned', flaw: `${why}, so certificates are ignored`, advice: 'Delete them, or write the mode SIMPLE or MUTUAL.' }];
}

/** Sources of certificates beside each other. */
function tooMany(tls: Value): readonly Flaw[] {
  const pair = filledFields(tls, ['serverCertificate', 'privateKey']);
  const [first, second] = [...(pair.length === 2 ? pair.slice(0, 1) : []), ...filledFields(tls, ['credentialName', 'credentialNames', 'tlsCertificates'])];
  if (first === undefined || second === undefined) return [];
  return [refused(second, `The server has its certificates from ${String(first.step)} and from ${String(second.step)}, and only one source is possible`, 'Keep one of them.', first)];
}

/** What the modes that end the encryption lack. */
function missing(tls: Value, mode: string): readonly Flaw[] {
  if (!['SIMPLE', 'MUTUAL', 'OPTIONAL_MUTUAL'].includes(mode)) return [];
  const pairs = tls.at('tlsCertificates');
  const holders = saysSomething(pairs) ? pairs.items() : pairs.type === 'unknown' ? [] : [tls];
  const lacksCa = mode !== 'SIMPLE' && saysNothing(tls, 'caCertificates');
  const absent = holders.flatMap((holder) => {
    const names = ['serverCertificate', 'privateKey'].filter((name) => saysNothing(holder, name));
    const andMore = holder === tls && lacksCa ? ', and caCertificates to check the certificates of clients' : '';
    return names.length === 0 ? [] : [refused(holder, `The mode ${mode} needs ${names.join(' and ')}${andMore}`, 'Add them, or credentialName.')];
  });
  const isToldOf = absent.some(({ at }) => at === tls);
  return lacksCa && !isToldOf ? [...absent, refused(tls, `The mode ${mode} checks the certificates of clients, and needs caCertificates for that`, 'Add them, or credentialName.')] : absent;
}

function revocation(tls: Value, mode: string): readonly Flaw[] {
  const list = tls.at('caCrl');
  if (!saysSomething(list)) return [];
  if (saysSomething(tls.at('credentialName'))) return [refused(list, 'caCrl does not go with credentialName: the list belongs into the Secret', 'Delete caCrl.')];
  return mode === 'SIMPLE' ? [refused(list, 'caCrl is about certificates of clients, which SIMPLE does not ask for', 'Delete caCrl, or use MUTUAL.')] : [];
}
