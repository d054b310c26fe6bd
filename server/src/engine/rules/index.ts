// All rules, sorted by id. A rule is listed here once; nothing else needs to know it.
import type { Rule } from '../model/rule.ts';
import { apiVersion } from './structure/api-version.ts';
import { invalidValue } from './structure/invalid-value.ts';
import { missingField } from './structure/missing-field.ts';
import { unknownField } from './structure/unknown-field.ts';
import { unusedSuppression } from './yaml/unused-suppression.ts';
import { wrongType } from './structure/wrong-type.ts';
import { yamlDuplicateKey } from './yaml/yaml-duplicate-key.ts';
import { yamlSyntax } from './yaml/yaml-syntax.ts';

export const rules: readonly Rule[] = [
  apiVersion,
  invalidValue,
  missingField,
  unknownField,
  unusedSuppression,
  wrongType,
  yamlDuplicateKey,
  yamlSyntax,
];
