import { chainBreaks } from '../../chain/breaks.ts';
import { fixOf } from '../../edits/fix.ts';
import { deleteSettings } from '../../edits/map.ts';
import { destinationRule } from '../../kinds/destination-rule.ts';
import { serviceEntry } from '../../kinds/service-entry.ts';
import type { Problem, Severity } from '../../model/finding.ts';
import type { Resource } from '../../model/resource.ts';
import { crowd } from '../../model/rule.ts';
import type { Lookup } from '../../model/rule.ts';
import { policiesFor, tlsSettings } from '../../references/destination-rules.ts';
import { resolveHost } from '../../references/services.ts';
import { seenBy } from '../../references/seen-by.ts';
import { unlistedPort } from '../../references/target-ports.ts';
import { unresolvedHost } from '../../references/unresolved-host.ts';
import { visibilityOf } from '../../references/visibility.ts';
import { worldFor } from '../../references/world.ts';
import { hostCovers } from '../../text/host.ts';
import { folderOf } from '../../text/uri.ts';
import { destinationRuleView } from '../../views/destination-rule.ts';
import { meshServiceView } from '../../views/mesh-service.ts';
import type { MeshPort } from '../../views/mesh-service.ts';
import { serviceEntryHosts } from '../../views/service-entry.ts';
import { virtualServiceView } from '../../views/virtual-service.ts';
import { protocolMark } from '../../views/external-service.ts';
import { meshServiceByHost, underKey, virtualServiceByHost } from '../../workspace/indexes/mesh.ts';
import type { Value } from '../../yaml/value.ts';
import { doubleTlsSeverity } from '../support/double-tls.ts';
import { markOf } from '../support/subject.ts';
import { referenceRule } from '../define.ts';

/** Of a wildcard host so many ServiceEntries are looked at. */
const looked = 50;

export const tlsDoubleOrigination = referenceRule({
  id: 'tls-double-origination',
  title: 'TLS inside TLS',
  severity: 'error',
  since: '0.1.0',
  kinds: [destinationRule],
  fixable: true,
  docs: `A DestinationRule has the proxy encrypt (\`SIMPLE\`, \`MUTUAL\`) what it sends to a port of a ServiceEntry that is HTTPS or TLS: there the application encrypts already. The server gets TLS inside TLS and closes the connection.

Where an \`http\` route, or an HTTPRoute or GRPCRoute, leads to that port the settings are right for it, and only applications that send TLS themselves to the port fail: a hint. Traffic through an egress gateway is another matter, and the rule is silent where a route of a gateway passes TLS on to the host.

**Do:** delete \`tls\`, or restrict it to the port of plaintext (\`portLevelSettings\`). To encrypt for an application that sends plaintext, let the port be HTTP with \`targetPort: 443\`.`,
  check(resource, lookup, report) {
    const { host: { text } } = destinationRuleView(resource);
    const spec = resource.root.at('spec');
    const general = spec.at('trafficPolicy');
    // With a tunnel the outer TLS is for the proxy that is asked to connect, the inner one for what lies behind it.
    if (text === undefined || resource.entry.isPatch || spec.hasUnknownEntries || general.at('tunnel').exists || !mayWrap(general)) return;
    const found = targetsOf(lookup, resource, text).flatMap(({ entry, host }) => wrapped(resource, entry, host, lookup));
    const byBlock = new Map<Value, Wrapped[]>();
    for (const one of found) byBlock.set(one.tls, [...(byBlock.get(one.tls) ?? []), one]);
    for (const [tls, wraps] of byBlock) report(problemOf(tls, wraps));
  },
});

/** A port whose own TLS is encrypted again. */
interface Wrapped {
  readonly tls: Value;
  readonly entry: Resource;
  readonly host: string;
  readonly port: MeshPort;
  readonly severity: Severity;
}

/** Whether a policy has anything encrypted at all. */
function mayWrap(policy: Value): boolean {
  return [policy, ...policy.at('portLevelSettings').items()].some((one) => encrypts(one.at('tls')));
}

function encrypts(tls: Value): boolean {
  const mode = tls.at('mode').string;
  return mode === 'SIMPLE' || mode === 'MUTUAL';
}

/** The hosts of ServiceEntries that a rule may be for. */
function targetsOf(lookup: Lookup, resource: Resource, host: string): readonly { readonly entry: Resource; readonly host: string }[] {
  const lower = host.toLowerCase();
  const named = seenBy(lookup, meshServiceByHost, lower, resource.namespace ?? '');
  const entries = lower.startsWith('*.') ? [...named, ...lookup.first(meshServiceByHost, underKey(lower.slice(2)), looked)] : named;
  return [...new Set(entries)].filter((entry) => entry.kind === serviceEntry && isNear(entry, resource) && !entry.entry.isPatch && !entry.entry.document.partial).slice(0, crowd)
    .flatMap((entry) => serviceEntryHosts(entry).flatMap(({ text }) => (text !== undefined && hostCovers(host, text) ? [{ entry, host: text }] : [])));
}

