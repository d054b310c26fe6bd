import { addFieldAfter } from '../../edits/data.ts';
import { fixOf } from '../../edits/fix.ts';
import { backendTlsPolicy } from '../../kinds/backend-tls-policy.ts';
import { serviceEntry } from '../../kinds/service-entry.ts';
import type { Problem, Severity } from '../../model/finding.ts';
import type { Resource } from '../../model/resource.ts';
import type { Lookup } from '../../model/rule.ts';
import { policiesFor, tlsSettings } from '../../references/destination-rules.ts';
import { resolveObject } from '../../references/gateway-api.ts';
import { worldFor } from '../../references/world.ts';
import { backendTlsView, targetKind } from '../../views/backend-tls.ts';
import type { PolicyTarget } from '../../views/backend-tls.ts';
import { protocolMark } from '../../views/external-service.ts';
import { meshServiceView } from '../../views/mesh-service.ts';
import type { MeshPort } from '../../views/mesh-service.ts';
import { referenceRule } from '../define.ts';
import { doubleTlsSeverity } from '../support/double-tls.ts';
import { markOf } from '../support/subject.ts';

export const gatewayapiPolicyDoubleTls = referenceRule({
  id: 'gatewayapi-policy-double-tls',
  title: 'Policy that puts TLS around TLS',
  severity: 'error',
  since: '0.1.0',
  kinds: [backendTlsPolicy],
  fixable: true,
  docs: `A BackendTLSPolicy without \`sectionName\` has proxies encrypt what goes to every port of its ServiceEntry, in Istio that of sidecars too. Where a port is HTTPS or TLS the application encrypts already: the server gets TLS inside TLS and closes the connection.

Where an HTTPRoute, a GRPCRoute or an \`http\` route leads plaintext to that port the policy is right for it, and only applications that send TLS themselves to the port fail: a hint. It is silent where a route of a gateway passes TLS on to the host, and where a DestinationRule says something else for the port. The same of DestinationRules is [tls-double-origination](tls-double-origination.md).

**Do:** write the name of the port of plaintext in \`sectionName\`.`,
  check(resource, lookup, report) {
    const { targets, isIgnored } = backendTlsView(resource);
    if (isIgnored !== false || resource.entry.isPatch || resource.namespace === undefined || lookup.isKustomized(resource)) return;
    for (const target of targets) {
      const entry = entryOf(resource, lookup, target);
      const problem = entry === undefined ? undefined : problemOf(target, entry, wrappedBy(resource, lookup, entry));
      if (problem !== undefined) report(problem);
    }
  },
});

/** The external host that a target stands for, where that is known. */
function entryOf(resource: Resource, lookup: Lookup, target: PolicyTarget): Resource | undefined {
  const resolved = targetKind(target) === serviceEntry ? resolveObject(lookup, serviceEntry, target, resource) : undefined;
  const [entry, ...others] = resolved?.uncertain === false ? resolved.found : [];
  if (entry === undefined || others.length > 0 || entry.namespace !== resource.namespace) return undefined;
  return meshServiceView(entry).external && !entry.entry.document.partial && !lookup.isKustomized(entry) ? entry : undefined;
}

interface Wrapped {
  readonly host: string;
  readonly port: MeshPort;
  readonly severity: Severity;
}

/** The ports of TLS that the policy decides about, and that it surely encrypts once more. */
function wrappedBy(policy: Resource, lookup: Lookup, entry: Resource): readonly Wrapped[] {
  const { hosts, ports } = meshServiceView(entry);
  const namespace = entry.namespace ?? '';
  return hosts.flatMap(({ text: host }) => (host === undefined ? [] : ports.filter(({ kind }) => kind === 'tls').flatMap((port): readonly Wrapped[] => {
    const policies = policiesFor(worldFor(lookup, namespace), namespace, { host, namespace, resource: entry });
    const decides = policies.length === 1 && policies.every((one) => tlsSettings(one, port.number, undefined)?.resource === policy);
    const severity = decides ? doubleTlsSeverity(lookup, host, port) : undefined;
    return severity === undefined ? [] : [{ host, port, severity }];
  })));
}

function problemOf(target: PolicyTarget, entry: Resource, wraps: readonly Wrapped[]): Problem | undefined {
  const { sectionName } = target;
  // What is said of one port concerns that port alone.
  const concerned = sectionName === 'absent' ? wraps : wraps.filter(({ port }) => port.name !== undefined && port.name === sectionName.text);
  const isError = concerned.some(({ severity }) => severity === 'error');
  const [first] = concerned.filter(({ severity }) => !isError || severity === 'error');
  if (first === undefined) return undefined;
  const plain = meshServiceView(entry).ports.filter(({ kind, name }) => kind === 'http' && name !== undefined).map(({ name }) => name ?? '');
  const what = `${first.host} port ${first.port.number} is ${first.port.value.at('protocol').string ?? 'TLS'}`;
  return {
    span: (sectionName === 'absent' ? target.name : sectionName).value.span, severity: isError ? 'error' : 'hint',
    message: isError
      ? `${what}: the application encrypts already, and this policy makes it TLS inside TLS, which the server refuses. ${adviceFor(plain)}`
      : `${what}: this is right for the routes that lead plaintext there, but an application that sends TLS to it itself gets TLS inside TLS.`,
    related: [{ resource: entry, span: markOf(protocolMark(first.port.value)), message: `port ${first.port.number} of ServiceEntry ${entry.name ?? ''}` }],
    fixes: () => (isError && sectionName === 'absent' && plain.length === 1 ? fixOf(`Add sectionName: ${plain[0] ?? ''}`, addFieldAfter(target.name.value, 'sectionName', plain[0] ?? '')) : []),
  };
}

function adviceFor(plain: readonly string[]): string {
  return plain.length === 0 ? 'Delete the policy, or make the port HTTP with a targetPort if the application sends plaintext.' : `Write sectionName: ${plain.join(' or ')}, the port of plaintext.`;
}
