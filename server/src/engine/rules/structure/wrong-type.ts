import { walkOf } from '../../workspace/walk.ts';
import { resourceRule } from '../define.ts';

export const wrongType = resourceRule({
  id: 'wrong-type',
  title: 'Value of the wrong type',
  severity: 'error',
  since: '0.1.0',
  docs: `The field holds a list where the API wants a map, a number where it wants a string, and so on. The server cannot decode the object and refuses it.

Mind what YAML makes of unquoted words: \`80\` is a number, \`yes\`, \`on\` and \`true\` are booleans, and a key without a value is null. Istio's kinds refuse null wherever the field's type is another.

**Do:** quote a label value that looks like a number or a boolean; write a list item with a dash; delete a key that has no value.`,
  check(resource, report) {
    for (const { code, value, reason } of walkOf(resource).problems) {
      if (code !== 'wrong-type') continue;
      const onLine = value.type === 'map' || value.type === 'list' ? value.keySpan : value.span;
      report({ span: onLine, admission: 'rejected', message: `${String(value.step ?? 'The object')} ${reason}. The server cannot read the object and refuses it.` });
    }
  },
});
