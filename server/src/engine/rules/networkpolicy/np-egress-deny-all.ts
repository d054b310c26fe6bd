import { networkPolicy } from '../../kinds/network-policy.ts';
import type { Resource } from '../../model/resource.ts';
import type { Lookup } from '../../model/rule.ts';
import { policyModel, rulesInForce } from '../../policy/model.ts';
import type { PolicyModel } from '../../policy/model.ts';
import { implies } from '../../policy/selector.ts';
import { folderOf } from '../../text/uri.ts';
import { policyByNamespace } from '../../workspace/indexes/policies.ts';
import { referenceRule } from '../define.ts';

const namedSo = /deny|isolat|block|lockdown|quarantine|no-egress/i;
const shown = 3;

export const npEgressDenyAll = referenceRule({
  id: 'np-egress-deny-all',
  title: 'Policy that denies all egress',
  severity: 'information',
  since: '0.1.0',
  kinds: [networkPolicy],
  docs: `The policy is about egress and has no egress rule, so it denies its pods all outgoing traffic, DNS included, unless another policy allows some. That is what a default-deny policy does, and also what is left when \`egress\` was forgotten.

The rule is silent where the name says that it is meant: \`deny\`, \`isolate\`, \`block\` and the like.

**Do:** nothing if it is meant; a name that says so helps the next reader. Otherwise add the rules.`,
  check(resource, lookup, report) {
    const model = policyModel(resource);
    const spec = resource.root.at('spec');
    if (model === undefined || !model.isolates.egress || model.rules.some(({ direction }) => direction === 'egress')) return;
    if (namedSo.test(resource.name ?? '') || spec.at('egress').type === 'unknown' || spec.hasUnknownEntries) return;
    const types = spec.at('policyTypes').items();
    if (types.some((type) => type.type === 'unknown')) return;
    const at = types.find((type) => type.string === 'Egress');
    if (at === undefined) return;
    const others = allowing(lookup, model);
    const names = others.slice(0, shown).map((one) => one.name ?? '');
    report({
      span: at.span, related: others.slice(0, shown).map((one) => ({ resource: one, span: one.root.at('metadata', 'name').span, message: 'allows some egress of these pods' })),
      message: names.length === 0
        ? 'This policy has no egress rule, so its pods may send nothing, not even ask DNS, unless another policy allows it. Add rules, or give it a name that says deny.'
        : `This policy has no egress rule, so its pods may send only what others allow: ${names.join(', ')}${others.length > shown ? ' and more' : ''}. Add rules, or give it a name that says deny.`,
    });
  },
});

/** The policies with egress rules that are for all pods of this one, or for a part of them. */
function allowing(lookup: Lookup, { resource, podSelector }: PolicyModel): readonly Resource[] {
  if (podSelector === undefined) return [];
  return lookup.all(policyByNamespace, resource.namespace ?? `in ${folderOf(resource.entry.uri)}`).filter((other) => {
    const model = other === resource || other.name === undefined ? undefined : policyModel(other);
    if (model?.podSelector === undefined || rulesInForce(model, 'egress').length === 0) return false;
    return implies(podSelector, model.podSelector) || implies(model.podSelector, podSelector);
  });
}
