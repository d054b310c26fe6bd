// The TLS that the outside gets: exactly one layer, unless it expects none.
import { destinationRule } from '../kinds/destination-rule.ts';
import type { Fix, Related } from '../model/finding.ts';
import type { Decision, Hop } from '../trace/model.ts';
import type { Span } from '../yaml/span.ts';
import { qualifiedName } from '../model/resource.ts';
import type { Resource } from '../model/resource.ts';
import { backendTlsAt, isBackendTls } from '../references/backend-tls.ts';
import { destinationRulesFor, tlsSettings } from '../references/destination-rules.ts';
import type { Placed } from '../references/destination-rules.ts';
import { misspeltOrigination, strayTlsPortAmong } from '../references/origination.ts';
import { resolveHost } from '../references/services.ts';
import { exportsOf, isExported } from '../references/visibility.ts';
import { anyInNamespace } from '../workspace/indexes/by-name.ts';
import { appendItem } from '../edits/append.ts';
import { addFieldAfter } from '../edits/data.ts';
import { deleteSettings } from '../edits/map.ts';
import { fixOf } from '../edits/fix.ts';
import { beginTls } from '../edits/istio.ts';
import { replaceByPlain, replaceString } from '../edits/scalar.ts';
import { meshServiceView } from '../views/mesh-service.ts';
import type { Leaving } from './leaving.ts';
import type { Case, ChainBreak } from './model.ts';
import { decided, named, spanOf } from './places.ts';
import { breakAt } from './report.ts';
import { gatewayOf } from './subject.ts';

/** The application's TLS gets another layer on its way. */
export function doubleTls(of: Case): ChainBreak | undefined {
  const hop = of.trace.hops.find((one) => one.sends?.includes(' around ') === true && decided(one, 'tls') !== undefined);
  const tls = decided(hop, 'tls');
  if (hop === undefined || tls === undefined) return undefined;
  if (isBackendTls(tls)) return doubleByPolicy(of, hop, tls);
  const mode = tls.value.at('mode');
  const mutual = mode.string === 'ISTIO_MUTUAL';
  return breakAt(of, 'egress-chain-double-tls', tls.resource, mode.exists ? mode.span : tls.value.span, {
    message: `The application sends TLS to ${named(of)} itself, and the ${hop.proxy} puts ${mutual ? 'mutual TLS of the mesh' : 'TLS'} around it once more, which nothing takes off: the external server gets TLS inside TLS and closes the connection. Delete the tls settings, or let the application send plaintext.`,
    fix: () => {
      const edit = deleteSettings(tls.value);
      return edit === undefined ? undefined : { title: 'Delete the tls settings', edits: [edit] };
    },
  });
}

/** A policy without a section is for all ports of its target. */
function doubleByPolicy(of: Case, { proxy }: Hop, { resource, value }: Decision): ChainBreak {
  return breakAt(of, 'egress-chain-double-tls', resource, value.keySpan, {
    message: `The application sends TLS to ${named(of)} itself, and by this policy the ${proxy} puts TLS around it once more, which nothing takes off: the external server gets TLS inside TLS and closes the connection. Name in \`sectionName\` of the target the port to which applications send plaintext, or delete the policy.`,
  });
}

/** Istio's own mutual TLS goes outside. */
export function meshTls(of: Case): ChainBreak | undefined {
  const hop = of.trace.hops.findLast((one) => one.sends?.startsWith('mtls') === true && decided(one, 'tls') !== undefined);
  const tls = decided(hop, 'tls');
  if (hop === undefined || tls === undefined) return undefined;
  if (gatewayOf(of.subject.world, hop.service ?? '') !== undefined) return passedOnUnopened(of, tls);
  return breakAt(of, 'egress-chain-tls-mismatch', tls.resource, spanOf(tls.value.at('mode')), {
    message: `The ${hop.proxy} sends mutual TLS of the mesh (ISTIO_MUTUAL) to ${hop.service ?? ''}, which is outside the mesh and does not know its certificates: requests to ${named(of)} fail. Write SIMPLE, or MUTUAL with a certificate that the server knows.`,
    fix: () => (tls.value.at('mode').exists ? { title: 'Replace with SIMPLE', edits: [replaceString(tls.value.at('mode'), 'SIMPLE')] } : undefined),
  });
}

