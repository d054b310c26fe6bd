import { walkOf } from '../../workspace/walk.ts';
import { resourceRule } from '../define.ts';

export const invalidValue = resourceRule({
  id: 'invalid-value',
  title: 'Value not allowed',
  severity: 'error',
  since: '0.1.0',
  docs: `The value is of the right type, but not one that the API allows here: not a word of the enumeration, outside the limits, two fields set of which only one may be, two list items with the same key. The server refuses the object.

CIDRs, ports, protocols, hosts and names have rules of their own, which say more.

**Do:** write one of the values that the message names.`,
  check(resource, report) {
    for (const { code, value, reason, other } of walkOf(resource).problems) {
      if (code !== 'invalid-value' && code !== 'duplicate-item') continue;
      const span = value.type === 'map' || value.type === 'list' ? value.keySpan : value.span;
      report({
        span, admission: 'rejected', message: `${typeof value.step === 'number' || value.step === undefined ? 'This' : value.step} ${code === 'duplicate-item' ? `cannot stand here twice: ${reason}` : reason}. The server refuses the object.`,
        ...(other === undefined ? {} : { related: [{ resource, span: other.keySpan, message: 'the first of them' }] }),
      });
    }
  },
});
