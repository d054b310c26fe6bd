import { fixOf } from '../../edits/fix.ts';
import { fittingName } from '../../edits/port.ts';
import { replaceString } from '../../edits/scalar.ts';
import { istioProtocolClass } from '../../fields/protocol.ts';
import type { ProtocolClass } from '../../fields/protocol.ts';
import { gateway } from '../../kinds/gateway.ts';
import { serviceEntry } from '../../kinds/service-entry.ts';
import { service } from '../../kinds/service.ts';
import type { Fix } from '../../model/finding.ts';
import type { Resource } from '../../model/resource.ts';
import { kubernetesApplicationProtocol } from '../../views/mesh-service.ts';
import type { Value } from '../../yaml/value.ts';
import { resourceRule } from '../define.ts';

export const portNameProtocolMismatch = resourceRule({
  id: 'port-name-protocol-mismatch',
  title: 'Port with the name of another protocol',
  severity: 'warning',
  since: '0.1.0',
  kinds: [gateway, serviceEntry, service],
  fixable: true,
  docs: `The name of a port begins with a protocol (\`https\`, \`http-web\`, \`tcp-db\`) that Istio treats differently from the one that the port has. In a ServiceEntry and a Gateway the name is a mere label, and \`protocol\` is what counts: a port named \`https\` with protocol HTTP is read as plaintext HTTP. One of the two is probably wrong.

There are three ways: HTTP (HTTP, HTTP2, GRPC …), TLS (HTTPS, TLS) and plain TCP (TCP, MONGO, MYSQL, REDIS). Within one of them names are free. So is \`tcp\` for TLS, which goes over it, and \`http\` or \`grpc\` for a server of a Gateway that takes TLS off: it serves just that.

In a Service \`appProtocol\` counts before the name; there the finding is information only, because writing it is the way to overrule a name.

**Do:** correct the protocol, or rename the port.`,
  check(resource, report) {
    const isService = resource.kind === service;
    for (const port of portsOf(resource)) {
      const name = port.at('name').string ?? '';
      const [named = ''] = name.split('-', 1);
      const written = port.at(isService ? 'appProtocol' : 'protocol');
      const actual = classOf(written, isService);
      if (actual === undefined || !contradicts(named, actual) || (actual === 'tls' && isWithinTls(resource, port, named))) continue;
      const instead = isService ? named : named.toUpperCase();
      report({
        span: written.span, ...(isService ? { severity: 'information' } : {}),
        related: [{ resource, span: port.at('name').span, message: 'the name' }],
        message: `The port is named ${name}, but its ${String(written.step)} is ${written.string ?? ''}, and that is what Istio goes by: ${effect[actual]}. Write ${instead}, or rename the port.`,
        fixes: () => [...(isPossible(resource, port, named) ? fixOf(`Replace with ${instead}`, replaceString(written, instead)) : []), ...(isService ? [] : renaming(port, written.string ?? ''))],
      });
    }
  },
});

/** Whether a name tells what carries TLS, or what a server of a Gateway finds in it. */
function isWithinTls({ kind }: Resource, port: Value, named: string): boolean {
  return named === 'tcp' || (kind === gateway && istioProtocolClass(named) === 'http' && port.parent?.at('tls', 'mode').string !== 'PASSTHROUGH');
}

/** Whether a port may have the protocol that its name says: of a server of a Gateway that hangs on its TLS settings. */
function isPossible({ kind }: Resource, port: Value, named: string): boolean {
  return kind !== gateway || port.parent?.at('tls').exists === (istioProtocolClass(named) === 'tls');
}

function renaming(port: Value, protocol: string): readonly Fix[] {
  const name = fittingName(port, protocol);
  return name === undefined ? [] : fixOf(`Rename the port to ${name}`, replaceString(port.at('name'), name));
}

/** Whether a name is that of a protocol which is treated in another way. UDP is nothing to the proxy. */
function contradicts(named: string, actual: ProtocolClass): boolean {
  const ofName = istioProtocolClass(named);
  return ofName !== undefined && ofName !== actual && ofName !== 'udp' && actual !== 'udp';
}

const effect: Readonly<Record<ProtocolClass, string>> = {
  http: 'it is read as plaintext HTTP', tls: 'it is routed by the server name of the TLS handshake, unread', tcp: 'it is passed on as plain TCP', udp: 'it is left out',
};

function portsOf(resource: Resource): readonly Value[] {
  const spec = resource.root.at('spec');
  return resource.kind === gateway ? spec.at('servers').items().map((server) => server.at('port')) : spec.at('ports').items();
}

function classOf(written: Value, isService: boolean): ProtocolClass | undefined {
  const name = written.string;
  if (name === undefined) return undefined;
  return istioProtocolClass(isService ? kubernetesApplicationProtocol(name) : name);
}
