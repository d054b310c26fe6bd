// Namespaces whose Sidecar hides the way through the gateway from them.
import { appendItem } from '../edits/append.ts';
import { sidecar } from '../kinds/sidecar.ts';
import type { Problem } from '../model/finding.ts';
import { qualifiedName } from '../model/resource.ts';
import type { Resource } from '../model/resource.ts';
import type { Lookup } from '../model/rule.ts';
import { meshConfig } from '../references/mesh-config.ts';
import { importsVirtualService } from '../references/sidecars.ts';
import { isVisibleTo } from '../references/visibility.ts';
import { worldFor } from '../references/world.ts';
import type { TraceRequest } from '../trace/model.ts';
import { createScope, listenerFor } from '../trace/scope.ts';
import type { Scope } from '../trace/scope.ts';
import { trace } from '../trace/trace.ts';
import { egressRoutes, seenByAll } from '../workspace/indexes/egress-routes.ts';
import { isCertain } from './certain.ts';
import { wantedOf } from './cases.ts';
import { subjectOf } from './subject.ts';

/** As many routes are looked at; one is told. */
const mostRoutes = 20;

/** A VirtualService that the Sidecar of a whole namespace does not import, so that requests go past the gateway there. */
export function hiddenRoute(lookup: Lookup, resource: Resource): Problem | undefined {
  const { namespace } = resource;
  if (namespace === undefined || !narrows(lookup, resource)) return undefined;
  const scope = createScope(worldFor(lookup, namespace), { type: 'sidecar', namespace, labels: new Map() });
  // Where only what is imported may be called, leaving it out is what is meant.
  if (scope.sidecar !== resource || !scope.allowsAny) return undefined;
  const routes = new Set([seenByAll, namespace].flatMap((key) => lookup.first(egressRoutes, key, mostRoutes)));
  for (const route of routes) {
    if (!isVisibleTo(lookup, route, namespace)) continue;
    const hidden = hiddenRequest(scope, route);
    if (hidden !== undefined) return problemFor(resource, route, hidden);
  }
  return undefined;
}

/** Whether it is the Sidecar of one namespace, and says what that imports. */
function narrows(lookup: Lookup, resource: Resource): boolean {
  const spec = resource.root.at('spec');
  return resource.kind === sidecar && resource.namespace !== meshConfig(lookup).rootNamespace && isCertain(resource)
    && !spec.at('workloadSelector').exists && spec.at('egress').items().length > 0;
}

/** A request that goes through the gateway where a route lies, and past it where the Sidecar counts. */
function hiddenRequest(scope: Scope, route: Resource): TraceRequest | undefined {
  const { lookup } = scope.world;
  const subject = subjectOf(lookup, route);
  if (subject === undefined) return undefined;
  const { namespace: home, hosts } = subject.virtualService;
  return wantedOf(subject).map(({ request }) => request).find((request) => {
    const listener = listenerFor(scope, request.port);
    if (listener === undefined || importsVirtualService(listener, home, hosts)) return false;
    const [there, here] = [home, scope.proxy.namespace].map((client) => trace(lookup, request, { namespace: client, labels: new Map() }).outcome);
    return there === 'gateway' && (here === 'direct' || here === 'passthrough');
  });
}

function problemFor({ root, namespace = '' }: Resource, route: Resource, { host, port }: TraceRequest): Problem {
  const entry = `${route.namespace ?? ''}/${host}`;
  const egress = root.at('spec', 'egress');
  const hosts = egress.items().find((one) => !one.at('port').exists)?.at('hosts');
  return {
    span: egress.keySpan,
    message: `Pods of namespace ${namespace} do not see the VirtualService ${qualifiedName(route)}, as this Sidecar does not import it: their requests to ${host}:${port} leave directly, past the gateway that it leads others through. Add ${entry} if they are meant to use it.`,
    related: [{ resource: route, span: route.root.at('spec', 'hosts').keySpan, message: 'the VirtualService that leads to the gateway' }],
    fixes: () => {
      const edit = hosts === undefined ? undefined : appendItem(hosts, entry);
      return edit === undefined ? [] : [{ title: `Add ${entry}`, edits: [edit] }];
    },
  };
}
