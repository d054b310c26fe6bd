import { unusedSuppressionId } from '../../suppress.ts';
import { documentRule } from '../define.ts';

export const unusedSuppression = documentRule({
  id: unusedSuppressionId,
  title: 'Suppressing comment without effect',
  severity: 'hint',
  since: '0.1.0',
  fixable: true,
  docs: `A comment \`# egress-lint-disable…\` stands where none of the rules it names has anything to report.

Such a comment is mostly left over from a mistake that has since been mended, or its rule is misspelt. It hides the next mistake of that kind.

**Do:** delete the comment, or write the rule's id as the finding shows it.`,
  // Found where all findings of a document are known: see assemble.ts.
  check: () => undefined,
});
