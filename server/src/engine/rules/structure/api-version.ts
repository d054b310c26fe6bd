import { classify } from '../../kinds/classify.ts';
import { objectsOf } from '../../workspace/manifest.ts';
import { documentRule } from '../define.ts';

export const apiVersion = documentRule({
  id: 'api-version',
  title: 'No such kind in this apiVersion',
  severity: 'error',
  since: '0.1.0',
  fixable: true,
  docs: `\`apiVersion\` and \`kind\` together say what an object is. The rule reports a kind or a version that does not exist in the groups \`networking.k8s.io\`, \`networking.istio.io\`, \`security.istio.io\` and the core group, one of the egress kinds in a group that is not its own, and an egress kind whose \`apiVersion\` (or whose \`kind\`) is missing. The server answers "no matches for kind" and applies nothing.

Kinds of other groups that share a name (\`Gateway\` of the Gateway API, \`NetworkPolicy\` of Calico or Antrea, \`Service\` of Knative) are left alone.

**Do:** write the apiVersion that the message names.`,
  check(document, report) {
    for (const object of objectsOf(document)) {
      const found = classify(object);
      if (found.type !== 'unknown') continue;
      const { at, reason, instead } = found;
      report({
        span: at.exists ? at.span : object.keySpan, admission: 'rejected', message: `${reason}. The server refuses the object.`,
        ...(instead !== undefined && at.exists && at.type === 'string' ? { fixes: () => [{ title: `Replace by ${instead}`, preferred: true, edits: [{ span: at.span, newText: instead }] }] } : {}),
      });
    }
  },
});
