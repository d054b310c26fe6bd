import type { Related } from '../model/finding.ts';
import type { Resource } from '../model/resource.ts';

/** The name of a resource, as a place that explains a finding. */
export function pointTo(target: Resource): Related {
  return { resource: target, span: target.root.at('metadata', 'name').span, message: `${target.kind.kind} ${target.name ?? ''}` };
}
