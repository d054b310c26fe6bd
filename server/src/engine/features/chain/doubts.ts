// What a trace does not know: what may be elsewhere, what a template or a kustomization fills in.
import { service as serviceKind } from '../../kinds/service.ts';
import type { Resource } from '../../model/resource.ts';
import type { Lookup } from '../../model/rule.ts';
import { destinationRulesFor } from '../../references/destination-rules.ts';
import { nearestHost, resolveHost } from '../../references/services.ts';
import { couldHoldTarget } from '../../references/unresolved-host.ts';
import { fileNameOf } from '../../text/uri.ts';
import type { Break, Hop, Trace } from '../../trace/model.ts';
import { waysOf } from '../../trace/words.ts';
import { code } from '../markdown.ts';
import { enumerated } from '../../text/words.ts';

export interface Surroundings {
  /** Whether a ServiceEntry brings the host into the mesh. */
  readonly registered: boolean;
  /** The resources that the host is asked about. */
  readonly resources: readonly Resource[];
  /** The resources that were found by their hosts. */
  readonly seen: ReadonlySet<Resource>;
}

/** Sentences about what could make a trace another one; none where all that matters is here. */
export function doubtsAbout(lookup: Lookup, trace: Trace, { registered, resources, seen }: Surroundings): readonly string[] {
  const ways = waysOf(trace);
  const deciding = [...new Set([trace, ...ways].flatMap(({ hops }) => hops).flatMap(({ decisions }) => decisions).map(({ resource }) => resource))];
  const all = [...new Set([...deciding, ...seen, ...resources])];
  const templates = all.filter(({ entry }) => entry.document.templated);
  const unwritten = templates.length === 0 ? [] : [`${filesOf(templates)} ${templates.length === 1 ? 'is a template' : 'are templates'}: what is filled in is not known.`];
  const misread = all.filter(({ entry: { document } }) => document.partial && !document.templated);
  const unread = misread.length === 0 ? [] : [`There are YAML errors in ${filesOf(misread)}: what stands behind them is not known.`];
  const absent = ways.flatMap((way) => (lookup.options.workspaceIsComplete && way.break !== 'elsewhere' ? [] : absence(lookup, way, registered, deciding) ?? []));
  return [...new Set([...unwritten, ...unread, ...absent])];
}

function filesOf(resources: readonly Resource[]): string {
  return enumerated([...new Set(resources.map(({ entry }) => code(fileNameOf(entry.uri))))].slice(0, 3));
}

interface Broken {
  readonly lookup: Lookup;
  readonly trace: Trace;
  readonly last: Hop;
  readonly registered: boolean;
  /** A kustomization lies beside what decides. */
  readonly kustomized: boolean;
}

const kustomization = ({ kustomized }: Broken): string | undefined => (kustomized ? 'A kustomization beside these files may change names and namespaces.' : undefined);

/** What is missing here and may be elsewhere, by what breaks the trace: a workspace mostly holds a part of the cluster. */
const absences: Readonly<Partial<Record<Break, (broken: Broken) => string | undefined>>> = {
  'unknown': ({ registered, trace }) => (registered ? undefined : `No ServiceEntry for ${code(trace.host)} is here; there may be one elsewhere.`),
  'no-host': ({ lookup, last, kustomized }) => (hostMayBeElsewhere(lookup, last, kustomized) ? `${code(last.service ?? '')} is not in this workspace.` : undefined),
  'no-subset': ({ lookup, last, kustomized }) => (kustomized || !hasRules(lookup, last) ? `No DestinationRule here defines the subset ${code(last.subset ?? '')} of ${code(last.service ?? '')}; one elsewhere may.` : undefined),
  'no-endpoints': ({ last }) => `The endpoints of ${code(last.service ?? '')} may be elsewhere.`,
  'no-gateway': () => 'No Gateway here selects the pods behind that Service; one elsewhere may.',
  'elsewhere': ({ last }) => `${code(last.service ?? '')} is said to exist in the settings, and described nowhere here.`,
  'no-rule': kustomization, 'no-server': kustomization, 'no-port': kustomization, 'no-pods': kustomization,
};

function absence(lookup: Lookup, trace: Trace, registered: boolean, deciding: readonly Resource[]): string | undefined {
  const last = trace.hops[trace.hops.length - 1];
  if (last === undefined || trace.break === undefined) return undefined;
  return absences[trace.break]?.({ lookup, trace, last, registered, kustomized: deciding.some((one) => lookup.isKustomized(one)) });
}

function hostMayBeElsewhere(lookup: Lookup, { service, decisions: [first] }: Hop, kustomized: boolean): boolean {
  if (service === undefined || first === undefined || kustomized) return true;
  const resolved = resolveHost(lookup, service, undefined);
  // What is here and not seen by the client is not elsewhere.
  if (resolved.targets.some(({ kind, namespace }) => kind !== serviceKind || namespace !== undefined)) return false;
  return nearestHost(lookup, resolved) === undefined && !couldHoldTarget(lookup, first.resource, resolved);
}

function hasRules(lookup: Lookup, { service }: Hop): boolean {
  return service !== undefined && destinationRulesFor(lookup, resolveHost(lookup, service, undefined)).rules.length > 0;
}
