// The options that say how Istio was installed, as both commands take them.
import { defaultOptions, nameProblem, outboundTrafficPolicies } from '../engine/index.ts';
import type { MeshOptions, OutboundTrafficPolicy } from '../engine/index.ts';
import type { OptionForm } from './read-options.ts';

interface MeshOptionSpec extends OptionForm {
  readonly repeatable?: boolean;
  readonly help: readonly string[];
}

export const meshOptionSpecs: readonly MeshOptionSpec[] = [
  { name: 'istio-cluster-domain', value: 'DOMAIN', help: [`DNS domain of the cluster (default: ${defaultOptions.clusterDomain})`] },
  { name: 'istio-root-namespace', value: 'NAME', help: ['Istio\'s root namespace (default: as a MeshConfig says, or', 'istio-system)'] },
  { name: 'istio-known-services', value: 'HOST,…', repeatable: true, help: ['Services that are there without being given: name.namespace,', 'or the host of a ServiceEntry (repeatable)'] },
  { name: 'istio-outbound-traffic-policy', value: 'MODE', help: ['Of the mesh: ALLOW_ANY, REGISTRY_ONLY or ALLOW_ANY_DYNAMIC_DNS', '(default: as a MeshConfig says, or ALLOW_ANY)'] },
  { name: 'istio-dns-capture', help: ['Sidecars answer DNS (default: as a MeshConfig says)'] },
  { name: 'istio-no-dns-capture', help: ['They do not, whatever a MeshConfig says'] },
  { name: 'istio-no-ip-autoallocate', help: ['Istio gives hosts no addresses of its own'] },
  { name: 'istio-ambient-namespaces', value: 'NAME,…', repeatable: true, help: ['Namespaces in ambient mode that no label says so of', '(repeatable)'] },
  { name: 'istio-scope-gateway-to-namespace', help: ['Gateways select pods of their own namespace only'] },
  { name: 'istio-default-export-to', value: 'NAME,…', repeatable: true, help: ['Who sees what has no exportTo: *, . or namespaces', '(default: as a MeshConfig says, or *; repeatable)'] },
];

/** Reads them from values by option; those of a switch are empty. */
export function readMeshOptions(values: ReadonlyMap<string, readonly string[]>, problems: string[]): MeshOptions {
  const last = (name: string): string | undefined => values.get(name)?.at(-1);
  const list = (name: string): readonly string[] => values.get(name)?.flatMap((text) => text.split(',')).map((text) => text.trim()).filter((text) => text !== '') ?? [];
  const exported = list('istio-default-export-to');
  for (const name of exported) if (name !== '*' && name !== '.') readNamespace('istio-default-export-to', name, problems);
  for (const name of list('istio-ambient-namespaces')) readNamespace('istio-ambient-namespaces', name, problems);
  for (const host of list('istio-known-services')) readDomain('istio-known-services', host, host.replace(/^\*\./, ''), problems);
  const domain = last('istio-cluster-domain');
  if (domain !== undefined) readDomain('istio-cluster-domain', domain, domain, problems);
  return {
    clusterDomain: domain ?? defaultOptions.clusterDomain,
    rootNamespace: readNamespace('istio-root-namespace', last('istio-root-namespace'), problems),
    knownServices: list('istio-known-services'),
    outboundTrafficPolicy: readPolicy(last('istio-outbound-traffic-policy'), problems),
    dnsCapture: values.has('istio-no-dns-capture') ? false : values.has('istio-dns-capture') ? true : undefined,
    ipAutoallocate: !values.has('istio-no-ip-autoallocate'),
    ambientNamespaces: list('istio-ambient-namespaces'),
    scopeGatewayToNamespace: values.has('istio-scope-gateway-to-namespace'),
    defaultExportTo: exported.length === 0 ? undefined : exported,
  };
}

/** The name of a namespace, as an option has it. */
export function readNamespace(option: string, text: string | undefined, problems: string[]): string | undefined {
  if (text !== undefined && nameProblem(text, 'dns-1123-label') !== undefined) {
    problems.push(`--${option} ${text}: a namespace has at most 63 lower-case letters, digits and hyphens, with no hyphen at either end.`);
  }
  return text;
}

function readDomain(option: string, text: string, name: string, problems: string[]): void {
  const problem = nameProblem(name, 'subdomain');
  if (problem !== undefined) problems.push(`--${option} ${text}: a domain name ${problem}.`);
}

function readPolicy(text: string | undefined, problems: string[]): OutboundTrafficPolicy | undefined {
  const found = outboundTrafficPolicies.find((one) => one === text);
  if (text !== undefined && found === undefined) problems.push(`--istio-outbound-traffic-policy is one of ${outboundTrafficPolicies.join(', ')}, not ${text}.`);
  return found;
}