/** Whether both are known to be of one mesh: what names no namespace is compared within its folder only. */
function isNear(entry: Resource, rule: Resource): boolean {
  return (entry.namespace === undefined) === (rule.namespace === undefined) && (entry.namespace !== undefined || folderOf(entry.entry.uri) === folderOf(rule.entry.uri));
}

function wrapped(rule: Resource, entry: Resource, host: string, lookup: Lookup): readonly Wrapped[] {
  const ports = meshServiceView(entry).ports.filter(({ kind }) => kind === 'tls');
  const viewers = visibilityOf(lookup, entry);
  const client = rule.namespace ?? '';
  if (ports.length === 0 || viewers === undefined || (viewers !== 'everywhere' && !viewers.has(client))) return [];
  const policy = policiesFor(worldFor(lookup, client), client, { host, namespace: entry.namespace ?? client }).find(({ rules }) => rules.includes(rule));
  if (policy === undefined) return [];
  return ports.flatMap((port): readonly Wrapped[] => {
    const tls = tlsSettings(policy, port.number, undefined);
    if (tls?.resource !== rule || !encrypts(tls.value) || isIgnored(tls.value, policy.selector !== undefined)) return [];
    const severity = doubleTlsSeverity(lookup, host, port);
    return severity === undefined || (severity === 'error' && isMissedByRoute(lookup, host)) ? [] : [{ tls: tls.value, entry, host, port, severity }];
  });
}

/** Sidecars take no credentials from a rule for all workloads: dr-credential-needs-selector. */
function isIgnored(tls: Value, forSome: boolean): boolean {
  const name = tls.at('credentialName');
  return name.exists && !forSome && name.string?.startsWith('configmap://') !== true;
}

/** Whether a VirtualService for the host is broken somewhere: what would lead plaintext here may be what it lacks, and that is told of it. */
function isMissedByRoute(lookup: Lookup, host: string): boolean {
  return lookup.first(virtualServiceByHost, host.toLowerCase(), crowd).some((one) => !one.entry.isPatch && (chainBreaks(lookup, one).length > 0 || hasDeadEnd(lookup, one)));
}

/** Whether there are no routes, or an http route leads to a host or a port that is not there, or has nowhere to lead to. */
function hasDeadEnd(lookup: Lookup, resource: Resource): boolean {
  const { routes } = virtualServiceView(resource);
  const isEmpty = ({ block, destinations, value }: (typeof routes)[number]): boolean => block === 'http' && destinations.length === 0 && value.entries().every(({ step }) => step === 'match' || step === 'name' || step === 'route');
  if (routes.length === 0 || routes.some(isEmpty)) return true;
  return routes.some(({ block, destinations }) => block === 'http' && destinations.some(({ host, port }) => {
    if (host.text === undefined) return false;
    const resolved = resolveHost(lookup, host.text, resource.namespace);
    return unresolvedHost(lookup, resource, host.text) !== undefined || (port.number !== undefined && unlistedPort(resolved, port.number) !== undefined);
  }));
}

function problemOf(tls: Value, wraps: readonly Wrapped[]): Problem {
  const isError = wraps.some(({ severity }) => severity === 'error');
  const shown = wraps.filter(({ severity }) => !isError || severity === 'error');
  const [first] = shown;
  const what = `${first?.host ?? ''} port ${first?.port.number ?? ''} is ${first?.port.value.at('protocol').string ?? 'TLS'}`;
  return {
    span: tls.at('mode').span, severity: isError ? 'error' : 'hint',
    message: isError
      ? `${what}: the application encrypts already, and this makes it TLS inside TLS, which the server refuses. ${instead(tls, shown)}`
      : `${what}: this is right for the http routes that lead there, but an application that sends TLS to it itself gets TLS inside TLS.`,
    fixes: () => (isError && isAlone(tls, shown) ? fixOf('Delete the tls settings', deleteSettings(tls)) : []),
    related: shown.slice(0, 5).map(({ entry, port }) => ({ resource: entry, span: markOf(protocolMark(port.value)), message: `port ${port.number} of ServiceEntry ${entry.name ?? ''}` })),
  };
}

/** What to do: a port of plaintext may need the settings, or be what was meant. */
function instead(tls: Value, wraps: readonly Wrapped[]): string {
  const [first] = wraps;
  if (first === undefined) return '';
  const plain = isAlone(tls, wraps) ? undefined : meshServiceView(first.entry).ports.find(({ kind }) => kind === 'http');
  if (plain !== undefined) return `Set it for port ${plain.number} alone, in portLevelSettings.`;
  const { number, targetPort } = first.port;
  return targetPort === undefined || targetPort === number ? `Delete tls, or make the port HTTP with targetPort ${number}.` : 'Delete tls, or make the protocol HTTP if the application sends plaintext.';
}

/** Whether settings are for nothing but the ports that they wrap: other hosts or ports may need them. */
function isAlone(tls: Value, wraps: readonly Wrapped[]): boolean {
  const ofPort = tls.path.includes('portLevelSettings');
  const host = tls.parent?.parent?.at('host').string ?? '';
  return ofPort || (!host.startsWith('*') && wraps.every(({ entry }) => meshServiceView(entry).ports.every(({ number }) => wraps.some((one) => one.entry === entry && one.port.number === number))));
}
