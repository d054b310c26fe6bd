import { virtualService } from '../../kinds/virtual-service.ts';
import type { Resource } from '../../model/resource.ts';
import type { Lookup } from '../../model/rule.ts';
import { resolveHost } from '../../references/services.ts';
import { hasNoWaypoint, isAmbient, waypointOf } from '../../references/waypoints.ts';
import { textsAt } from '../../views/read.ts';
import { virtualServiceView } from '../../views/virtual-service.ts';
import { referenceRule } from '../define.ts';

const codes = ['KIA1109', 'KIA1113', 'KIA1114'];

export const ambientRouteWithoutWaypoint = referenceRule({
  id: 'ambient-route-without-waypoint',
  title: 'Routes that pods in ambient mode do not read',
  severity: 'warning',
  since: '0.1.0',
  codes,
  kinds: [virtualService],
  docs: `A VirtualService for sidecars (\`mesh\`) stands in a namespace in ambient mode, and the host that it is for uses no waypoint. The pods there have no sidecar, and ztunnel reads no VirtualServices: their requests go straight to the host, past the routes and past an egress gateway that these lead to. A waypoint reads those of its own namespace and of the host's only, so it is the same where the host has one and the VirtualService stands in a third namespace.

It is information where the VirtualService is exported to other namespaces as well, which may have sidecars. The rule needs the Namespace of the host's ServiceEntry or Service in the workspace, since its label \`istio.io/use-waypoint\` counts for what has none.

**Do:** give the ServiceEntry a waypoint (\`istio.io/use-waypoint\`), or move the VirtualService to the namespace of the ServiceEntry.`,
  check(resource, lookup, report) {
    const { hosts, gateways } = virtualServiceView(resource);
    const forMesh = gateways.length === 0 || gateways.some(({ text }) => text === 'mesh');
    if (!forMesh || !isAmbient(lookup, resource)) return;
    for (const { value, text } of hosts) {
      const target = text === undefined ? undefined : targetOf(lookup, resource, text);
      const flaw = target === undefined ? undefined : flawOf(lookup, resource, target);
      if (target === undefined || flaw === undefined) continue;
      report({
        span: value.span, severity: isPrivate(resource) ? 'warning' : 'information', codes: flaw.codes,
        message: `Pods of namespace ${resource.namespace ?? ''} are in ambient mode, and ${flaw.why}: their requests to ${text ?? ''} go past these routes. ${flaw.advice}`,
        related: [{ resource: target, span: target.root.at('metadata', 'name').span, message: flaw.about }],
      });
    }
  },
});

interface Flaw {
  readonly codes: readonly string[];
  readonly why: string;
  readonly advice: string;
  readonly about: string;
}

/** Why no proxy of those pods reads the routes (`getVirtualServiceForWaypoint` of Istio's `core/listener_waypoint.go`). */
function flawOf(lookup: Lookup, route: Resource, target: Resource): Flaw | undefined {
  const what = `${target.kind.kind} ${target.name ?? ''}`;
  if (hasNoWaypoint(lookup, target)) return { codes: ['KIA1109', 'KIA1113'], why: `${what} uses no waypoint`, advice: 'Give it the label istio.io/use-waypoint.', about: 'has no label istio.io/use-waypoint, nor has its Namespace' };
  const waypoint = waypointOf(lookup, target);
  const homes = [target.namespace, waypoint?.namespace];
  if (waypoint === undefined || homes.includes(undefined) || homes.includes(route.namespace)) return undefined;
  return { codes: ['KIA1114'], why: `the waypoint of ${what} reads VirtualServices of its own namespace and of ${target.namespace ?? ''} only`, advice: `Move this one to namespace ${target.namespace ?? ''}.`, about: 'the host' };
}

/** What a host stands for, where that is one thing. */
function targetOf(lookup: Lookup, resource: Resource, host: string): Resource | undefined {
  const { targets: [target, ...others], exact, uncertain } = resolveHost(lookup, host, resource.namespace);
  return target !== undefined && others.length === 0 && exact && !uncertain ? target : undefined;
}

/** Whether nobody in other namespaces reads it. */
function isPrivate({ root, namespace }: Resource): boolean {
  const exportTo = textsAt(root.at('spec', 'exportTo'));
  return exportTo.length > 0 && exportTo.every(({ text }) => text === '.' || text === namespace);
}
