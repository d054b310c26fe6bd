import { fieldsOf } from '../../workspace/walk.ts';
import type { Resource } from '../../model/resource.ts';
import type { Value } from '../../yaml/value.ts';
import { resourceRule } from '../define.ts';

export const yamlBooleanKey = resourceRule({
  id: 'yaml-boolean-key',
  title: 'Key that Kubernetes reads as a boolean or number',
  severity: 'warning',
  since: '0.1.0',
  fixable: true,
  docs: `Kubernetes reads YAML 1.1, where an unquoted \`on\`, \`yes\`, \`y\` or \`true\` is a boolean, as a key too: a label \`on: web\` becomes the label \`true\`, and a selector looks for that. A key such as \`010\` becomes \`8\`, \`1.0\` becomes \`1\`. Nobody is told.

The rule looks at labels, annotations and selectors, whose keys are free. Elsewhere such a key is an unknown field.

**Do:** put the key in quotes.`,
  check(resource, report) {
    for (const map of freeMaps(resource)) {
      for (const entry of map.entries()) {
        const { keyScalar, keySource = '' } = entry;
        if (entry.parent !== map || typeof keyScalar === 'string' || keyScalar === undefined || String(keyScalar) === keySource) continue;
        const quoted = JSON.stringify(keySource);
        report({
          span: entry.keySpan, message: `Kubernetes reads the key ${keySource} as ${String(keyScalar)}, so what is set here is ${JSON.stringify(String(entry.step))}. Write ${quoted}, in quotes.`,
          fixes: () => [{ title: `Write ${quoted}`, preferred: true, edits: [{ span: entry.keySpan, newText: quoted }] }],
        });
      }
    }
  },
});

function freeMaps(resource: Resource): readonly Value[] {
  const labels = fieldsOf(resource, 'labels').map(({ value }) => value);
  return [...new Set([...labels, resource.root.at('metadata', 'annotations')])].filter((map) => !map.isAlias);
}
