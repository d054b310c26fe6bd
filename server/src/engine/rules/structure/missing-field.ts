import { walkOf } from '../../workspace/walk.ts';
import { resourceRule } from '../define.ts';

export const missingField = resourceRule({
  id: 'missing-field',
  title: 'Required field missing',
  severity: 'error',
  since: '0.1.0',
  docs: `A field that the API demands is not there. The server refuses the object.

**Do:** add the field that the message names.`,
  check(resource, report) {
    for (const { code, value, name, reason } of walkOf(resource).problems) {
      if (code === 'missing-field' && name !== undefined) report({ span: value.keySpan, admission: 'rejected', message: `${reason}: the server refuses the object without it.` });
    }
  },
});
