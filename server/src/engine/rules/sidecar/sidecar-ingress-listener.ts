import { isPortNumber } from '../../fields/port.ts';
import { istioProtocolClass } from '../../fields/protocol.ts';
import { sidecar } from '../../kinds/sidecar.ts';
import type { Problem } from '../../model/finding.ts';
import { shown, socketFlaw } from '../../text/istio-names.ts';
import type { Value } from '../../yaml/value.ts';
import { markOf } from '../support/subject.ts';
import { refusedByIstio, saysSomething, warnedByIstio } from '../support/webhook.ts';
import { resourceRule } from '../define.ts';

export const sidecarIngressListener = resourceRule({
  id: 'sidecar-ingress-listener',
  title: 'Ingress listener that cannot be',
  severity: 'error',
  since: '0.1.0',
  codes: ['IST0106', 'IST0133'],
  kinds: [sidecar],
  docs: `An ingress listener of a Sidecar that Istio refuses:

- a \`defaultEndpoint\` that is not \`127.0.0.1:PORT\`, \`0.0.0.0:PORT\`, \`[::1]:PORT\`, \`[::]:PORT\`, \`:PORT\` or \`unix:///path\`,
- \`bind\` on a Unix socket,
- \`tls\` on a port that is not HTTPS or TLS, in the mode \`ISTIO_MUTUAL\` or \`AUTO_PASSTHROUGH\`, or with \`credentialName\`, \`credentialNames\`, \`tlsCertificates\`, \`subjectAltNames\` or \`httpsRedirect\`: only certificates in files are possible.

\`connectionPool.http\` on a port that is not HTTP is accepted with a warning: only its TCP part counts.

**Do:** correct what the message names.`,
  check(resource, report) {
    for (const listener of resource.root.at('spec', 'ingress').items().filter(({ type }) => type === 'map')) {
      const refuse: Refuse = (value, flaw, advice) => { report({ span: markOf(value), ...refusedByIstio, message: `${flaw}, and Istio refuses the Sidecar. ${advice}` }); };
      const [endpoint, bind] = [listener.at('defaultEndpoint'), listener.at('bind')];
      const flaw = endpoint.string === undefined || endpoint.string === '' ? undefined : endpointFlaw(endpoint.string);
      if (flaw !== undefined) refuse(endpoint, `${shown(endpoint.string ?? '')} is not an endpoint of this workload: ${flaw}`, 'Write 127.0.0.1:PORT, or unix:///path.');
      if (bind.string?.startsWith('unix://') === true) refuse(bind, 'An ingress listener cannot be bound to a socket', 'Write an address, or delete bind.');
      checkTls(listener.at('tls'), listener.at('port', 'protocol'), refuse);
      checkPool(listener, report);
    }
  },
});

type Refuse = (value: Value, flaw: string, advice: string) => void;

const unsupported = ['subjectAltNames', 'credentialName', 'credentialNames', 'tlsCertificates'];

function checkTls(tls: Value, protocol: Value, refuse: Refuse): void {
  if (tls.type !== 'map') return;
  for (const field of unsupported.map((name) => tls.at(name)).filter(saysSomething)) refuse(field, `A Sidecar cannot have ${String(field.step)}`, 'Use serverCertificate, privateKey and caCertificates.');
  if (tls.at('httpsRedirect').boolean === true) refuse(tls.at('httpsRedirect'), 'A Sidecar cannot redirect to HTTPS', 'Delete it.');
  const mode = tls.at('mode');
  if (mode.string === 'ISTIO_MUTUAL' || mode.string === 'AUTO_PASSTHROUGH') refuse(mode, `The mode ${mode.string} is not possible in a Sidecar`, 'Write SIMPLE or MUTUAL.');
  if (protocol.type !== 'unknown' && istioProtocolClass(protocol.string ?? '') !== 'tls') refuse(tls, 'tls goes with the protocols HTTPS and TLS only', 'Change the protocol of the port, or delete tls.');
}

const ownHosts = new Set(['', '127.0.0.1', '0.0.0.0', '::1', '::']);

function endpointFlaw(text: string): string | undefined {
  if (text.startsWith('unix://')) return socketFlaw(text);
  const match = /^(?:\[([^[\]]*)\]|([^:[\]]*)):([^:[\]]*)$/.exec(text);
  if (match === null) return 'a port must follow the address, behind a colon';
  if (!ownHosts.has(match[1] ?? match[2] ?? '')) return 'only addresses of the workload itself are possible';
  return /^[-+]?[0-9]+$/.test(match[3] ?? '') && isPortNumber(Number(match[3])) ? undefined : 'the port is not a number from 1 to 65535';
}

function checkPool(listener: Value, report: (problem: Problem) => void): void {
  const http = listener.at('connectionPool', 'http');
  const protocol = listener.at('port', 'protocol');
  const name = protocol.string ?? '';
  if (http.type !== 'map' || protocol.type === 'unknown' || listener.at('port').type !== 'map' || istioProtocolClass(name) === 'http') return;
  report({ span: http.keySpan, ...warnedByIstio, message: `The port is ${name === '' ? 'of no known protocol' : name}, so only the tcp part of this connection pool counts; Istio warns of it. Delete http, or write the protocol HTTP.` });
}
