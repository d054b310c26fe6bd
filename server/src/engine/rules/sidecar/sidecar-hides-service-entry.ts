import { appendItem } from '../../edits/append.ts';
import { serviceEntry } from '../../kinds/service-entry.ts';
import { sidecar } from '../../kinds/sidecar.ts';
import type { Resource } from '../../model/resource.ts';
import type { Lookup } from '../../model/rule.ts';
import { meshConfig } from '../../references/mesh-config.ts';
import { createScope, takes } from '../../trace/scope.ts';
import { servicesAt } from '../../trace/world.ts';
import { textsAt } from '../../views/read.ts';
import { allInNamespace } from '../../workspace/indexes/by-name.ts';
import type { Value } from '../../yaml/value.ts';
import { worldOf } from '../support/world.ts';
import { referenceRule } from '../define.ts';

export const sidecarHidesServiceEntry = referenceRule({
  id: 'sidecar-hides-service-entry',
  title: 'ServiceEntry that the Sidecar does not import',
  severity: 'information',
  since: '0.1.0',
  kinds: [sidecar],
  fixable: true,
  docs: `The Sidecar for all workloads of a namespace lets out only what it imports (\`REGISTRY_ONLY\`), and none of its \`hosts\` takes in a ServiceEntry of the same namespace. The workloads cannot reach its host, though there is a ServiceEntry for it.

The mode is that of the Sidecar's \`outboundTrafficPolicy\`, or of the mesh (a MeshConfig in the workspace, or the setting \`egress.istio.outboundTrafficPolicy\`) where the Sidecar has none. ServiceEntries of other namespaces are not judged: leaving them out is what Sidecars are for.

**Do:** add \`./host\`, or \`./*\` for all hosts of the namespace.`,
  check(resource, lookup, report) {
    const { namespace } = resource;
    const list = hostsOfDefault(resource);
    if (namespace === undefined || list === undefined || !isRegistryOnly(resource, lookup) || lookup.isKustomized(resource)) return;
    const hidden = hiddenIn(resource, lookup, namespace);
    const [first] = hidden;
    if (first === undefined) return;
    report({
      span: list.keySpan,
      message: `These hosts take in nothing of ${hidden.length === 1 ? `ServiceEntry ${first.name ?? ''}` : `${hidden.length} ServiceEntries`} of this namespace, and what is not imported cannot be reached here (REGISTRY_ONLY). Add ./* or the hosts that are needed.`,
      related: hidden.map((one) => ({ resource: one, span: one.root.at('spec', 'hosts').keySpan, message: `hosts of ServiceEntry ${one.name ?? ''}` })),
      fixes: () => {
        const edit = appendItem(list, './*');
        return edit === undefined ? [] : [{ title: 'Add ./*', edits: [edit] }];
      },
    });
  },
});

/** Where a Sidecar for all workloads lists hosts: at the listener for all ports, or else the first. `undefined` where not all hosts are known. */
function hostsOfDefault({ root }: Resource): Value | undefined {
  const spec = root.at('spec');
  const listeners = spec.at('egress').items();
  const known = listeners.every((one) => one.at('hosts').type === 'list' && textsAt(one.at('hosts')).every(({ text }) => text !== undefined));
  return known && !spec.at('workloadSelector').exists ? (listeners.find((one) => !one.at('port').exists) ?? listeners[0])?.at('hosts') : undefined;
}

function isRegistryOnly({ root }: Resource, lookup: Lookup): boolean {
  const policy = root.at('spec', 'outboundTrafficPolicy');
  const mode = policy.at('mode');
  if (policy.type !== 'map') return !policy.exists && meshConfig(lookup).outboundTrafficPolicy === 'REGISTRY_ONLY';
  return mode.exists ? mode.string === 'REGISTRY_ONLY' : !policy.hasUnknownEntries;
}

/** The ServiceEntries of the namespace of which no listener imports any host. */
function hiddenIn(resource: Resource, lookup: Lookup, namespace: string): readonly Resource[] {
  const world = worldOf(lookup, resource);
  const scope = createScope(world, { type: 'sidecar', namespace, labels: new Map() });
  if (scope.sidecar !== resource) return [];
  return allInNamespace(lookup, serviceEntry, namespace).filter((entry) => {
    const hosts = textsAt(entry.root.at('spec', 'hosts'));
    const known = entry.namespace === namespace && hosts.length > 0 && hosts.every(({ text }) => text !== undefined) && !lookup.isKustomized(entry);
    return known && hosts.every(({ text = '' }) => servicesAt(world, text).filter((one) => one.resource === entry).every((one) => !scope.listeners.some((listener) => takes(scope, listener, one))));
  });
}
