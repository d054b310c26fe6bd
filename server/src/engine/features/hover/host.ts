// What the form of a host name means in the place where it stands.
import type { LintOptions } from '../../model/options.ts';
import { expandHost, isShortName, parseClusterHost } from '../../text/host.ts';
import { code } from '../markdown.ts';

/** A host field's value taken apart: the namespace that some fields put before the host. */
export interface HostParts {
  readonly namespace: string | undefined;
  readonly host: string;
}

export function splitHost(text: string, dialect: string): HostParts {
  const slash = dialect === 'gateway' || dialect === 'sidecar' ? text.indexOf('/') : -1;
  return slash < 0 ? { namespace: undefined, host: text } : { namespace: text.slice(0, slash), host: text.slice(slash + 1) };
}

/** Sentences about a host: which names it stands for, and where they lead. */
export function describeHost(text: string, dialect: string, namespace: string | undefined, options: LintOptions): string | undefined {
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
