import { fixOf, within } from '../../edits/fix.ts';
import { protocolEdits } from '../../edits/port.ts';
import { serviceEntry } from '../../kinds/service-entry.ts';
import type { Fix } from '../../model/finding.ts';
import type { Resource } from '../../model/resource.ts';
import { sharedPorts } from '../../references/shared-hosts.ts';
import type { MeshPort, PortKind } from '../../views/mesh-service.ts';
import { protocolMark } from '../../views/external-service.ts';
import { markOf } from '../support/subject.ts';
import { referenceRule } from '../define.ts';

const codes = ['IST0177', 'KIA1212'];

export const seHostPortProtocolConflict = referenceRule({
  id: 'se-host-port-protocol-conflict',
  title: 'One host and port with two protocols',
  severity: 'warning',
  since: '0.1.0',
  codes,
  kinds: [serviceEntry],
  fixable: true,
  docs: `Two ServiceEntries that some namespace sees both (\`exportTo\`, and the imports of a Sidecar for the whole mesh) have the same host and port, and protocols that Istio treats differently: HTTP, TLS (HTTPS, TLS), plain TCP, or none, which is guessed. A proxy takes one of them, its own namespace's or else the older; routes and policies that are written for the other protocol do nothing there.

Different names of one way, such as HTTP and HTTP2, or HTTPS and TLS, are fine.

**Do:** write the same protocol in both, or export each to its own namespace only (\`exportTo: ["."]\`).`,
  check(resource, lookup, report) {
    for (const { host, port, other, conflict } of sharedPorts(lookup, resource)) {
      if (!conflict) continue;
      const mark = protocolMark(other.port.value);
      report({
        span: markOf(protocolMark(port.value)), codes,
        message: `ServiceEntry ${other.resource.name ?? ''}${other.resource.namespace === resource.namespace ? '' : ` in namespace ${other.resource.namespace ?? ''}`} has ${host} on port ${port.number} as ${ways[other.port.kind]}, this one as ${ways[port.kind]}. A proxy that sees both takes one of them, and routes for the other protocol do nothing. Write the same protocol, or restrict exportTo.`,
        related: [{ resource: other.resource, span: markOf(mark), message: `${ways[other.port.kind]} here` }],
        fixes: () => [...align(resource, port, other.port), ...align(other.resource, other.port, port)],
      });
    }
  },
});

const ways: Readonly<Record<PortKind, string>> = { http: 'HTTP', tls: 'TLS', tcp: 'plain TCP', sniffed: 'a port without protocol', udp: 'UDP' };

/** Writes the protocol of one port for the other. */
function align(resource: Resource, { value }: MeshPort, like: MeshPort): readonly Fix[] {
  const wanted = like.value.at('protocol').string;
  if (wanted === undefined) return [];
  return fixOf(`Write ${wanted} in ServiceEntry ${resource.name ?? ''}`, protocolEdits(value, wanted).map((edit) => within(resource, edit)));
}
