import type { Related, Severity } from '../model/finding.ts';
import type { Resource } from '../model/resource.ts';
import type { Lookup } from '../model/rule.ts';
import { couldHoldTarget, nearestHost, resolveHost } from './services.ts';
import type { NearMiss, ResolvedHost } from './services.ts';
import { unresolvedSeverity } from './severity.ts';

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
  const meant = nearestHost(lookup, resolved);
  const severity = unresolvedSeverity(lookup, resource, { nearMiss: meant !== undefined, couldBeHere: couldHoldTarget(lookup, resolved, resource) });
  return severity === undefined ? undefined : { resolved, meant, severity, related: meant === undefined ? [] : [pointTo(meant.target)] };
}

function pointTo(target: Resource): Related {
  return { resource: target, span: target.root.at('metadata', 'name').span, message: `${target.kind.kind} ${target.name ?? ''}` };
}
