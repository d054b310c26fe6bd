import { replaceString } from '../../edits/scalar.ts';
import { dictionary } from '../../text/dictionary.ts';
import { nearest } from '../../text/nearest.ts';
import { expressionsOf } from '../../workspace/selectors.ts';
import { resourceRule } from '../define.ts';

const operators = ['In', 'NotIn', 'Exists', 'DoesNotExist'];

/** What other systems and languages call them. */
const synonyms = dictionary<string>({
  '=': 'In', '==': 'In', 'equals': 'In', 'equal': 'In', 'eq': 'In', 'is': 'In', 'oneof': 'In',
  '!=': 'NotIn', 'notequals': 'NotIn', 'notequal': 'NotIn', 'ne': 'NotIn', 'not in': 'NotIn', 'not-in': 'NotIn', 'not_in': 'NotIn',
  'notexists': 'DoesNotExist', 'notexist': 'DoesNotExist', 'doesnotexists': 'DoesNotExist', 'exist': 'Exists',
});

export const selectorOperatorInvalid = resourceRule({
  id: 'selector-operator-invalid',
  title: 'No such operator of a selector',
  severity: 'error',
  since: '0.1.0',
  fixable: true,
  docs: `An expression of a label selector compares one label by \`In\`, \`NotIn\`, \`Exists\` or \`DoesNotExist\`, spelled exactly so. The API server refuses any other word. \`Gt\` and \`Lt\` exist for node affinity only.

An item of \`matchExpressions\` without a value has no operator either, and is refused.

**Do:** take the operator that the fix names. A comparison with one value is \`In\` with a list of one.`,
  check(resource, report) {
    for (const expression of expressionsOf(resource)) {
      if (expression.type === 'null') {
        report({ span: expression.keySpan, admission: 'rejected', message: 'This expression is empty: it has no key and no operator, and the API server refuses the object. Write the expression, or delete the item.' });
        continue;
      }
      const field = expression.at('operator');
      const { string } = field;
      if (string === undefined || operators.includes(string)) continue;
      const word = string.trim().toLowerCase();
      const meant = operators.find((operator) => operator.toLowerCase() === word) ?? synonyms[word] ?? nearest(string, operators);
      report({
        span: field.span, admission: 'rejected',
        message: `${field.source} is not an operator of a label selector: they are In, NotIn, Exists and DoesNotExist. The API server refuses the object.${meant === undefined ? '' : ` Write ${meant}.`}`,
        fixes: () => (meant === undefined || field.isAlias ? [] : [{ title: `Replace with ${meant}`, preferred: true, edits: [replaceString(field, meant)] }]),
      });
    }
  },
});
