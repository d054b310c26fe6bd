import { walkOf } from '../../workspace/walk.ts';
import { nearest } from '../../text/nearest.ts';
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
    for (const { code, value, schema } of walkOf(resource).problems) {
      if (code !== 'unknown-field') continue;
      const name = String(value.step);
      const fields = Object.keys(schema.properties ?? {});
      const meant = nearest(name, fields.filter((field) => !value.parent?.at(field).exists));
      const holder = meant === undefined ? fields.find((field) => schema.properties?.[field]?.properties?.[name] !== undefined) : undefined;
      const hint = meant !== undefined ? ` Did you mean ${meant}?` : holder !== undefined ? ` It belongs one level deeper, under ${holder}.` : '';
      report({
        span: value.keySpan, admission: 'rejected', message: `There is no field ${name} here: the server refuses the object, or drops the field without a word.${hint}`,
        ...(meant === undefined ? {} : { fixes: () => [{ title: `Rename to ${meant}`, preferred: true, edits: [{ span: value.keySpan, newText: meant }] }] }),
      });
    }
  },
});