/** The gateway passes on what the sidecar wraps for it. */
export function passedOnUnopened(of: Case, { resource, value }: Decision): ChainBreak {
  const inside = of.request.protocol === 'TLS' ? 'around the application\'s own TLS' : 'around what the application sends';
  return breakAt(of, 'egress-chain-tls-mismatch', resource, spanOf(value.at('mode')), {
    message: `The sidecar puts mutual TLS of the mesh (ISTIO_MUTUAL) ${inside}, and the gateway's server does not take it off: it passes connections on as they come. So the gateway has no rule for the name that this TLS asks for, or the server outside gets it and does not know the mesh's certificates; requests to ${named(of)} fail. Take the tls settings out, or let the server take that TLS off (protocol TLS, mode ISTIO_MUTUAL, with tcp rules).`,
    fix: () => fixOf('Delete the tls settings', deleteSettings(value)),
  });
}

/** Plaintext leaves for a port that expects TLS. */
export function plaintext(of: Case, leaving: Leaving): ChainBreak | undefined {
  const { request } = of;
  const { hop: { port } } = leaving;
  if (request.protocol !== 'HTTP' || port === undefined) return undefined;
  return hasPolicy(of, leaving, port) ? undefined : withoutTls(of, leaving, port);
}

function withoutTls(of: Case, leaving: Leaving, port: number): ChainBreak | undefined {
  const { subject: { lookup, resource } } = of;
  const { hop, destination } = leaving;
  const { rules, uncertain } = destinationRulesFor(lookup, resolveHost(lookup, destination.value.at('host').string ?? '', destination.resource.namespace));
  // Where nobody says a namespace, a rule of this host that begins no TLS is the one that was meant to.
  if (uncertain || rules.some((rule) => isOpen(rule, port)) || (resource.namespace === undefined && rules.length === 0)) return undefined;
  const originating = rules.find((rule) => originates(rule, port));
  if (originating !== undefined && originating !== decided(hop, 'tls')?.resource) return notConsulted(of, leaving, originating);
  return rules.length === 0 && isSlip(of, leaving) ? undefined : noOrigination(of, leaving, rules, port);
}

/** Whether a DestinationRule may count for all that is known of it. */
function isOpen(rule: Resource, port: number): boolean {
  return rule.entry.document.partial || rule.entry.isPatch || (rule.namespace === undefined && originates(rule, port));
}

/** Whether a BackendTLSPolicy begins TLS, or may: then it is not for want of that. */
function hasPolicy({ subject: { lookup } }: Case, { hop }: Leaving, port: number): boolean {
  const entry = decided(hop, 'service')?.resource;
  return entry !== undefined && backendTlsAt(lookup, entry, port) !== 'none';
}

/** Whether a DestinationRule would begin TLS but for a slip in its host. */
function isSlip({ subject: { lookup } }: Case, { hop, namespace }: Leaving): boolean {
  return [namespace, decided(hop, 'service')?.resource.namespace].some((home) => misspeltOrigination(lookup, hop.service ?? '', home) !== undefined);
}

