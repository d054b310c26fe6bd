import { replaceString } from '../../edits/scalar.ts';
import { sidecar } from '../../kinds/sidecar.ts';
import type { Problem } from '../../model/finding.ts';
import type { Resource } from '../../model/resource.ts';
import type { Lookup } from '../../model/rule.ts';
import { nearestHost } from '../../references/services.ts';
import { importedBy } from '../../references/sidecar-imports.ts';
import { unresolvedHost } from '../../references/unresolved-host.ts';
import { textsAt } from '../../views/read.ts';
import type { Value } from '../../yaml/value.ts';
import { referenceRule } from '../define.ts';

const codes = ['KIA1004'];

export const sidecarEgressHostNotFound = referenceRule({
  id: 'sidecar-egress-host-not-found',
  title: 'Sidecar that imports nothing by a host',
  severity: 'warning',
  since: '0.1.0',
  codes,
  kinds: [sidecar],
  fixable: true,
  docs: `A host of a Sidecar (\`namespace/host\`) takes in the Services, ServiceEntries and VirtualServices **of that namespace** that have it. There is none, so it imports nothing: the workloads do not know the host, and reach it, if at all, as one that the mesh does not know. Istio says nothing.

It is reported where another namespace has the host, where nearly the same host is there, and where the workspace holds what could be it. \`*\` means all namespaces, \`.\` that of the Sidecar; a wildcard is judged only where another namespace has hosts below it.

**Do:** write the namespace in which the ServiceEntry (or the VirtualService for the host) stands.`,
  check(resource, lookup, report) {
    if (lookup.isKustomized(resource)) return;
    for (const { value, text } of resource.root.at('spec', 'egress').items().flatMap((listener) => textsAt(listener.at('hosts')))) {
      const found = text === undefined ? undefined : check(resource, lookup, value, text);
      if (found !== undefined) report(found);
    }
  },
});

function check(resource: Resource, lookup: Lookup, value: Value, text: string): Problem | undefined {
  const entry = readEntry(text);
  if (entry === undefined) return undefined;
  const { scope, host } = entry;
  const wanted = scope === '.' ? resource.namespace : scope;
  const found = importedBy(lookup, host);
  const isAnywhere = wanted === '*' || wanted === undefined;
  if (found.some(({ namespace }) => isAnywhere || namespace === undefined || namespace === wanted)) return undefined;
  if (found.length > 0) return elsewhere(resource, value, { ...entry, wanted: wanted ?? '' }, found);
  return host.startsWith('*') ? undefined : nowhere(resource, lookup, value, entry);
}

/** The parts of `namespace/host`; `undefined` for what takes no host in particular, leaves hosts out, or is no host at all. */
function readEntry(text: string): Entry | undefined {
  const [scope = '', host, ...more] = text.split('/');
  return host === undefined || more.length > 0 || scope.startsWith('~') || !host.includes('.') ? undefined : { scope, host };
}

interface Entry {
  readonly scope: string;
  readonly host: string;
}

function elsewhere(resource: Resource, value: Value, { host, wanted }: Entry & { readonly wanted: string }, found: readonly Resource[]): Problem {
  const homes = [...new Set(found.map(({ namespace }) => namespace ?? ''))];
  const [home = ''] = homes;
  const instead = `${home === resource.namespace ? '.' : home}/${host}`;
  return {
    span: value.span, codes,
    message: `Nothing in namespace ${wanted} has the host ${host}, so this imports nothing. ${homes.length === 1 ? `It is in namespace ${home}: write ${instead}.` : `It is in the namespaces ${homes.join(', ')}: write one of them.`}`,
    related: found.map((one) => ({ resource: one, span: one.root.at('metadata', 'name').span, message: `${one.kind.kind} ${one.name ?? ''} in namespace ${one.namespace ?? ''}` })),
    fixes: () => (homes.length === 1 ? [{ title: `Replace with ${instead}`, preferred: true, edits: [replaceString(value, instead)] }] : []),
  };
}

/** A host that nothing in the workspace has. */
function nowhere(resource: Resource, lookup: Lookup, value: Value, { scope, host }: Entry): Problem | undefined {
  const unresolved = unresolvedHost(lookup, resource, host);
  if (unresolved === undefined) return undefined;
  const meant = nearestHost(lookup, unresolved.resolved);
  const instead = meant === undefined ? undefined : `${scope}/${meant.host}`;
  return {
    span: value.span, codes, severity: 'warning',
    message: `Nothing in the workspace has the host ${host}, so this imports nothing. ${instead === undefined ? 'Correct the host, or add its ServiceEntry.' : `Did you mean ${instead}?`}`,
    related: unresolved.related,
    fixes: () => (instead === undefined ? [] : [{ title: `Replace with ${instead}`, edits: [replaceString(value, instead)] }]),
  };
}
