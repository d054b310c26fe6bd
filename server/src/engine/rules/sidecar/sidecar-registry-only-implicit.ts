import { addFieldBefore, replaceData } from '../../edits/data.ts';
import { fixOf } from '../../edits/fix.ts';
import { sidecar } from '../../kinds/sidecar.ts';
import type { Edit } from '../../model/finding.ts';
import type { Value } from '../../yaml/value.ts';
import { deletion } from '../support/remove.ts';
import { resourceRule } from '../define.ts';

export const sidecarRegistryOnlyImplicit = resourceRule({
  id: 'sidecar-registry-only-implicit',
  title: 'Policy for outgoing traffic without a mode',
  severity: 'warning',
  since: '0.1.0',
  codes: ['KIA1007'],
  kinds: [sidecar],
  fixable: true,
  docs: `\`outboundTrafficPolicy\` stands in a Sidecar without a \`mode\`. That does not mean the mode of the mesh: the zero value of the enumeration is \`REGISTRY_ONLY\`, so the workloads reach no host that is not a Service or ServiceEntry. HTTP requests to others get 502, other connections are closed.

**Do:** write the mode that is meant, or delete the field to have the mesh's.`,
  check(resource, report) {
    const policy = resource.root.at('spec', 'outboundTrafficPolicy');
    if (policy.type !== 'map' || policy.hasUnknownEntries || policy.at('mode').exists) return;
    // Istio refuses `egressProxy` without ALLOW_ANY, and the finding there says so.
    if (policy.at('egressProxy').exists) return;
    report({
      span: policy.keySpan,
      message: 'Without mode this means REGISTRY_ONLY, not the default of the mesh: hosts that are no Service and no ServiceEntry cannot be reached. Write the mode that is meant, or delete the field.',
      fixes: () => [...['REGISTRY_ONLY', 'ALLOW_ANY'].flatMap((mode) => fixOf(`Write mode: ${mode}`, withMode(policy, mode))), ...deletion(policy)],
    });
  },
});

function withMode(policy: Value, mode: string): Edit | undefined {
  const [first] = policy.entries();
  return first === undefined ? replaceData(policy, { mode }) : addFieldBefore(first, 'mode', mode);
}
