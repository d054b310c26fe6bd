// The rules of this family, sorted by id. A rule is listed here once; nothing else needs to know it.
import type { Rule } from '../../model/rule.ts';
import { duplicateResource } from './duplicate-resource.ts';

export const resourceRules: readonly Rule[] = [
  duplicateResource,
];
