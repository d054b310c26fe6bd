import { meaningOf } from '../../schema/problem.ts';
import { walkOf } from '../../workspace/walk.ts';
import { istioValidationCode } from '../support/istio-code.ts';
import { resourceRule } from '../define.ts';

export const missingField = resourceRule({
  id: 'missing-field',
  title: 'Required field missing',
  severity: 'error',
  since: '0.1.0',
  codes: ['IST0106'],
  docs: `A field that the API demands is not there. The server refuses the object.

A field whose name is misspelt is reported as what it is, not as missing. An object that merges something unknown (\`<<: *elsewhere\`) is left alone.

**Do:** add the field that the message names.`,
  check(resource, report) {
    for (const { code, value, schema, names = [], reason } of walkOf(resource).problems) {
      // A range that is not there is cidr-required, which says what it would stand for.
      // So is a port without a value (port-out-of-range), which counts as 0.
      const elsewhere = value.type === 'null' ? ['cidr', 'port'] : ['cidr'];
      const isElsewhere = names.every((name) => elsewhere.includes(meaningOf(schema.properties?.[name] ?? {}).meaning));
      if (code === 'missing-field' && !isElsewhere) report({ span: value.keySpan, admission: 'rejected', ...istioValidationCode(resource), message: `${reason}: the server refuses the object without ${names.length > 1 ? 'them' : 'it'}.` });
    }
  },
});
