// A host name, in the many forms that fields take it in.
import { serviceEntry } from '../../kinds/service-entry.ts';
import { service } from '../../kinds/service.ts';
import { virtualService } from '../../kinds/virtual-service.ts';
import type { LintOptions } from '../../model/options.ts';
import type { Resource } from '../../model/resource.ts';
import type { Lookup } from '../../model/rule.ts';
import { meshConfig } from '../../references/mesh-config.ts';
import { expandHost, isShortName, parseClusterHost } from '../../text/host.ts';
import { serviceEntryHosts } from '../../views/service-entry.ts';
import { sortKey } from '../complete/candidate.ts';
import type { Candidate, Slot } from '../complete/candidate.ts';
import { namesInWorkspace } from '../complete/known.ts';
import { describeCidrValue } from '../hover/cidr.ts';
import type { FieldPlace } from '../locate.ts';
import { code } from '../markdown.ts';
import type { Meaning, Reference } from './meaning.ts';

export const host: Meaning = {
  describe: (place, dialect, lookup) => describeHost(place, dialect, lookup) ?? describeCidrValue(place.value, ''),
  propose,
  refer,
};

/** Which names a host stands for, and where they lead; `undefined` where the value is none. */
export function describeHost({ value: { string }, resource }: FieldPlace, dialect: string, lookup: Lookup): string | undefined {
  return string === undefined || string.startsWith('unix:') || string.startsWith('/') ? undefined : sentencesAbout(string, dialect, resource.namespace, lookup.options);
}

/** A host field's value taken apart: the namespace that some fields put before the host. */
interface HostParts {
  readonly namespace: string | undefined;
  readonly host: string;
}

function splitHost(text: string, dialect: string): HostParts {
  const slash = dialect === 'gateway' || dialect === 'sidecar' ? text.indexOf('/') : -1;
  return slash < 0 ? { namespace: undefined, host: text } : { namespace: text.slice(0, slash), host: text.slice(slash + 1) };
}

/** Sentences about a host: which names it stands for, and where they lead. */
function sentencesAbout(text: string, dialect: string, namespace: string | undefined, options: LintOptions): string | undefined {
  const parts = splitHost(text, dialect);
  const sentences = [hostSentence(parts.host, dialect, namespace, options), namespaceSentence(parts.namespace, dialect, namespace)];
  const said = sentences.filter((one) => one !== undefined).join(' ');
  return said === '' ? undefined : `**${code(text)}** — ${said}`;
}

/** Fields in which Istio completes a name without dots. */
const completes: ReadonlySet<string> = new Set(['destination', 'destination-rule', 'virtual-service']);

function hostSentence(host: string, dialect: string, namespace: string | undefined, options: LintOptions): string | undefined {
  if (host === '') return undefined;
  if (dialect === 'authz' && host.endsWith('*') && host.length > 1) return `every host that begins with ${code(host.slice(0, -1))}.`;
  if (host.startsWith('*')) return wildcardSentence(host);
  const cluster = parseClusterHost(host, options.clusterDomain);
  if (cluster !== undefined) return `the Service ${code(cluster.name)} in namespace ${code(cluster.namespace)}, by its full name.`;
  if (isShortName(host)) return shortSentence(host, dialect, namespace, options);
  return /^[\d.]+$/.test(host) || host.includes(':') ? undefined : externalSentence(dialect);
}

function wildcardSentence(host: string): string {
  if (host === '*') return 'every host.';
  const domain = host.startsWith('*.') ? `, but not ${code(host.slice(2))} itself` : '';
  return `every host that ends in ${code(host.slice(1))}, at any depth${domain}.`;
}

function shortSentence(host: string, dialect: string, namespace: string | undefined, options: LintOptions): string | undefined {
  if (completes.has(dialect)) {
    const full = expandHost(host, namespace ?? 'NAMESPACE', options.clusterDomain);
    const unknown = namespace === undefined ? ', with the namespace this manifest is applied to' : '';
    return `a short name: here it means ${code(full)}${unknown}.`;
  }
  return dialect === 'service-entry' ? 'a name without dots, taken as it is: nothing is added to it.' : undefined;
}

function externalSentence(dialect: string): string {
  switch (dialect) {
    case 'sni':
      return 'connections whose TLS server name is exactly this.';
    case 'external-name':
      return 'lookups of this Service are answered with this name.';
    default:
      return 'exactly this name, none below it.';
  }
}

function namespaceSentence(written: string | undefined, dialect: string, own: string | undefined): string | undefined {
  const what = dialect === 'sidecar' ? 'Services' : 'VirtualServices';
  switch (written) {
    case undefined:
      return undefined;
    case '*':
      return `${what} of every namespace count.`;
    case '.':
      return `Only ${what} of this namespace${own === undefined ? '' : ` (${code(own)})`} count.`;
    case '~':
      return 'Nothing of any namespace is imported.';
    default:
      return written.startsWith('~') ? 'What it names is left out.' : `Only ${what} of namespace ${code(written)} count.`;
  }
}

/** Hosts as the field takes them. */
function propose(slot: Slot, dialect: string): readonly Candidate[] {
  if (dialect === 'service-entry' || dialect === 'external-name') return [];
  if (dialect === 'sidecar') return sidecarHosts(slot);
  const clusterNames = dialect === 'destination' || dialect === 'destination-rule' || dialect === 'virtual-service' || dialect === 'name';
  return namesInWorkspace(slot, (one) => {
    if (one.kind === serviceEntry) return hostsOf(one);
    if (one.kind === virtualService && dialect === 'gateway') return one.root.at('spec', 'hosts').items().flatMap((item) => item.string ?? []);
    if (one.kind !== service || one.name === undefined || !clusterNames) return [];
    const full = one.namespace === undefined ? [] : [fullName(slot, one.name, one.namespace)];
    return one.namespace === slot.namespace && dialect !== 'name' ? [one.name, ...full] : full;
  });
}

function hostsOf(resource: Resource): readonly string[] {
  return serviceEntryHosts(resource).flatMap(({ text }) => text ?? []);
}

function fullName({ lookup }: Slot, name: string, namespace: string): string {
  return `${name}.${namespace}.svc.${lookup.options.clusterDomain}`;
}

function sidecarHosts(slot: Slot): readonly Candidate[] {
  const usual = ['./*', `${meshConfig(slot.lookup).rootNamespace}/*`];
  const found = namesInWorkspace(slot, (one) => {
    const at = one.namespace === undefined ? '*' : one.namespace === slot.namespace ? '.' : one.namespace;
    if (one.kind === serviceEntry) return hostsOf(one).map((host) => `${at}/${host}`);
    return one.kind === service && one.name !== undefined && one.namespace !== undefined ? [`${at}/${fullName(slot, one.name, one.namespace)}`] : [];
  });
  return [...usual.map((text, index) => ({ text, detail: index === 0 ? 'all of this namespace' : 'all of Istio’s own', sort: sortKey(0, index) })), ...found];
}

const referringHosts: ReadonlySet<string> = new Set(['destination', 'destination-rule', 'virtual-service', 'gateway', 'sidecar', 'sni', 'name', 'route']);

function refer({ value: { string }, resource }: FieldPlace, dialect: string): Reference | undefined {
  if (string === undefined) return undefined;
  const { host } = splitHost(string, dialect);
  if (!referringHosts.has(dialect) || host === '' || host === '*') return undefined;
  return { type: 'host', text: host, namespace: resource.namespace, needed: dialect === 'destination' || dialect === 'destination-rule' };
}
