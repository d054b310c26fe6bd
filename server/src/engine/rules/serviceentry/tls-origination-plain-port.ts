import { serviceEntry } from '../../kinds/service-entry.ts';
import type { Resource } from '../../model/resource.ts';
import { crowd } from '../../model/rule.ts';
import type { Lookup } from '../../model/rule.ts';
import { addFieldAfter } from '../../edits/data.ts';
import { fixOf } from '../../edits/fix.ts';
import { isBackendTls, tlsModeOf } from '../../references/backend-tls.ts';
import { originationFor } from '../../references/origination.ts';
import { areVariants } from '../../references/together.ts';
import type { Placed } from '../../references/destination-rules.ts';
import { externalService } from '../../views/external-service.ts';
import { meshServiceView } from '../../views/mesh-service.ts';
import type { MeshPort } from '../../views/mesh-service.ts';
import type { Span } from '../../yaml/span.ts';
import { virtualServiceByHost } from '../../workspace/indexes/mesh.ts';
import { referenceRule } from '../define.ts';

/** Where hardly anybody speaks TLS. */
const plainPort = 80;

export const tlsOriginationPlainPort = referenceRule({
  id: 'tls-origination-plain-port',
  title: 'TLS to a port of plaintext',
  severity: 'warning',
  since: '0.1.0',
  kinds: [serviceEntry],
  fixable: true,
  docs: `Applications send plaintext HTTP to port 80 of an external host, a DestinationRule (\`SIMPLE\`, \`MUTUAL\`) or a BackendTLSPolicy has the proxy encrypt it, and the port has no \`targetPort\`: the proxy begins TLS with a port where servers speak plaintext, and gets no answer that it understands.

The rule is silent where the endpoints have ports of their own, and where a VirtualService for the host may lead the requests to another port.

**Do:** give the port of the ServiceEntry \`targetPort: 443\`.`,
  check(resource, lookup, report) {
    const service = externalService(resource);
    if (service === undefined || !meshServiceView(resource).external || service.endpoints.length > 0 || service.spec.at('workloadSelector').exists) return;
    for (const port of meshServiceView(resource).ports) {
      if (port.kind !== 'http' || port.targetPort !== undefined || port.number !== plainPort || port.value.hasUnknownEntries) continue;
      const tls = encrypting(resource, lookup, port);
      if (tls === undefined) continue;
      const { host, settings: { resource: rule } } = tls;
      report({
        span: port.value.at('number').span, related: [{ resource: rule, span: placeOf(tls.settings), message: `${rule.kind.kind} ${rule.name ?? ''} has the proxy encrypt` }],
        message: `The proxy begins TLS for ${host} with port ${port.number}, where servers speak plaintext HTTP: the handshake fails, and requests are answered with 503. Add targetPort: 443.`,
        fixes: () => fixOf('Add targetPort: 443', addFieldAfter(port.value.at('number'), 'targetPort', 443)),
      });
    }
  },
});

/** The settings that surely encrypt what is sent to a port of one of the hosts. */
function encrypting(resource: Resource, lookup: Lookup, { number }: MeshPort): { readonly host: string; readonly settings: Placed } | undefined {
  for (const { text: host } of meshServiceView(resource).hosts) {
    if (host === undefined || host.includes('*') || lookup.first(virtualServiceByHost, host.toLowerCase(), crowd).length > 0) continue;
    const settings = originationFor(lookup, resource, number, host).settings.find((one) => tlsModeOf(one) !== 'ISTIO_MUTUAL' && isForAll(one.resource, one.value.path) && !areVariants(lookup, resource, one.resource));
    if (settings !== undefined) return { host, settings };
  }
  return undefined;
}

/** What says that there is TLS: the mode, or all that a BackendTLSPolicy says. */
function placeOf(settings: Placed): Span {
  return isBackendTls(settings) ? settings.value.keySpan : settings.value.at('mode').span;
}

/** Settings of a subset count only where a route names it. */
function isForAll({ root }: Resource, path: readonly unknown[]): boolean {
  return !path.includes('subsets') && !root.at('spec', 'workloadSelector').exists;
}
