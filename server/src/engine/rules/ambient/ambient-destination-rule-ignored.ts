import { destinationRule } from '../../kinds/destination-rule.ts';
import { kubernetesGateway } from '../../kinds/kubernetes-gateway.ts';
import type { Severity } from '../../model/finding.ts';
import type { Resource } from '../../model/resource.ts';
import type { Lookup } from '../../model/rule.ts';
import { meshConfig } from '../../references/mesh-config.ts';
import { resolveHost } from '../../references/services.ts';
import { hasNoWaypoint, isAmbient, waypointOf } from '../../references/waypoints.ts';
import { looksLikeGateway } from '../../trace/workloads.ts';
import { destinationRuleView } from '../../views/destination-rule.ts';
import { podMakerByNamespace, workloadByNamespace } from '../../workspace/indexes/by-label.ts';
import { anyInNamespace } from '../../workspace/indexes/by-name.ts';
import { referenceRule } from '../define.ts';
import { moveTo } from '../support/move.ts';
import { hasOwnSidecar } from '../support/waypoints.ts';

const codes = ['KIA0210', 'KIA0212'];

export const ambientDestinationRuleIgnored = referenceRule({
  id: 'ambient-destination-rule-ignored',
  title: 'DestinationRule that no proxy of ambient mode reads',
  severity: 'warning',
  since: '0.1.0',
  codes,
  kinds: [destinationRule],
  fixable: true,
  docs: `A DestinationRule stands in a namespace in ambient mode, and its host in another one. The pods there have no sidecar, and ztunnel reads no DestinationRules. The waypoint of the host looks for them in its own namespace, in that of the Service or ServiceEntry, and in Istio's root namespace, never in that of the client. So nobody reads this one: it begins no TLS, and has no subsets.

It is information where the host uses no waypoint at all: the rule may be for an egress gateway that is not in the workspace.

Nothing is said where the namespace has a gateway, a waypoint or workloads with sidecars, which read it; where no workloads of it are in the workspace; and where it is not known whether the host has a waypoint, and which.

**Do:** move the rule to the namespace of its host, and give that a waypoint (\`istio.io/use-waypoint\`).`,
  check(resource, lookup, report) {
    const { host: { text, value } } = destinationRuleView(resource);
    const { namespace } = resource;
    if (text === undefined || namespace === undefined || !isForAmbientClients(resource, lookup, namespace)) return;
    const target = targetOf(lookup, resource, text);
    const flaw = target === undefined ? undefined : flawOf(lookup, target, namespace);
    if (target?.namespace === undefined || flaw === undefined) return;
    const home = target.namespace;
    report({
      span: value.span, severity: flaw.severity, codes: flaw.codes,
      message: `Pods of namespace ${namespace} are in ambient mode, and ${flaw.why}: nobody reads this DestinationRule. Move it to namespace ${home}${flaw.alsoNeeds}.`,
      related: [{ resource: target, span: target.root.at('metadata', 'name').span, message: `${target.kind.kind} ${target.name ?? ''} in namespace ${home}` }],
      fixes: () => moveTo(resource, home, 'the DestinationRule'),
    });
  },
});

/** Whether it is for clients in ambient mode and for nobody else. */
function isForAmbientClients(resource: Resource, lookup: Lookup, namespace: string): boolean {
  return !resource.entry.isPatch && namespace !== meshConfig(lookup).rootNamespace && isAmbient(lookup, resource)
    && !lookup.isKustomized(resource) && !mayBeRead(lookup, resource, namespace);
}

/** Whether a namespace has proxies that look into it, or may have; without any workloads it is not known what is there. */
function mayBeRead(lookup: Lookup, resource: Resource, namespace: string): boolean {
  if (anyInNamespace(lookup, kubernetesGateway, namespace, resource) || lookup.any(podMakerByNamespace, namespace) || lookup.any(podMakerByNamespace, '?')) return true;
  const workloads = lookup.all(workloadByNamespace, namespace);
  return workloads.length === 0 || workloads.some((one) => hasOwnSidecar(one) || looksLikeGateway(one));
}

/** What the host stands for, where that is one thing of another namespace. */
function targetOf(lookup: Lookup, resource: Resource, host: string): Resource | undefined {
  const { targets: [target, ...others], exact, uncertain } = resolveHost(lookup, host, resource.namespace);
  const isElsewhere = target?.namespace !== undefined && target.namespace !== resource.namespace;
  return isElsewhere && others.length === 0 && exact && !uncertain && !lookup.isKustomized(target) ? target : undefined;
}

interface Flaw {
  readonly severity: Severity;
  readonly codes: readonly string[];
  readonly why: string;
  readonly alsoNeeds: string;
}

/** Why no proxy reads the rule (`PushContext.destinationRule`). */
function flawOf(lookup: Lookup, target: Resource, namespace: string): Flaw | undefined {
  const what = `${target.kind.kind} ${target.name ?? ''}`;
  if (hasNoWaypoint(lookup, target)) return { severity: 'information', codes: ['KIA0210'], why: `${what} uses no waypoint`, alsoNeeds: ', and give its host the label istio.io/use-waypoint' };
  const waypoint = waypointOf(lookup, target);
  if (waypoint?.namespace === undefined || waypoint.namespace === namespace) return undefined;
  return { severity: 'warning', codes: ['KIA0212'], why: `the waypoint of ${what} looks for rules in ${[...new Set([waypoint.namespace, target.namespace ?? '', meshConfig(lookup).rootNamespace])].join(', ')} only`, alsoNeeds: '' };
}
