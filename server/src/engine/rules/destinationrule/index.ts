// The rules of this family, sorted by id. A rule is listed here once; nothing else needs to know it.
import type { Rule } from '../../model/rule.ts';
import { drLoadBalancerInvalid } from './dr-load-balancer-invalid.ts';
import { drLocalityInvalid } from './dr-locality-invalid.ts';
import { drOutlierInvalid } from './dr-outlier-invalid.ts';
import { drPolicyEmpty } from './dr-policy-empty.ts';
import { drSubsetDuplicate } from './dr-subset-duplicate.ts';
import { drTlsFields } from './dr-tls-fields.ts';

export const destinationruleRules: readonly Rule[] = [
  drLoadBalancerInvalid,
  drLocalityInvalid,
  drOutlierInvalid,
  drPolicyEmpty,
  drSubsetDuplicate,
  drTlsFields,
];