function noOrigination(of: Case, { hop, destination, namespace }: Leaving, rules: readonly Resource[], port: number): ChainBreak | undefined {
  const { subject: { lookup, resource, world } } = of;
  const entryHome = decided(hop, 'service')?.resource.namespace ?? namespace;
  const certain = isCertainlyPlain(of, rules);
  if (rules.length === 0 && !certain && ![namespace, entryHome].some((home) => anyInNamespace(lookup, destinationRule, home, resource))) return undefined;
  const home = world.mesh.rootNamespace === namespace ? entryHome : namespace;
  const mode = decided(hop, 'tls');
  const stray = strayTlsPortAmong(lookup, rules);
  if (stray !== undefined) return wrongPort(of, { hop, destination }, stray, port);
  const at = mode !== undefined ? { resource: mode.resource, span: mode.value.at('mode').exists ? mode.value.at('mode').span : mode.value.keySpan } : { resource: destination.resource, span: portOrHost(destination) };
  return breakAt(of, 'egress-chain-origination-missing', at.resource, at.span, {
    ...(certain ? {} : { severity: 'warning' as const }),
    message: `The gateway sends plaintext to ${hop.service ?? ''}:${port}, which expects TLS: no DestinationRule that counts for the gateway begins TLS on that port, and requests to ${named(of)} fail at the external server. ${adviceFor(rules, port, home)}`,
    related: rules.map(pointTo),
    fix: () => otherPort(rules, port) ?? beginTls({ rules, beside: destination.resource, namespace: home, host: hop.service ?? '', port }),
  });
}

function isCertainlyPlain({ subject: { lookup, resource } }: Case, rules: readonly Resource[]): boolean {
  return resource.namespace !== undefined && (rules.length > 0 || lookup.options.workspaceIsComplete);
}

/** Where none is written the port of the gateway's server counts, past the one on which a DestinationRule begins TLS. */
export function besideTls(of: Case, { hop, destination, namespace }: Leaving): ChainBreak | undefined {
  const { subject: { resource }, request } = of;
  const host = destination.value.at('host');
  if (request.protocol !== 'HTTP' || hop.sends !== 'plaintext' || destination.value.at('port').exists || destination.resource !== resource) return undefined;
  const rule = onlyRule(of, host.string, namespace);
  const entry = decided(hop, 'service')?.resource;
  const port = rule === undefined || entry === undefined ? undefined : onlyTlsPort(rule, entry, hop.port);
  return rule === undefined || port === undefined ? undefined : breakAt(of, 'egress-chain-origination-missing', resource, host.span, {
    severity: 'warning',
    message: `No port is written here, so the gateway sends to that of its server: ${named(of)} leaves in plaintext on port ${hop.port ?? ''}, past the TLS that DestinationRule ${rule.name ?? ''} begins on port ${port}. Write port.number: ${port}.`,
    related: [pointTo(rule)],
    fix: () => fixOf(`Add port ${port}`, addFieldAfter(host, 'port', { number: port })),
  });
}

/** The DestinationRule of a host, where there is one alone and a namespace sees it. */
function onlyRule({ subject: { lookup, resource, world } }: Case, host = '', namespace = ''): Resource | undefined {
  const { rules, uncertain } = destinationRulesFor(lookup, resolveHost(lookup, host, resource.namespace));
  const [rule, ...others] = rules;
  if (uncertain || rule === undefined || others.length > 0 || rule.entry.document.partial) return undefined;
  return isExported(exportsOf(world.mesh, rule), world.namespaceOf(rule), namespace) ? rule : undefined;
}

/** The one port of a host on which a DestinationRule begins TLS, by settings for that port alone. */
function onlyTlsPort(rule: Resource, entry: Resource, but: number | undefined): number | undefined {
  if (rule.root.at('spec', 'trafficPolicy', 'tls').exists) return undefined;
  const [port, ...others] = meshServiceView(entry).ports.map(({ number }) => number).filter((one) => one !== but && originates(rule, one));
  return others.length > 0 ? undefined : port;
}

function wrongPort(of: Case, { hop, destination }: Pick<Leaving, 'hop' | 'destination'>, { resource, value }: Placed, port: number): ChainBreak {
  return breakAt(of, 'egress-chain-origination-missing', resource, value.span, {
    message: `The gateway sends plaintext to ${hop.service ?? ''}:${port}, which expects TLS: this DestinationRule begins TLS for port ${value.number ?? ''}, which the host does not have, and requests to ${named(of)} fail at the external server. Write ${port}.`,
    related: [{ resource: destination.resource, span: portOrHost(destination), message: 'the gateway\'s rule that leads there' }],
    fix: () => fixOf(`Replace with ${port}`, replaceByPlain(value, port), true),
  });
}

