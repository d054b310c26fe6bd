import { networkPolicy } from '../../kinds/network-policy.ts';
import { understandCidr } from '../../net/cidr.ts';
import { containsRange } from '../../net/range.ts';
import type { CidrRange } from '../../net/range.ts';
import { blocksOf, rulesOfPolicy } from '../../policy/effect.ts';
import { resourceRule } from '../define.ts';
import { blockText } from '../support/peers.ts';

export const ipblockClusterRange = resourceRule({
  id: 'ipblock-cluster-range',
  title: 'Range of the cluster\'s own pods or Services',
  severity: 'information',
  since: '0.1.0',
  kinds: [networkPolicy],
  docs: `The block lies inside the range of the cluster's pods or Services. \`ipBlock\` is meant for addresses outside the cluster: pods get new addresses all the time, some network plugins (Cilium) do not match pods by address at all, and the address of a Service is replaced by that of a pod before most plugins look.

Speaks only where the settings \`egress.podRanges\` and \`egress.serviceRanges\` name those ranges. Silent for wider blocks that merely contain them.

**Do:** select the pods with \`podSelector\` and \`namespaceSelector\`, on the ports of the pods.`,
  check(resource, report, options) {
    const ranges = [...rangesOf(options.podRanges, 'pods'), ...rangesOf(options.serviceRanges, 'Services')];
    if (ranges.length === 0) return;
    for (const block of rulesOfPolicy(resource).flatMap(blocksOf)) {
      const around = ranges.find(({ range }) => containsRange(range, block.range));
      if (around === undefined) continue;
      const why = around.of === 'pods' ? 'pods change their addresses, and some network plugins do not match them by address' : 'most network plugins see the address of the pod behind the Service instead';
      report({ span: block.at.span, message: `${blockText(block)} lies inside ${around.range.text}, the range of the cluster's ${around.of}: ${why}. Select the pods by their labels.` });
    }
  },
});

function rangesOf(texts: readonly string[], of: 'pods' | 'Services'): readonly { readonly range: CidrRange; readonly of: 'pods' | 'Services' }[] {
  return texts.flatMap((text) => {
    const range = understandCidr(text)?.range;
    return range === undefined ? [] : [{ range, of }];
  });
}
