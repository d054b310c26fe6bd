import type { Resource } from '../../model/resource.ts';
import type { Lookup } from '../../model/rule.ts';
import { implies, readLabels } from '../../policy/selector.ts';
import type { Selector } from '../../policy/selector.ts';
import { podsSelected } from '../../references/pods.ts';
import { areTogether } from '../../references/together.ts';
import { selectingSidecars } from '../../workspace/indexes/sidecars.ts';
import { selectorText } from '../support/pods.ts';
import { groupRule } from '../define.ts';

const codes = ['IST0110', 'KIA0003'];

export const sidecarSelectorConflict = groupRule({
  id: 'sidecar-selector-conflict',
  title: 'Several Sidecars that select the same pods',
  severity: 'warning',
  since: '0.1.0',
  codes,
  index: selectingSidecars,
  docs: `Two Sidecars of one namespace select the same pods by their \`workloadSelector\`. They are not merged, and the one with more labels does not come first: Istio applies the one that was created first, and ignores the other for these pods without a word. Which one that is follows from no manifest.

It is reported where a workload of the workspace is selected by both, and where all pods that one selects are selected by the other too. A Sidecar without a selector is for the pods that no other selects, and no conflict.

**Do:** select different pods, or merge them into one.`,
  check(resources, report, lookup) {
    const all = resources.map((resource) => describe(lookup, resource));
    for (const one of all) {
      const others = all.flatMap((other) => {
        const what = other === one ? undefined : shared(one, other);
        return what !== undefined && areTogether(lookup, one.resource, other.resource) ? [{ ...other, what }] : [];
      });
      const [other] = others;
      if (other === undefined) continue;
      report(one.resource, {
        span: one.selector.value.keySpan, codes,
        message: `Sidecar ${other.resource.name ?? ''} selects ${other.what} too, and Istio applies only the one that was created first. Select different pods, or merge the two.`,
        related: others.map(({ resource, selector }) => ({ resource, span: selector.value.keySpan, message: 'selects the same pods' })),
      });
    }
  },
});

interface Selecting {
  readonly resource: Resource;
  readonly selector: Selector;
  readonly workloads: readonly Resource[];
}

function describe(lookup: Lookup, resource: Resource): Selecting {
  const selector = readLabels(resource.root.at('spec', 'workloadSelector', 'labels'));
  return { resource, selector, workloads: podsSelected(lookup, resource.namespace, selector).workloads };
}

/** What two Sidecars both select, in words. */
function shared(one: Selecting, other: Selecting): string | undefined {
  const workload = one.workloads.find((each) => other.workloads.includes(each));
  if (workload !== undefined) return `the pods of ${workload.kind.kind} ${workload.name ?? ''}`;
  if (implies(one.selector, other.selector)) return 'all of these pods';
  return implies(other.selector, one.selector) ? `pods with ${selectorText(other.selector)}, which are among these,` : undefined;
}
