import { addFieldBefore } from '../../edits/data.ts';
import { replaceString } from '../../edits/scalar.ts';
import { authorizationPolicy } from '../../kinds/authorization-policy.ts';
import type { Fix, Problem } from '../../model/finding.ts';
import { walkOf } from '../../workspace/walk.ts';
import { refusedByIstio } from '../support/webhook.ts';
import type { Value } from '../../yaml/value.ts';
import { resourceRule } from '../define.ts';

export const authzTargetRef = resourceRule({
  id: 'authz-target-ref',
  title: 'Target that a policy cannot have',
  severity: 'error',
  since: '0.1.0',
  codes: ['IST0106'],
  kinds: [authorizationPolicy],
  fixable: true,
  docs: `\`targetRef\` and \`targetRefs\` name a \`Service\`, a \`ServiceEntry\` (group \`networking.istio.io\`), or a \`Gateway\` or \`GatewayClass\` of the Gateway API (group \`gateway.networking.k8s.io\`), all in the policy's own namespace. Istio refuses others.

**Do:** write the kind with its group. For a gateway of Istio's own kind use \`selector\` with the labels of its pods.`,
  check(resource, report) {
    const spec = resource.root.at('spec');
    for (const target of [spec.at('targetRef'), ...spec.at('targetRefs').items()].filter(({ type }) => type === 'map')) {
      const [kind, group] = [target.at('kind'), target.at('group')];
      // What is refused for its form is invalid-value.
      if (!walkOf(resource).problems.some(({ value }) => value === kind || value === group)) checkTarget(target, kind, group, report);
    }
  },
});

const targets: readonly { readonly kind: string; readonly groups: readonly string[] }[] = [
  { kind: 'Service', groups: ['', 'core'] },
  { kind: 'ServiceEntry', groups: ['networking.istio.io'] },
  { kind: 'Gateway', groups: ['gateway.networking.k8s.io'] },
  { kind: 'GatewayClass', groups: ['gateway.networking.k8s.io'] },
];

function checkTarget(target: Value, kind: Value, group: Value, report: (problem: Problem) => void): void {
  const groupName = group.exists ? group.string : target.hasUnknownEntries ? undefined : '';
  if (kind.string === undefined || kind.string === '' || groupName === undefined) return;
  const known = targets.find((one) => one.kind === kind.string);
  if (known?.groups.includes(groupName) === true) return;
  const wanted = known?.groups[0];
  report({
    span: known === undefined || !group.exists ? kind.span : group.span, ...refusedByIstio,
    message: `A policy cannot have ${groupName === '' ? '' : `${groupName}/`}${kind.string} as its target, and Istio refuses it. ${advice(wanted)}`,
    fixes: () => groupFixes(kind, group, wanted),
  });
}

function advice(group: string | undefined): string {
  if (group === undefined) return 'Possible are Service, ServiceEntry, and Gateway and GatewayClass of the Gateway API.';
  return group === '' ? 'Delete group.' : `Write the group ${group}.`;
}

function groupFixes(kind: Value, group: Value, wanted: string | undefined): readonly Fix[] {
  if (wanted === undefined || wanted === '') return [];
  return [{ title: `Set group to ${wanted}`, preferred: true, edits: [group.exists ? replaceString(group, wanted) : addFieldBefore(kind, 'group', wanted)] }];
}
