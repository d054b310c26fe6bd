// Pods that nothing keeps from leaving past the gateway: neither a NetworkPolicy nor what their sidecars let through.
import { networkPolicy } from '../kinds/network-policy.ts';
import type { Resource } from '../model/resource.ts';
import { crowd } from '../model/rule.ts';
import { unlimitedEgress } from '../policy/limits.ts';
import { sidecarFor } from '../references/sidecars.ts';
import { createScope } from '../trace/scope.ts';
import { podLabels, selects } from '../views/workload.ts';
import { workloadByNamespace } from '../workspace/indexes/by-label.ts';
import { allInNamespace } from '../workspace/indexes/by-name.ts';
import { selectingSidecars } from '../workspace/indexes/sidecars.ts';
import { isCertain } from './certain.ts';
import type { Subject } from './model.ts';
import { proxiesOf } from './subject.ts';

/** Pods of one workload, or such as no manifest tells of. */
interface Pods {
  readonly workload: Resource | undefined;
  /** `undefined` where they are not known. */
  readonly labels: ReadonlyMap<string, string> | undefined;
}

/** Pods that no NetworkPolicy limits. */
export interface OpenPods extends Pods {
  /** The policy that lets them go to every external service; none where no policy is about them. */
  readonly by: Resource | undefined;
  /** Whether it leaves out private addresses and the like. */
  readonly sparesInside: boolean;
}

/** What of a namespace is open. */
export interface Openness {
  readonly pods: readonly OpenPods[];
  /** Whether these are all pods that are known. */
  readonly everyone: boolean;
}

/** The pods of a VirtualService's namespace that surely may go anywhere as far as NetworkPolicies say. */
export function openPods(subject: Subject): Openness {
  const { lookup, virtualService: { namespace } } = subject;
  const policies = allInNamespace(lookup, networkPolicy, namespace);
  const known = knownPods(subject);
  const pods = known.flatMap((one): readonly OpenPods[] => {
    const unlimited = unlimitedEgress(policies, one.labels);
    return unlimited === undefined ? [] : [{ ...one, ...unlimited }];
  });
  return { pods, everyone: pods.length === known.length };
}

/** The workloads whose pods may call, or else pods that may be anything. The gateway's own pods are to leave. */
function knownPods({ lookup, rules, virtualService: { namespace } }: Subject): readonly Pods[] {
  const gateways = proxiesOf(rules).filter((one) => one.namespace === namespace);
  const known = lookup.first(workloadByNamespace, namespace, crowd).flatMap((workload): readonly Pods[] => {
    const { labels, complete } = podLabels(workload);
    return complete && !lookup.isKustomized(workload) && !gateways.some((one) => selects(one.labels, labels)) ? [{ workload, labels }] : [];
  });
  return known.length > 0 || gateways.length > 0 ? known : [{ workload: undefined, labels: undefined }];
}

/** Whether the sidecars of pods surely let through what the mesh does not know. The pods' own Sidecar says so before the mesh does. */
export function letsUnknownThrough({ lookup, world, virtualService: { namespace } }: Subject, { labels }: Pods): boolean {
  const proxy = { type: 'sidecar', namespace, labels: labels ?? new Map<string, string>() } as const;
  const sidecar = sidecarFor(world, proxy);
  if (sidecar !== undefined && !isCertain(sidecar)) return false;
  // Pods that nobody knows may be those that such a Sidecar is for.
  if (labels === undefined && lookup.all(selectingSidecars, namespace).some(saysItself)) return false;
  const isSaid = sidecar !== undefined && saysItself(sidecar);
  return createScope(world, proxy).allowsAny && (isSaid || !world.mesh.isDisputed('outboundTrafficPolicy'));
}

function saysItself({ root }: Resource): boolean {
  return root.at('spec', 'outboundTrafficPolicy').type === 'map';
}
