import type { Resource } from '../../model/resource.ts';
import { areTogether } from '../../references/together.ts';
import { defaultSidecars } from '../../workspace/indexes/sidecars.ts';
import { groupRule } from '../define.ts';

const codes = ['IST0111', 'KIA0002'];

export const sidecarMultipleDefault = groupRule({
  id: 'sidecar-multiple-default',
  title: 'Several Sidecars for all workloads of a namespace',
  severity: 'error',
  since: '0.1.0',
  codes,
  index: defaultSidecars,
  docs: `Several Sidecars of one namespace have no \`workloadSelector\`. They are not merged: Istio applies the one that was created first, and ignores the others without a word. Which one that is follows from no manifest, and changes when one is deleted and applied again.

Sidecars of different files count only where both name their namespace and nothing else has their names: files may be alternatives. They are then a warning.

**Do:** merge them into one, or select the workloads that the others are for.`,
  check(resources, report, lookup) {
    for (const resource of resources) {
      const others = resources.filter((one) => areTogether(lookup, resource, one));
      const [other] = others;
      if (other === undefined) continue;
      const sameFile = others.some(({ entry }) => entry.uri === resource.entry.uri);
      report(resource, {
        span: resource.root.at('metadata', 'name').span, codes, severity: sameFile ? 'error' : 'warning',
        message: `${nameOf(other)} is for all workloads of this namespace too, and Istio applies only the one that was created first. Merge them, or give one a workloadSelector.`,
        related: others.map((one) => ({ resource: one, span: one.root.at('metadata', 'name').span, message: 'also without workloadSelector' })),
      });
    }
  },
});

function nameOf({ kind, name }: Resource): string {
  return `${kind.kind} ${name ?? ''}`;
}
