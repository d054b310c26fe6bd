import { beginTls } from '../../edits/istio.ts';
import { replaceByPlain } from '../../edits/scalar.ts';
import { grpcRoute } from '../../kinds/grpc-route.ts';
import { httpRoute } from '../../kinds/http-route.ts';
import { serviceEntry } from '../../kinds/service-entry.ts';
import { virtualService } from '../../kinds/virtual-service.ts';
import type { Problem, Related } from '../../model/finding.ts';
import type { Resource } from '../../model/resource.ts';
import type { Lookup } from '../../model/rule.ts';
import { isMissedByPolicy } from '../../references/backend-tls.ts';
import type { Placed } from '../../references/destination-rules.ts';
import { misspeltOrigination, originationFor, strayTlsPortAmong } from '../../references/origination.ts';
import type { Origination } from '../../references/origination.ts';
import { isHostname } from '../../references/gateway-api.ts';
import { reachOf } from '../../references/routes-to.ts';
import { resolveHost } from '../../references/services.ts';
import { destinationRuleView } from '../../views/destination-rule.ts';
import { externalService } from '../../views/external-service.ts';
import { targetsOf } from '../../views/gateway-api.ts';
import { meshServiceView } from '../../views/mesh-service.ts';
import { serviceEntryHosts } from '../../views/service-entry.ts';
import { virtualServiceView } from '../../views/virtual-service.ts';
import type { Destination } from '../../views/virtual-service.ts';
import type { Span } from '../../yaml/span.ts';
import type { Value } from '../../yaml/value.ts';
import { isDirect, originatedPort } from '../support/plaintext.ts';
import { referenceRule } from '../define.ts';

export const tlsOriginationMissing = referenceRule({
  id: 'tls-origination-missing',
  title: 'Plaintext to a port of TLS',
  severity: 'error',
  since: '0.1.0',
  kinds: [serviceEntry, virtualService, httpRoute, grpcRoute],
  fixable: true,
  replaces: ['dr-port-level-unknown-port'],
  docs: `A sidecar sends plaintext HTTP where the server expects TLS, which answers 400 or closes the connection:

- a port of a ServiceEntry is HTTP with \`targetPort\` 443 or 8443, which is done to have the proxy encrypt, or
- an \`http\` route of sidecars, or an HTTPRoute or GRPCRoute of the Gateway API, leads to a port that is HTTPS or TLS,

and no DestinationRule or BackendTLSPolicy of the workspace has TLS settings for that host and port. \`portLevelSettings\` name the port of the ServiceEntry, not the \`targetPort\`; and they replace \`tls\` beside them.

It is an error where the workspace has a DestinationRule for the host, or is said to be complete, and otherwise a warning: the rule may be elsewhere. Of routes of the Gateway API it is a warning and information instead. VirtualServices of gateways are another matter, and silent here. Where the DestinationRule has the settings for a port that the host does not have, the finding stands at that port (of a port with a \`targetPort\` it is [dr-port-level-unknown-port](dr-port-level-unknown-port.md)).

**Do:** add a DestinationRule with \`portLevelSettings\` for the port, and \`tls.mode: SIMPLE\`.`,
  check(resource, lookup, report) {
    if (resource.kind === serviceEntry) checkPorts(resource, lookup, report);
    else if (resource.kind === virtualService) checkRoutes(resource, lookup, report);
    else checkBackends(resource, lookup, report);
  },
});

type Report = (problem: Problem, at?: Resource) => void;

function checkPorts(resource: Resource, lookup: Lookup, report: Report): void {
  const service = externalService(resource);
  if (service === undefined || service.endpoints.some((endpoint) => endpoint.at('ports').exists)) return;
  for (const port of meshServiceView(resource).ports) {
    const { number, value } = port;
    const targetPort = originatedPort(port);
    if (targetPort === undefined) continue;
    const missing = serviceEntryHosts(resource).filter(({ text }) => text !== undefined && isDirect(lookup, text, number)).map(({ text }) => ({ text: text ?? '', ...originationAt(lookup, resource, number, text) })).filter(({ mayOriginate }) => !mayOriginate);
    const [first] = missing;
    if (first === undefined) continue;
    // That these settings are for another port is told of them: dr-port-level-unknown-port.
    if (lookup.options.rules['dr-port-level-unknown-port'] !== 'off' && strayIn(lookup, first.others) !== undefined) continue;
    report({
      span: value.at('targetPort').span, restsOn: first.others, severity: severityOf(lookup, resource, first.others),
      message: `The proxy sends plaintext to port ${targetPort} of ${first.text}, where servers expect TLS: they answer 400 or close. ${advice(number, first.others)}`,
      related: relatedRules(first.others),
      fixes: () => (missing.length === 1 && !first.others.some((rule) => isMeantFor(rule, targetPort)) ? beginTls({ rules: first.others, beside: resource, host: first.text, port: number }) : []),
    });
  }
}

/** The number in TLS settings of the only DestinationRule which are for a port that the host does not have; a kustomization may yet change it. */
function strayIn(lookup: Lookup, rules: readonly Resource[]): Placed | undefined {
  return rules.some((rule) => lookup.isKustomized(rule)) ? undefined : strayTlsPortAmong(lookup, rules);
}

