import { caseOf, wantedOf } from '../../chain/cases.ts';
import type { Asked } from '../../chain/cases.ts';
import { isCertain } from '../../chain/certain.ts';
import type { Subject } from '../../chain/model.ts';
import { gatewayHomes, leadsToGateway, subjectOf } from '../../chain/subject.ts';
import { appendItem } from '../../edits/append.ts';
import { fixOf } from '../../edits/fix.ts';
import { virtualService } from '../../kinds/virtual-service.ts';
import type { Problem } from '../../model/finding.ts';
import type { Resource } from '../../model/resource.ts';
import { importsVirtualService } from '../../references/sidecars.ts';
import { clientScope, listenerFor, takes } from '../../trace/scope.ts';
import type { Scope } from '../../trace/scope.ts';
import { isVisible } from '../../trace/world.ts';
import type { MeshService } from '../../trace/world.ts';
import { workloadByNamespace } from '../../workspace/indexes/by-label.ts';
import type { Value } from '../../yaml/value.ts';
import { referenceRule } from '../define.ts';

export const egressHostHidden = referenceRule({
  id: 'egress-host-hidden',
  title: 'Way through the gateway that its own namespace does not see',
  severity: 'warning',
  since: '0.1.0',
  fixable: true,
  kinds: [virtualService],
  docs: `A VirtualService leads an external host through the egress gateway, and the workloads beside it do not take part: their sidecars know no such host, so they have no listener that the routes could count at. Requests leave directly, past the gateway.

- The ServiceEntry is not exported (\`exportTo\`) to their namespace, but to that of the gateway, say. Plaintext HTTP on port 80 goes through the gateway all the same, and is not spoken of.
- The Sidecar of the namespace imports neither the one nor the other, or not the ServiceEntry. That may be meant, so it is information. For VirtualServices of other namespaces see [egress-chain-sidecar-scope](egress-chain-sidecar-scope.md).

It is silent where no workloads of the namespace are in the workspace.

**Do:** export the ServiceEntry to the clients as well as to the gateway; add \`./*\`, or \`namespace/host\`, to the Sidecar.`,
  check(resource, lookup, report) {
    const subject = subjectOf(lookup, resource);
    const client = subject === undefined ? undefined : clientOf(subject);
    if (subject === undefined || client === undefined || !subject.rules.some((rule) => rule.inMesh && leadsToGateway(rule))) return;
    for (const wanted of wantedOf(subject)) {
      const found = hiddenFrom(subject, client, wanted);
      if (found === undefined) continue;
      report(found.problem, found.at);
      return;
    }
  },
});

/** The VirtualService's own namespace, where it is one of applications. */
function clientOf({ lookup, resource: { namespace }, rules, world }: Subject): string | undefined {
  const calls = namespace !== undefined && namespace !== world.mesh.rootNamespace && !gatewayHomes(rules, world.clusterDomain).has(namespace) && lookup.any(workloadByNamespace, namespace);
  return calls ? namespace : undefined;
}

interface Found {
  readonly problem: Problem;
  readonly at: Resource;
}

function hiddenFrom(subject: Subject, client: string, wanted: Asked): Found | undefined {
  const { entry, request: { host, port } } = wanted;
  if (entry === undefined || !isCertain(entry.resource) || subject.lookup.isKustomized(entry.resource)) return undefined;
  const { outcome } = caseOf(subject, wanted, client).trace;
  if (outcome !== 'passthrough' && outcome !== 'blackhole') return undefined;
  const fate = outcome === 'passthrough' ? 'leave directly, past the gateway' : 'are refused by their sidecars';
  if (!isVisible(entry, client)) return notExported(subject, client, entry, `requests to ${host}:${port} from there ${fate}`);
  const scope = clientScope(subject.seenFrom(client), { namespace: client, labels: new Map() });
  return outcome === 'passthrough' && scope.sidecar !== undefined && isCertain(scope.sidecar) ? notImported(subject, scope, wanted, entry) : undefined;
}

function notExported({ resource }: Subject, client: string, entry: MeshService, fate: string): Found {
  const value = entry.resource.root.at('spec', 'exportTo');
  return {
    at: entry.resource,
    problem: {
      span: (value.exists ? value : entry.resource.root.at('metadata', 'name')).span,
      message: `Workloads in namespace ${client} do not see this ServiceEntry, to which VirtualService ${resource.name ?? ''} beside them leads through the gateway: ${fate}. Export it to ${client} too.`,
      related: [routeOf(resource)],
      fixes: () => fixOf(`Add ${client}`, value.exists ? appendItem(value, client) : undefined, true),
    },
  };
}

/** What the Sidecar of a namespace has to import for the way to be seen. */
function notImported({ resource, virtualService: { namespace, hosts } }: Subject, scope: Scope, { request: { host, port } }: Asked, entry: MeshService): Found | undefined {
  const listener = listenerFor(scope, port);
  const { sidecar } = scope;
  if (sidecar === undefined || listener === undefined) return undefined;
  const missing = [
    ...(scope.listeners.some((one) => takes(scope, one, entry)) ? [] : [`${entry.namespace}/${entry.host}`]),
    ...(importsVirtualService(listener, namespace, hosts) ? [] : [`${namespace}/${host}`]),
  ];
  const names = [...new Set(missing)].map((one) => (one.startsWith(`${scope.proxy.namespace}/`) ? `.${one.slice(scope.proxy.namespace.length)}` : one));
  if (names.length === 0) return undefined;
  const egress = sidecar.root.at('spec', 'egress');
  return {
    at: sidecar,
    problem: {
      span: egress.keySpan, severity: 'information',
      message: `Pods of this namespace do not see ${host}, which VirtualService ${resource.name ?? ''} beside them leads through the gateway, as this Sidecar does not import it: requests to port ${port} leave directly, past the gateway. Add ${names.join(' and ')}.`,
      related: [routeOf(resource), { resource: entry.resource, span: entry.resource.root.at('spec', 'hosts').keySpan, message: `ServiceEntry ${entry.resource.name ?? ''}` }],
      fixes: () => fixOf(`Add ${names.join(' and ')}`, addition(egress, names)),
    },
  };
}

function addition(egress: Value, [name, ...more]: readonly string[]): ReturnType<typeof appendItem> {
  const hosts = egress.items().find((one) => !one.at('port').exists)?.at('hosts');
  return name === undefined || more.length > 0 || hosts === undefined ? undefined : appendItem(hosts, name);
}

function routeOf(resource: Resource): { readonly resource: Resource; readonly span: Value['span']; readonly message: string } {
  return { resource, span: resource.root.at('spec', 'hosts').keySpan, message: `VirtualService ${resource.name ?? ''}` };
}
