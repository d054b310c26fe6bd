import { addFieldAfter, replaceData } from '../../edits/data.ts';
import { fixOf } from '../../edits/fix.ts';
import { protocolEdits } from '../../edits/port.ts';
import { istioProtocolClass } from '../../fields/protocol.ts';
import { serviceEntry } from '../../kinds/service-entry.ts';
import type { Fix, Problem, Related } from '../../model/finding.ts';
import type { Resource } from '../../model/resource.ts';
import type { Lookup } from '../../model/rule.ts';
import { meshConfig } from '../../references/mesh-config.ts';
import { isAddress } from '../../text/istio-names.ts';
import type { ExternalService } from '../../views/external-service.ts';
import { externalService, protocolMark, writtenProtocol } from '../../views/external-service.ts';
import { isVisibleTo } from '../../references/visibility.ts';
import { meshServiceView } from '../../views/mesh-service.ts';
import { meshServiceByPort } from '../../workspace/indexes/mesh.ts';
import type { Value } from '../../yaml/value.ts';
import { markOf } from '../support/subject.ts';
import { warnedWhere } from '../support/webhook.ts';
import { referenceRule } from '../define.ts';

export const seOpaquePortWithoutAddress = referenceRule({
  id: 'se-opaque-port-without-address',
  title: 'TCP port without an address',
  severity: 'warning',
  since: '0.1.0',
  codes: ['IST0133', 'IST0134'],
  kinds: [serviceEntry],
  fixable: true,
  docs: `TCP connections carry no host, so the proxy tells them apart by address. A ServiceEntry with a port of TCP, MONGO, MYSQL or REDIS, or without protocol, and without \`addresses\` makes the proxy listen on all addresses: it takes **every** connection to that port number, whatever its destination.

Istio gives a service without addresses one of its own, unless resolution is \`NONE\` or the label \`networking.istio.io/enable-autoallocate-ip: "false"\` forbids it. Only sidecars that answer DNS (a MeshConfig in the workspace, or the setting \`egress.istio.dnsCapture\`) use that address: with it the rule is silent, without it its finding is an information. Istio warns of TCP and absent protocols where it gives no address.

**Do:** add \`addresses\`; for TLS connections write the protocol TLS, which names the host.`,
  check(resource, lookup, report) {
    const service = externalService(resource);
    if (service === undefined || service.addresses.length > 0 || !service.isComplete('addresses')) return;
    const mesh = meshConfig(lookup);
    const given = service.allocated && mesh.ipAutoallocate;
    if (given && mesh.dnsCapture) return;
    for (const port of service.ports) {
      const name = opaqueProtocol(port);
      if (name !== undefined) report({ ...problemOf(port, name, { given, allocated: service.allocated }), related: rivals(lookup, resource, port), fixes: () => [...tlsFix(port, name), ...addressFix(service)] });
    }
  },
});

/** Istio gives the host an address: one that sidecars would use if they answered DNS, or one at all. */
interface Address {
  readonly given: boolean;
  readonly allocated: boolean;
}

function problemOf(port: Value, name: string, { given, allocated }: Address): Problem {
  const isTold = !allocated && (name === '' || name === 'TCP');
  // istioctl knows nothing of the addresses that Istio gives.
  const codes = [...(isTold ? ['IST0133'] : []), ...(name === '' || name.toUpperCase() === 'TCP' ? ['IST0134'] : [])];
  return { span: markOf(protocolMark(port)), ...warnedWhere(isTold), ...(given ? { severity: 'information' } : {}), codes, message: messageOf(port, name, { given, isTold }) };
}

/** So many entries for one port show what is meant. */
const shownRivals = 4;

/** What is on the same port and told apart by nothing either, as the namespace of the ServiceEntry sees it. */
function rivals(lookup: Lookup, resource: Resource, port: Value): readonly Related[] {
  const { number } = port.at('number');
  const { namespace } = resource;
  if (number === undefined || namespace === undefined) return [];
  const others = ['tcp', 'tls', 'http'].flatMap((kind) => lookup.first(meshServiceByPort, `${kind} ${number}`, shownRivals))
    .filter((one) => one !== resource && one.kind === serviceEntry && !one.entry.isPatch && meshServiceView(one).addresses.length === 0 && isVisibleTo(lookup, one, namespace));
  return [...new Set(others)].slice(0, shownRivals).flatMap((one) => meshServiceView(one).ports.filter((its) => its.number === number).map(({ value }) => ({ resource: one, span: value.at('number').span, message: `ServiceEntry ${one.name ?? ''} has port ${number} too` })));
}

function tlsFix(port: Value, name: string): readonly Fix[] {
  return name !== '' && port.at('number').number === 443 ? fixOf('Write the protocol TLS', protocolEdits(port, 'TLS')) : [];
}

/** Where the endpoints are addresses, clients most likely connect to these. */
function addressFix(service: ExternalService): readonly Fix[] {
  const { spec, endpoints } = service;
  const texts = endpoints.map((one) => one.at('address').string ?? '');
  if (texts.length === 0 || !service.isComplete('endpoints') || !texts.every(isAddress) || endpoints.some((one) => one.at('ports').exists)) return [];
  const list = spec.at('addresses');
  return fixOf('Write the addresses of the endpoints into addresses', list.exists ? replaceData(list, texts) : addFieldAfter(spec.at('hosts'), 'addresses', texts));
}

/** The protocol of a port, empty where there is none, if connections of it name no host. */
function opaqueProtocol(port: Value): string | undefined {
  const name = writtenProtocol(port);
  return name === '' || (name !== undefined && istioProtocolClass(name) === 'tcp') ? name : undefined;
}

function messageOf(port: Value, name: string, { given, isTold }: { readonly given: boolean; readonly isTold: boolean }): string {
  const without = given ? 'Without addresses, and with sidecars that do not answer DNS,' : 'Without addresses';
  const told = isTold ? '; Istio warns of it' : '';
  return `${without} the proxy takes every connection to port ${port.at('number').source} for this host${told}. Add addresses, or write ${name === '' ? 'a protocol' : 'TLS if that is what it is'}.`;
}
