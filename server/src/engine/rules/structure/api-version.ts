import { inQuotesAt } from '../../edits/scalar.ts';
import { classify } from '../../kinds/classify.ts';
import type { Mend } from '../../kinds/classify.ts';
import type { Fix } from '../../model/finding.ts';
import { columnOf, lineBreak } from '../../text/lines.ts';
import { objectsOf } from '../../workspace/manifest.ts';
import type { Span } from '../../yaml/span.ts';
import type { Value } from '../../yaml/value.ts';
import { documentRule } from '../define.ts';

export const apiVersion = documentRule({
  id: 'api-version',
  title: 'No such kind in this apiVersion',
  severity: 'error',
  since: '0.1.0',
  fixable: true,
  docs: `\`apiVersion\` and \`kind\` together say what an object is. The server answers "no matches for kind" and applies nothing where it does not know them. The rule reports:

- a kind or a version that does not exist in the groups \`networking.k8s.io\`, \`networking.istio.io\` and \`security.istio.io\` and in the core group;
- a version that does not exist of a kind of the Gateway API;
- one of the egress kinds in a group that is not its own, or without \`apiVersion\` or \`kind\`.

Kinds of other groups that share a name (\`NetworkPolicy\` of Calico or Antrea, \`Service\` of Knative) are left alone, and so are other kinds of the Gateway API.

**Do:** write the apiVersion that the message names.`,
  check(document, report) {
    for (const object of objectsOf(document)) {
      const found = classify(object);
      if (found.type !== 'unknown') continue;
      const { span, reason, mend } = found;
      report({
        span, admission: 'rejected', message: `${reason}. The server refuses the object.`,
        ...(mend === undefined ? {} : { fixes: () => [fixBy(mend, span, object)] }),
      });
    }
  },
});

function fixBy({ text, insert }: Mend, span: Span, object: Value): Fix {
  if (insert !== true) return { title: `Replace with ${text}`, preferred: true, edits: [{ span, newText: inQuotesAt(object.document.text, span.start, text) }] };
  const start = object.keySpan.start;
  const { text: source } = object.document;
  return { title: `Add ${text}`, preferred: true, edits: [{ span: { start, end: start }, newText: `${text}${lineBreak(source)}${' '.repeat(columnOf(source, start))}` }] };
}
