// The rules of this family, sorted by id. A rule is listed here once; nothing else needs to know it.
import type { Rule } from '../../model/rule.ts';
import { unusedSuppression } from './unused-suppression.ts';
import { yamlBooleanKey } from './yaml-boolean-key.ts';
import { yamlDuplicateKey } from './yaml-duplicate-key.ts';
import { yamlIpv6Flow } from './yaml-ipv6-flow.ts';
import { yamlMergeOrder } from './yaml-merge-order.ts';
import { yamlOctalNumber } from './yaml-octal-number.ts';
import { yamlSyntax } from './yaml-syntax.ts';

export const yamlRules: readonly Rule[] = [
  unusedSuppression,
  yamlBooleanKey,
  yamlDuplicateKey,
  yamlIpv6Flow,
  yamlMergeOrder,
  yamlOctalNumber,
  yamlSyntax,
];
