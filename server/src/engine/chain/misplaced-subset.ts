// DestinationRules that have the subset which a proxy looks for, and do not count for it: then they are what is to be changed.
import { appendItem } from '../edits/append.ts';
import { fixOf, within } from '../edits/fix.ts';
import { replaceString } from '../edits/scalar.ts';
import type { Fix, Severity } from '../model/finding.ts';
import { qualifiedName } from '../model/resource.ts';
import type { Resource } from '../model/resource.ts';
import { mayHaveClients } from '../references/clients.ts';
import { resolveHost } from '../references/services.ts';
import { misspeltSubset } from '../references/subset-slips.ts';
import { unresolvedHost } from '../references/unresolved-host.ts';
import { exportsOf, isExported } from '../references/visibility.ts';
import { expandHost, parseClusterHost } from '../text/host.ts';
import { enumerated } from '../text/words.ts';
import type { Decision, Hop } from '../trace/model.ts';
import { virtualServiceByDestination } from '../workspace/indexes/mesh.ts';
import type { Span } from '../yaml/span.ts';
import type { Case, ChainBreak } from './model.ts';
import { named, spanOf } from './places.ts';
import { breakAt } from './report.ts';
import type { Said } from './report.ts';

/** The only DestinationRule with the subset lies where its proxies do not look, or is not exported to them. */
export function misplaced(of: Case, destination: Decision, hop: Hop, rule: Resource, severity: Severity): ChainBreak | undefined {
  const { subject: { lookup, world }, client } = of;
  const service = parseClusterHost(hop.service ?? '', world.clusterDomain);
  if (hop.proxy !== 'sidecar' || rule.namespace === undefined || service === undefined || rule.root.at('spec', 'workloadSelector').exists || lookup.isKustomized(rule)) return undefined;
  const homes = [...new Set([client, service.namespace, world.mesh.rootNamespace])];
  const at = { of, destination, rule, severity };
  return homes.includes(rule.namespace) ? notExported(at, rule.namespace) : elsewhere(at, rule.namespace, homes, service.namespace);
}

interface Place {
  readonly of: Case;
  readonly destination: Decision;
  readonly rule: Resource;
  readonly severity: Severity;
}

function elsewhere(at: Place, namespace: string, homes: readonly string[], home: string): ChainBreak | undefined {
  const { of: { subject: { lookup }, client }, rule } = at;
  if (mayHaveClients(lookup, namespace)) return undefined;
  const written = rule.root.at('metadata', 'namespace');
  return broken(at, spanOf(written), { why: `it lies in ${namespace}, and they look in ${enumerated(homes)}`, advice: `Move it to ${client}.` }, {
    covers: [rule.root.at('spec', 'host').span],
    fix: () => (written.exists ? [...new Set([client, home])].flatMap((one) => fixOf(`Move it to namespace ${one}`, within(rule, replaceString(written, one)))) : []),
  });
}

function notExported(at: Place, namespace: string): ChainBreak | undefined {
  const { of: { subject: { world }, client }, rule } = at;
  const exports = exportsOf(world.mesh, rule);
  const exportTo = rule.root.at('spec', 'exportTo');
  if (!exportTo.exists || (namespace !== client && isExported(exports, namespace, client))) return undefined;
  const missing = namespace === client ? '.' : client;
  return broken(at, exportTo.span, { why: `it is exported to ${exports.join(', ')} only`, advice: `Add ${missing} to exportTo.` }, { fix: () => fixOf(`Add ${missing}`, within(rule, appendItem(exportTo, missing)), true) });
}

function broken({ of, destination: { resource, value }, rule, severity }: Place, span: Span, { why, advice }: { readonly why: string; readonly advice: string }, more: Partial<Said>): ChainBreak {
  const subset = value.at('subset');
  return breakAt(of, 'egress-chain-subset-missing', rule, span, {
    severity, codes: ['IST0101', 'KIA1107'], related: [{ resource, span: subset.span, message: 'the rule that names the subset' }], ...more,
    message: `This DestinationRule has the subset ${subset.string ?? ''}, and does not count for sidecars of namespace ${of.client}: ${why}. They have no cluster for the subset, and requests to ${named(of)} are answered with 503. ${advice}`,
  });
}

/**
 * The only DestinationRule that would have the subset, but for a slip in its host. Where the namespaces are written, the rule that names the
 * subset is told, as istioctl does; elsewhere the slip itself. `told` where another rule tells of that.
 */
export function misspelt(of: Case, destination: Decision, hop: Hop): ChainBreak | 'told' | undefined {
  const { subject: { lookup } } = of;
  const { resource, value } = destination;
  const service = hop.service ?? '';
  const subset = value.at('subset').string;
  const rule = subset === undefined ? undefined : misspeltSubset(lookup, service, subset, resource);
  if (subset === undefined || rule === undefined) return undefined;
  const { string: text = '' } = rule.root.at('spec', 'host');
  const isTold = unresolvedHost(lookup, rule, text) !== undefined && lookup.options.rules['dr-host-not-found'] !== 'off';
  if (!isTold && isOfUse(of, rule, text)) return undefined;
  if (resource.namespace !== undefined) return atDestination(of, destination, hop, rule);
  return isTold ? 'told' : atSlip(of, destination, service, rule);
}

function atDestination(of: Case, { resource, value }: Decision, hop: Hop, rule: Resource): ChainBreak {
  const subset = value.at('subset');
  const service = hop.service ?? '';
  return breakAt(of, 'egress-chain-subset-missing', resource, subset.span, {
    severity: 'error', codes: ['IST0101', 'KIA1107'],
    message: `The ${hop.proxy} has no cluster for the subset ${subset.string ?? ''} of ${service}, so requests to ${named(of)} are answered with 503: DestinationRule ${qualifiedName(rule)} has it, and is for another host. Write ${service} there.`,
    related: [{ resource: rule, span: rule.root.at('spec', 'host').span, message: 'the host that the subset is for' }],
    fix: () => rewritten(rule, service),
  });
}

function atSlip(of: Case, { resource, value }: Decision, service: string, rule: Resource): ChainBreak {
  const subset = value.at('subset');
  return breakAt(of, 'egress-chain-subset-missing', rule, rule.root.at('spec', 'host').span, {
    severity: of.subject.lookup.options.workspaceIsComplete ? 'error' : 'warning', codes: ['IST0101', 'KIA1107'],
    message: `The subset ${subset.string ?? ''} is looked for in DestinationRules for ${service}, where VirtualService ${resource.name ?? ''} leads requests for ${named(of)}; this one has it, and is for another host. They are answered with 503. Write ${service}.`,
    related: [{ resource, span: subset.span, message: 'the rule that names the subset' }],
    fix: () => rewritten(rule, service),
  });
}

function rewritten(rule: Resource, service: string): readonly Fix[] {
  return fixOf(`Replace with ${service}`, within(rule, replaceString(rule.root.at('spec', 'host'), service)), true);
}

/** Whether a host is that of something in the workspace, or a route leads to it: then it is no slip. */
function isOfUse({ subject: { lookup, world } }: Case, rule: Resource, host: string): boolean {
  const { targets, uncertain } = resolveHost(lookup, host, rule.namespace);
  return targets.length > 0 || uncertain || lookup.any(virtualServiceByDestination, expandHost(host, world.namespaceOf(rule), world.clusterDomain));
}
