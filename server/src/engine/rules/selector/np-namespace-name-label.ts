import { renameKey } from '../../edits/map.ts';
import { replaceString } from '../../edits/scalar.ts';
import { networkPolicy } from '../../kinds/network-policy.ts';
import type { Fix } from '../../model/finding.ts';
import { directions, policyModel, rulesInForce } from '../../policy/model.ts';
import type { Requirement, Selector } from '../../policy/selector.ts';
import { nameLabel, namespaceManifests } from '../../references/peers.ts';
import { labelsAt } from '../../views/read.ts';
import { referenceRule } from '../define.ts';

/** Labels by which people take a namespace to have its name. */
const suspects: ReadonlySet<string> = new Set(['name', 'ns', 'namespace', 'app.kubernetes.io/name']);

export const npNamespaceNameLabel = referenceRule({
  id: 'np-namespace-name-label',
  title: 'Namespace selected by a label that it may not have',
  severity: 'information',
  since: '0.1.0',
  kinds: [networkPolicy],
  fixable: true,
  docs: `A \`namespaceSelector\` asks for a label such as \`name\`. A selector reads labels, not the name of the namespace, and nobody gives a namespace that label unless someone writes it down: the peer then matches nothing. Since Kubernetes 1.21 every namespace has the label \`kubernetes.io/metadata.name\` with its name.

The rule is silent where a Namespace manifest of the workspace has the label.

**Do:** write \`kubernetes.io/metadata.name\`, unless your namespaces do have that label.`,
  check(resource, lookup, report) {
    const model = policyModel(resource);
    if (model === undefined) return;
    for (const { peers } of directions.flatMap((one) => rulesInForce(model, one))) {
      for (const peer of peers) {
        if (peer.type !== 'selector' || peer.namespaces === undefined) continue;
        for (const requirement of peer.namespaces.requirements) {
          const { key, operator, at } = requirement;
          if (!suspects.has(key) || (operator !== 'In' && operator !== 'NotIn')) continue;
          if (namespaceManifests(lookup).some((one) => labelsAt(one.root.at('metadata', 'labels')).labels.has(key))) continue;
          report({
            span: at.type === 'map' ? at.at('key').span : at.keySpan,
            message: `A namespace has the label ${key} only if someone gave it one; its name is in the label ${nameLabel}, which every namespace has. Write ${nameLabel}, unless yours have ${key}.`,
            fixes: () => fixesFor(requirement, peer.namespaces),
          });
        }
      }
    }
  },
});

function fixesFor({ at }: Requirement, selector: Selector | undefined): readonly Fix[] {
  if (selector?.requirements.some(({ key }) => key === nameLabel) === true) return [];
  return [{ title: `Replace with ${nameLabel}`, edits: [at.type === 'map' ? replaceString(at.at('key'), nameLabel) : renameKey(at, nameLabel)] }];
}
