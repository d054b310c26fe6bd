import type { SchemaProblem } from '../../schema/problem.ts';
import { walkOf } from '../../workspace/walk.ts';
import { resourceRule } from '../define.ts';

export const unknownField = resourceRule({
  id: 'unknown-field',
  title: 'No such field',
  severity: 'error',
  since: '0.1.0',
  fixable: true,
  docs: `The object has no field of this name at this place. \`kubectl apply\` validates strictly and refuses the manifest; other clients let the server drop the field, and what it was to restrict stays open.

Names are case-sensitive (\`podselector\` is not \`podSelector\`), and a field one level too high or too low is an unknown field too: \`cidr\` belongs under \`ipBlock\`, \`matchLabels\` under a selector.

**Do:** take the suggested name, or indent the field under the one it belongs to.`,
  check(resource, report) {
    for (const problem of walkOf(resource).problems) {
      if (problem.code !== 'unknown-field') continue;
      const { value, meant } = problem;
      report({
        span: value.keySpan, admission: 'rejected', message: `There is no field ${String(value.step)} here: the server refuses the object, or drops the field without a word.${hintFor(problem)}`,
        ...(meant === undefined || value.parent?.isAlias === true ? {} : { fixes: () => [{ title: `Rename to ${meant}`, preferred: true, edits: [{ span: value.keySpan, newText: meant }] }] }),
      });
    }
  },
});

function hintFor({ meant, under }: SchemaProblem): string {
  if (meant !== undefined) return ` Did you mean ${meant}?`;
  return under === undefined ? '' : ` It belongs one level deeper, under ${under}.`;
}
