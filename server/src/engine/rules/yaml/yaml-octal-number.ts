import type { Schema } from '../../../../../schemas/schema.ts';
import { replaceByPlain } from '../../edits/scalar.ts';
import { fieldSchema } from '../../schema/resolve.ts';
import type { Value } from '../../yaml/value.ts';
import { resourceRule } from '../define.ts';

const octal = /^[-+]?0[0-7_]*[0-7]$/;

export const yamlOctalNumber = resourceRule({
  id: 'yaml-octal-number',
  title: 'Number that Kubernetes reads as octal',
  severity: 'warning',
  since: '0.1.0',
  fixable: true,
  docs: `Kubernetes reads YAML 1.1, where an unquoted number that starts with a zero is octal: \`port: 0443\` is port 291. Editors and most other tools read YAML 1.2, where it is 443, so they show nothing wrong. The server accepts the number that was not meant.

Numbers with an 8 or a 9 (\`080\`) are decimal, and \`0x50\`, \`0o17\` and \`0b11\` say what they are: of those nothing is reported. Where text is wanted, a number is of the wrong type anyway (\`wrong-type\`).

**Do:** drop the zeros, or write the decimal number if the octal one was meant.`,
  check(resource, report) {
    const { schema } = resource.kind;
    if (schema === undefined || !/(?:^|[\s,[{])[-+]?0[0-7_]/m.test(resource.entry.document.text)) return;
    for (const value of octals(resource.root, schema)) {
      const decimal = value.source.replace(/^([-+]?)[0_]+(?=.)/, '$1').replaceAll('_', '');
      const read = String(value.number);
      if (decimal === read) continue;
      report({
        span: value.span, message: `Kubernetes reads ${value.source} as octal, which is ${read}, and applies that without a word. Write ${decimal}, or ${read} if that is meant.`,
        fixes: () => (value.isAlias ? [] : [
          { title: `Write ${decimal}, without the zero`, edits: [replaceByPlain(value, decimal)] },
          { title: `Write ${read}, as Kubernetes reads it`, edits: [replaceByPlain(value, read)] },
        ]),
      });
    }
  },
});

/** The octal numbers that stand where a number is expected. */
function octals(root: Value, schema: Schema): readonly Value[] {
  const found: Value[] = [];
  const pending: { readonly value: Value; readonly at: Schema }[] = [{ value: root, at: schema }];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { value, at } = next;
    if (at['x-any'] === true || value.isAlias) continue;
    if (isNumeric(at) && value.isPlain && value.type === 'number' && octal.test(value.source)) found.push(value);
    for (const child of value.children()) {
      const below = value.type === 'list' ? at.items : fieldSchema(at, String(child.step));
      if (below !== undefined && child.parent === value) pending.push({ value: child, at: below });
    }
  }
  return found.sort((a, b) => a.span.start - b.span.start);
}

function isNumeric({ type, 'x-int-or-string': isEither }: Schema): boolean {
  return isEither === true || type === 'integer' || type === 'number';
}
