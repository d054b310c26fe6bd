import { replaceString } from '../../edits/scalar.ts';
import { istioProtocolClass } from '../../fields/protocol.ts';
import { serviceEntry } from '../../kinds/service-entry.ts';
import type { Fix } from '../../model/finding.ts';
import type { Resource } from '../../model/resource.ts';
import { shown } from '../../text/istio-names.ts';
import { dynamicProtocols, externalService, protocolMark, writtenProtocol } from '../../views/external-service.ts';
import type { Value } from '../../yaml/value.ts';
import { deletion } from '../support/remove.ts';
import { markOf } from '../support/subject.ts';
import { refusedByIstio, saysSomething } from '../support/webhook.ts';
import { resourceRule } from '../define.ts';

export const seDynamicDnsInvalid = resourceRule({
  id: 'se-dynamic-dns-invalid',
  title: 'DYNAMIC_DNS with what it cannot have',
  severity: 'error',
  since: '0.1.0',
  codes: ['IST0106'],
  kinds: [serviceEntry],
  fixable: true,
  docs: `With resolution \`DYNAMIC_DNS\` the proxy looks up the very name that a request or TLS handshake asks for. So the hosts are wildcards, \`addresses\` and \`endpoints\` are left away, and the ports have the protocol HTTP, HTTP2, GRPC or TLS (HTTPS is refused). \`MESH_INTERNAL\` does not go with a waypoint (label \`istio.io/use-waypoint\`). Istio refuses the ServiceEntry otherwise.

**Do:** correct what the message names; for single hosts set resolution to \`DNS\`.`,
  check(resource, report) {
    const service = externalService(resource);
    if (service?.resolution !== 'DYNAMIC_DNS') return;
    const refuse: Refuse = (value, flaw, advice, fixes) => {
      report({ span: markOf(value), ...refusedByIstio, related: [{ resource, span: service.resolutionAt.span, message: 'the resolution' }], message: `${flaw}, and Istio refuses the ServiceEntry. ${advice}`, fixes });
    };
    for (const host of service.hosts) {
      if (host.string === undefined || host.string === '' || host.string.startsWith('*')) continue;
      refuse(host, `${shown(host.string)} is no wildcard, which DYNAMIC_DNS asks for`, 'Write a domain such as *.example.com, or set resolution to DNS.', () => [{ title: 'Set resolution to DNS', edits: [replaceString(service.resolutionAt, 'DNS')] }]);
    }
    for (const list of ['addresses', 'endpoints'].map((name) => service.spec.at(name)).filter(saysSomething)) {
      refuse(list, `DYNAMIC_DNS looks up what is asked for, so ${String(list.step)} have no use`, `Delete ${String(list.step)}.`, () => deletion(list, true));
    }
    for (const port of service.ports) checkProtocol(port, refuse);
    const location = service.spec.at('location');
    if (location.string === 'MESH_INTERNAL' && usesWaypoint(resource)) refuse(location, 'MESH_INTERNAL with DYNAMIC_DNS does not go through a waypoint', 'Write MESH_EXTERNAL, or take the label istio.io/use-waypoint away.', () => []);
  },
});

type Refuse = (value: Value, flaw: string, advice: string, fixes: () => readonly Fix[]) => void;

function checkProtocol(port: Value, refuse: Refuse): void {
  const name = writtenProtocol(port);
  // A name that Istio does not know has a finding of its own.
  if (name === undefined || (name !== '' && istioProtocolClass(name) === undefined) || dynamicProtocols.includes(name.toUpperCase())) return;
  const mark = protocolMark(port);
  refuse(mark, `${name === '' ? 'A port without protocol' : name} does not go with DYNAMIC_DNS`, 'Write HTTP, HTTP2, GRPC or TLS.', () => (name.toUpperCase() === 'HTTPS' ? [{ title: 'Replace with TLS', preferred: true, edits: [replaceString(mark, 'TLS')] }] : []));
}

function usesWaypoint({ root }: Resource): boolean {
  const waypoint = root.at('metadata', 'labels', 'istio.io/use-waypoint').string ?? '';
  return waypoint !== '' && waypoint.toLowerCase() !== 'none';
}