function reportStray({ resource, value }: Placed, { host, port }: { readonly host: string; readonly port: number }, from: Related, report: Report): void {
  report({
    span: value.span, severity: 'error', related: [from],
    message: `${host} has no port ${value.number ?? ''}, so these TLS settings never count: the proxy sends plaintext to port ${port}, where servers expect TLS and answer 400 or close. Write ${port}.`,
    fixes: () => [{ title: `Replace with ${port}`, preferred: true, edits: [replaceByPlain(value, port)] }],
  }, resource);
}

/** As DestinationRules and policies say; one that is for the host but for a slip in a name is told of itself. */
function originationAt(lookup: Lookup, entry: Resource, port: number, host: string | undefined): Origination {
  const found = originationFor(lookup, entry, port, host);
  if (found.mayOriginate || found.others.length > 0) return found;
  const isSlip = isMissedByPolicy(lookup, entry) || (host !== undefined && misspeltOrigination(lookup, host, entry.namespace) !== undefined);
  return isSlip ? { ...found, mayOriginate: true } : found;
}

/** Whether a DestinationRule has settings for the target port, which is to be corrected there: see dr-port-level-unknown-port. */
function isMeantFor(rule: Resource, targetPort: number): boolean {
  return rule.root.at('spec', 'trafficPolicy', 'portLevelSettings').items().some((one) => one.at('port', 'number').number === targetPort);
}

function checkRoutes(resource: Resource, lookup: Lookup, report: Report): void {
  for (const route of virtualServiceView(resource).routes) {
    if (route.block !== 'http') continue;
    const { sidecars, gateways } = reachOf(resource, route);
    if (!sidecars || gateways) continue;
    for (const destination of route.destinations) checkDestination(resource, destination, lookup, report);
  }
}

const milder = { error: 'warning', warning: 'information' } as const;

/** The proxy that reads the route, be it a sidecar or a gateway, sends plaintext to its backends. */
function checkBackends(resource: Resource, lookup: Lookup, report: Report): void {
  for (const { backend } of targetsOf(resource).filter((target) => isHostname(target.backend) && !target.isMirror)) {
    checkDestination(resource, { host: backend.name, port: backend.port }, lookup, (problem, at) => { report({ ...problem, severity: milder[problem.severity === 'error' ? 'error' : 'warning'] }, at); });
  }
}

function checkDestination(resource: Resource, { host, port }: Pick<Destination, 'host' | 'port'>, lookup: Lookup, report: Report): void {
  const { number } = port;
  if (host.text === undefined || host.text.startsWith('*') || number === undefined) return;
  const { targets, uncertain, host: full } = resolveHost(lookup, host.text, resource.namespace);
  const ports = uncertain ? [] : targets.flatMap((target) => (target.kind === serviceEntry && !target.entry.document.partial ? meshServiceView(target).ports.filter((one) => one.number === number).map((one) => ({ target, one })) : [undefined]));
  const [first] = ports;
  if (first === undefined || !ports.every((found) => found?.one.kind === 'tls')) return;
  // The policy is that of the ServiceEntry's host, which may be a wildcard over the destination.
  const hosts = serviceEntryHosts(first.target).filter(({ text }) => text === full);
  const { mayOriginate, others } = originationAt(lookup, first.target, number, hosts.length === 0 ? undefined : full);
  if (mayOriginate) return;
  const stray = strayIn(lookup, others);
  if (stray === undefined) report(plaintextTo(resource, port.span, { host: full, port: number, entry: first.target, protocol: first.one.value.at('protocol') }, { lookup, others }));
  else reportStray(stray, { host: full, port: number }, { resource, span: port.span, message: 'the route that leads there' }, report);
}

interface TlsTarget {
  readonly host: string;
  readonly port: number;
  readonly entry: Resource;
  readonly protocol: Value;
}

function plaintextTo(resource: Resource, span: Span, { host, port, entry, protocol }: TlsTarget, { lookup, others }: { readonly lookup: Lookup; readonly others: readonly Resource[] }): Problem {
  const what = resource.kind === virtualService ? 'http route' : 'route';
  return {
    span, restsOn: others, severity: severityOf(lookup, resource, others),
    message: `This ${what} sends plaintext to port ${port} of ${host}, which is ${protocol.string ?? 'TLS'}: the server answers 400 or closes. ${advice(port, others)}`,
    related: [{ resource: entry, span: protocol.span, message: `port ${port} of ServiceEntry ${entry.name ?? ''}` }, ...relatedRules(others)],
    fixes: () => beginTls({ rules: others, beside: resource, host, port }),
  };
}

/** Where there is a DestinationRule for the host the mistake is plain; without any it may be outside the workspace. */
function severityOf(lookup: Lookup, resource: Resource, others: readonly Resource[]): 'error' | 'warning' {
  return lookup.options.workspaceIsComplete || (others.length > 0 && !lookup.isKustomized(resource)) ? 'error' : 'warning';
}

function advice(port: number, others: readonly Resource[]): string {
  const [other] = others;
  return other === undefined
    ? `Add a DestinationRule with portLevelSettings for port ${port} and tls.mode SIMPLE.`
    : `DestinationRule ${other.name ?? ''} has no TLS for port ${port}: add portLevelSettings for it with tls.mode SIMPLE.`;
}

function relatedRules(others: readonly Resource[]): readonly Related[] {
  return others.map((rule) => ({ resource: rule, span: destinationRuleView(rule).host.value.span, message: `DestinationRule ${rule.name ?? ''}` }));
}