function portOrHost({ value }: Decision): Span {
  const port = value.at('port', 'number');
  return port.exists ? port.span : value.at('host').span;
}

/** Writes the port into the settings of a DestinationRule that begins TLS on another one. */
function otherPort(rules: readonly Resource[], port: number): Fix | undefined {
  const [rule] = rules;
  const at = rule?.root.at('spec', 'trafficPolicy', 'portLevelSettings').items().filter((one) => one.at('tls').exists).map((one) => one.at('port', 'number'));
  const [only, ...others] = at ?? [];
  return rule === undefined || only?.number === undefined || only.number === port || others.length > 0 ? undefined : { title: `Write port ${port} in DestinationRule ${rule.name ?? ''}`, edits: [{ ...replaceByPlain(only, port), resource: rule }] };
}

function adviceFor(rules: readonly Resource[], port: number, namespace: string): string {
  const [rule] = rules;
  const other = rule?.root.at('spec', 'trafficPolicy', 'portLevelSettings').items().find((one) => one.at('tls').exists)?.at('port', 'number').number;
  if (rule !== undefined && other === port) return `The settings of DestinationRule ${rule.name ?? ''} for that port begin none: write \`mode: SIMPLE\` there.`;
  if (rule !== undefined && other !== undefined) return `The DestinationRule ${rule.name ?? ''} does so on port ${other}: write ${port} there.`;
  return rule === undefined ? `Add a DestinationRule for it with \`tls: {mode: SIMPLE}\`, in namespace ${namespace} for instance.` : `Add \`tls: {mode: SIMPLE}\` to the DestinationRule ${rule.name ?? ''}.`;
}

function pointTo(rule: Resource): Related {
  const settings = rule.root.at('spec', 'trafficPolicy');
  return { resource: rule, span: settings.exists ? settings.keySpan : spanOf(rule.root.at('spec', 'host')), message: `DestinationRule ${qualifiedName(rule)}` };
}

/** Whether a DestinationRule begins TLS on a port. */
function originates(resource: Resource, port: number): boolean {
  const value = resource.root.at('spec', 'trafficPolicy');
  const tls = tlsSettings({ subsets: new Map(), trafficPolicy: { resource, value } }, port, undefined);
  const mode = tls?.value.at('mode').string;
  return mode === 'SIMPLE' || mode === 'MUTUAL';
}

function notConsulted(of: Case, { destination, namespace, hop }: Leaving, rule: Resource): ChainBreak {
  const home = rule.namespace ?? '';
  const exportTo = rule.root.at('spec', 'exportTo');
  const chooses = rule.root.at('spec', 'workloadSelector').exists;
  const exports = exportsOf(of.subject.world.mesh, rule);
  const exported = isExported(exports, home, namespace);
  const onPath = [namespace, decided(hop, 'service')?.resource.namespace, of.subject.world.mesh.rootNamespace].includes(home);
  const why = chooses ? 'it selects other workloads' : !exported ? `it is exported to ${exports.join(', ')} only`
    : onPath ? 'another DestinationRule for the host goes before it' : `its namespace ${home} is neither the gateway's (${namespace}) nor that of the ServiceEntry nor the root namespace`;
  const byExport = !chooses && !exported;
  return breakAt(of, 'egress-chain-origination-not-visible', rule, byExport ? exportTo.span : rule.root.at('spec', 'host').span, {
    message: `The gateway in namespace ${namespace} does not use this DestinationRule, which would begin TLS for ${hop.service ?? ''}: ${why}. So it sends plaintext to port ${hop.port ?? ''}, which expects TLS, and requests to ${named(of)} fail. ${byExport ? `Export it to ${namespace}, or move` : 'Move'} it to the gateway's namespace.`,
    related: [{ resource: destination.resource, span: portOrHost(destination), message: 'the gateway\'s rule that leads there' }],
    fix: () => {
      const edit = byExport ? appendItem(exportTo, namespace) : undefined;
      return edit === undefined ? undefined : { title: `Export it to ${namespace}`, edits: [edit] };
    },
  });
}
