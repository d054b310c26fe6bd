import { fixOf } from '../../edits/fix.ts';
import { deleteBesideComments } from '../../edits/map.ts';
import { replaceString } from '../../edits/scalar.ts';
import type { Problem } from '../../model/finding.ts';
import type { Resource } from '../../model/resource.ts';
import { dictionary } from '../../text/dictionary.ts';
import { expressionsOf } from '../../workspace/selectors.ts';
import type { Value } from '../../yaml/value.ts';
import { resourceRule } from '../define.ts';
import { isMisspelt } from '../support/misspelt.ts';

/** For an operator that needs values, the one that does not; and the other way round. */
const withoutValues = dictionary<string>({ In: 'Exists', NotIn: 'DoesNotExist' });
const withValues = dictionary<string>({ Exists: 'In', DoesNotExist: 'NotIn' });

export const selectorValuesMismatch = resourceRule({
  id: 'selector-values-mismatch',
  title: 'Values do not fit the operator',
  severity: 'error',
  since: '0.1.0',
  fixable: true,
  docs: `\`In\` and \`NotIn\` compare a label with the list in \`values\`, which must not be empty; \`Exists\` and \`DoesNotExist\` only ask whether the label is there, and must have no \`values\`. The API server refuses the rest.

**Do:** write the values, take the operator that needs none, or delete \`values\`.`,
  check(resource, report) {
    for (const expression of expressionsOf(resource)) {
      const operator = expression.at('operator').string ?? '';
      const found = operator in withoutValues ? lacking(expression, operator, resource) : operator in withValues ? superfluous(expression, operator) : undefined;
      if (found !== undefined) report({ ...found, admission: 'rejected' });
    }
  },
});

/** `In` and `NotIn` without values. */
function lacking(expression: Value, name: string, resource: Resource): Problem | undefined {
  const [operator, values] = [expression.at('operator'), expression.at('values')];
  const isEmpty = values.type === 'missing' || values.type === 'null' || (values.type === 'list' && values.items().length === 0);
  if (!isEmpty || expression.hasUnknownEntries || isMisspelt(resource, expression, 'values')) return undefined;
  const instead = withoutValues[name] ?? '';
  return {
    span: values.exists ? values.keySpan : operator.span,
    message: `${name} compares the label with a list of values, and there are none. The API server refuses the object. Write the values, or ${instead} to ask only whether the label is there.`,
    fixes: () => fixOf(`Replace ${name} by ${instead}`, values.exists ? [replaceString(operator, instead), deleteBesideComments(values)] : replaceString(operator, instead)),
  };
}

/** `Exists` and `DoesNotExist` with values. */
function superfluous(expression: Value, name: string): Problem | undefined {
  const [operator, values] = [expression.at('operator'), expression.at('values')];
  if (values.items().length === 0) return undefined;
  const instead = withValues[name] ?? '';
  return {
    span: values.keySpan,
    message: `${name} only asks whether the label is there and takes no values. The API server refuses the object. Delete values, or write ${instead} to compare.`,
    fixes: () => [...fixOf('Delete values', deleteBesideComments(values)), { title: `Replace ${name} by ${instead}`, edits: [replaceString(operator, instead)] }],
  };
}
