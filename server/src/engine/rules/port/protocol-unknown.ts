import { replaceString } from '../../edits/scalar.ts';
import { isCarried, istioProtocolClass, istioProtocols, kubernetesProtocols, meansEveryProtocol, meantProtocol } from '../../fields/protocol.ts';
import { networkPolicy } from '../../kinds/network-policy.ts';
import type { Resource } from '../../model/resource.ts';
import { fieldsOf } from '../../workspace/walk.ts';
import { resourceRule } from '../define.ts';
import { istioValidationCode } from '../support/istio-code.ts';

export const protocolUnknown = resourceRule({
  id: 'protocol-unknown',
  title: 'Protocol not supported here',
  severity: 'error',
  since: '0.1.0',
  codes: ['IST0106'],
  fixable: true,
  local: true,
  docs: `The kind does not know this protocol, and the object is refused.

- Network policies and Services know the transport protocols \`TCP\`, \`UDP\` and \`SCTP\`, in capitals. HTTP, HTTPS, TLS and gRPC travel over TCP. An absent protocol is TCP; in a network policy an empty string is refused. ICMP cannot be allowed or forbidden by a network policy.
- Gateway, ServiceEntry and Sidecar of Istio know HTTP, HTTPS, HTTP2, GRPC, GRPC-WEB, HTTP_PROXY, TLS, TCP, MONGO, REDIS, MYSQL and UDP, in any case. Without a protocol a Gateway is refused; the other two then detect it for each connection.

**Do:** take the protocol that the fix names.`,
  check(resource, report) {
    for (const { value, dialect } of fieldsOf(resource, 'protocol')) {
      const name = value.string;
      if (name === undefined || dialect === 'app') continue;
      const kubernetes = dialect === 'kubernetes';
      if (kubernetes ? isKnownToKubernetes(name, resource) : isKnownToIstio(name, dialect)) continue;
      const meant = meantProtocol(name, kubernetes ? 'kubernetes' : 'istio');
      report({
        span: value.span, admission: 'rejected', message: kubernetes ? kubernetesMessage(name, meant) : istioMessage(name, meant), ...istioValidationCode(resource),
        fixes: () => (meant === undefined ? [] : [{ title: `Replace with ${meant}`, preferred: true, edits: [replaceString(value, meant)] }]),
      });
    }
  },
});

function isKnownToKubernetes(name: string, { kind }: Resource): boolean {
  return kubernetesProtocols.includes(name) || (name === '' && kind !== networkPolicy);
}

function isKnownToIstio(name: string, dialect: string): boolean {
  return istioProtocolClass(name) !== undefined || (name === '' && dialect !== 'istio-gateway');
}

function kubernetesMessage(name: string, meant: string | undefined): string {
  if (name === '') return 'The protocol is empty, and the API server refuses the policy. Delete the field for TCP, or write TCP, UDP or SCTP.';
  const known = 'The protocol here is TCP, UDP or SCTP, in capitals; the API server refuses the object.';
  if (meansEveryProtocol(name)) return `${name} is not a protocol. ${known} Write an entry for each protocol, or no ports at all for everything.`;
  if (/^icmp(?:v?6)?$/i.test(name)) return `${name} cannot be chosen here. ${known} Whether ICMP passes is up to the network plugin.`;
  if (meant === undefined) return `${name} is not a protocol that can be chosen here. ${known}`;
  return meant === name.trim().toUpperCase() ? `${name} must be written ${meant}. ${known}` : `${name} is not a transport protocol. ${known} Write ${meant}${isCarried(name) ? ', which carries it' : ''}.`;
}

function istioMessage(name: string, meant: string | undefined): string {
  if (name === '') return 'The protocol is empty, and Istio refuses the Gateway. Write HTTP, HTTPS, TLS, TCP or another protocol.';
  return `Istio does not know the protocol ${name} and refuses the object. ${meant === undefined ? `It knows ${istioProtocols.join(', ')}.` : `Write ${meant}.`}`;
}
