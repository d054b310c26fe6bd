import { dataOf, replaceData } from '../../edits/data.ts';
import { fixOf } from '../../edits/fix.ts';
import { addObject } from '../../edits/object.ts';
import type { DataMap } from '../../edits/style.ts';
import { istioProtocolClass } from '../../fields/protocol.ts';
import { serviceEntry } from '../../kinds/service-entry.ts';
import type { Fix } from '../../model/finding.ts';
import type { Resource } from '../../model/resource.ts';
import { externalService, protocolMark, writtenProtocol } from '../../views/external-service.ts';
import type { ExternalService } from '../../views/external-service.ts';
import type { Value } from '../../yaml/value.ts';
import { markOf } from '../support/subject.ts';
import { refusedByIstio } from '../support/webhook.ts';
import { resourceRule } from '../define.ts';

export const seMultipleHostsOpaquePort = resourceRule({
  id: 'se-multiple-hosts-opaque-port',
  title: 'Several hosts behind one TCP port',
  severity: 'error',
  since: '0.1.0',
  codes: ['IST0106'],
  kinds: [serviceEntry],
  fixable: true,
  docs: `HTTP requests and TLS handshakes name their host, plain TCP connections do not. A ServiceEntry with more than one host therefore takes ports of HTTP, HTTP2, GRPC, HTTPS, TLS and the like only, unless its resolution is \`NONE\`, where hosts do not count. A port without a protocol is plain TCP here. Istio refuses the ServiceEntry otherwise.

**Do:** write one ServiceEntry for each host.`,
  check(resource, report) {
    const service = externalService(resource);
    // What a port of DYNAMIC_DNS may be is se-dynamic-dns-invalid.
    if (service === undefined || service.resolution === 'NONE' || service.resolution === 'DYNAMIC_DNS' || service.hosts.length < 2) return;
    const port = service.ports.find(isOpaque);
    if (port === undefined) return;
    const name = writtenProtocol(port) ?? '';
    report({
      span: markOf(protocolMark(port)), ...refusedByIstio, related: [{ resource, span: service.spec.at('hosts').keySpan, message: 'the hosts that cannot be told apart' }],
      message: `${name === '' ? 'Connections to a port without protocol' : `${name} connections`} do not say which of the ${service.hosts.length} hosts they are for, and Istio refuses the ServiceEntry. Write one for each host.`,
      fixes: () => split(resource, service),
    });
  },
});

/** Whether a port is neither HTTP nor TLS. A name that Istio does not know has a finding of its own. */
function isOpaque(port: Value): boolean {
  const name = writtenProtocol(port);
  if (name === undefined) return false;
  const transport = istioProtocolClass(name);
  return name === '' || transport === 'tcp' || transport === 'udp';
}

/** One ServiceEntry for each host. Addresses and endpoints are of one of them, and nobody knows of which. */
function split(resource: Resource, { spec, hosts }: ExternalService): readonly Fix[] {
  if (resource.name === undefined || ['addresses', 'endpoints', 'workloadSelector'].some((field) => spec.at(field).exists)) return [];
  const names = hosts.flatMap(({ string }) => string ?? []);
  const [first, ...others] = names;
  const whole = dataOf(resource.root) as { readonly metadata: DataMap; readonly spec: DataMap } | undefined;
  if (whole === undefined || first === undefined || names.length < hosts.length) return [];
  const copies = others.map((host, index) => ({ ...whole, metadata: { ...whole.metadata, name: `${resource.name ?? ''}-${index + 2}` }, spec: { ...whole.spec, hosts: [host] } }));
  return fixOf('Write one ServiceEntry for each host', [replaceData(spec.at('hosts'), [first]), addObject(resource, ...copies)]);
}
