// The rules of this family, sorted by id. A rule is listed here once; nothing else needs to know it.
import type { Rule } from '../../model/rule.ts';
import { apiVersion } from './api-version.ts';
import { invalidValue } from './invalid-value.ts';
import { missingField } from './missing-field.ts';
import { unknownField } from './unknown-field.ts';
import { wrongType } from './wrong-type.ts';

export const structureRules: readonly Rule[] = [
  apiVersion,
  invalidValue,
  missingField,
  unknownField,
  wrongType,
];
