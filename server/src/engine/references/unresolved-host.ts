import { destinationRule } from '../kinds/destination-rule.ts';
import { serviceEntry } from '../kinds/service-entry.ts';
import { service } from '../kinds/service.ts';
import { virtualService } from '../kinds/virtual-service.ts';
import type { Related, Severity } from '../model/finding.ts';
import type { Resource } from '../model/resource.ts';
import type { Lookup } from '../model/rule.ts';
import { destinationRuleView } from '../views/destination-rule.ts';
import { virtualServiceView } from '../views/virtual-service.ts';
import { generatedGateway } from './generated-gateway.ts';
import { nearestHost, resolveHost } from './services.ts';
import type { NearMiss, ResolvedHost } from './services.ts';
import { pointTo } from './point-to.ts';
import { unresolvedSeverity } from './severity.ts';
import { isShown } from './shown.ts';
import { hasItsLike } from './together.ts';
import type { NamedTarget } from './shown.ts';

/** A host that nothing in the workspace answers to, where that is worth saying. */
export interface UnresolvedHost {
  readonly resolved: ResolvedHost;
  /** What was almost surely meant. */
  readonly meant: NearMiss | undefined;
  readonly severity: Severity;
  /** The place of what was meant. */
  readonly related: readonly Related[];
}

/** Looks for what a host in a resource stands for; `undefined` where there is something, or nothing to say. */
export function unresolvedHost(lookup: Lookup, resource: Resource, host: string): UnresolvedHost | undefined {
  const resolved = resolveHost(lookup, host, resource.namespace);
  if (resolved.targets.length > 0 || resolved.knownPorts !== undefined || resolved.uncertain) return undefined;
  // Istio makes the Service of a Gateway of the Gateway API.
  if (resolved.service !== undefined && generatedGateway(lookup, resolved.service.name, resolved.service.namespace) !== undefined) return undefined;
  const near = nearestHost(lookup, resolved);
  const meant = near?.why === 'namespace' && hasItsLike(lookup, near.target.namespace, resource) ? undefined : near;
  const severity = unresolvedSeverity(lookup, resource, { nearMiss: meant !== undefined, couldBeHere: () => couldHoldTarget(lookup, resource, resolved) });
  return severity === undefined ? undefined : { resolved, meant, severity, related: meant === undefined ? [] : [pointTo(meant.target)] };
}

/** Whether the workspace shows what there is where a host would be: the Services of its namespace, or the ServiceEntries of the resource's. */
export function couldHoldTarget(lookup: Lookup, resource: Resource, { service: cluster }: ResolvedHost): boolean {
  return isShown(lookup, resource, cluster === undefined ? serviceEntry : service, cluster === undefined ? resource.namespace : cluster.namespace, (peer) =>
    hostsNamedBy(peer).map((host) => resolveHost(lookup, host, peer.namespace)).filter((one) => one.service?.namespace === cluster?.namespace && (one.service === undefined) === (cluster === undefined)).map(asTarget));
}

function asTarget({ host, targets, knownPorts, uncertain }: ResolvedHost): NamedTarget {
  return { name: host, found: targets.length > 0 || knownPorts !== undefined || uncertain };
}

function hostsNamedBy(resource: Resource): readonly string[] {
  if (resource.kind === destinationRule) return [destinationRuleView(resource).host.text ?? []].flat();
  return resource.kind === virtualService ? virtualServiceView(resource).routes.flatMap(({ destinations }) => destinations.flatMap(({ host: { text } }) => text ?? [])) : [];
}
