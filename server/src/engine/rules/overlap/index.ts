// The rules of this family, sorted by id. A rule is listed here once; nothing else needs to know it.
import type { Rule } from '../../model/rule.ts';
import { cidrCoveredByUnion } from './cidr-covered-by-union.ts';
import { cidrMergeable } from './cidr-mergeable.ts';
import { cidrOverlapPorts } from './cidr-overlap-ports.ts';
import { cidrRedundantAcrossRules } from './cidr-redundant-across-rules.ts';
import { crossPolicyExceptUndone } from './cross-policy-except-undone.ts';
import { crossPolicyRedundant } from './cross-policy-redundant.ts';
import { exceptCoversAll } from './except-covers-all.ts';
import { exceptMergeable } from './except-mergeable.ts';
import { exceptPinhole } from './except-pinhole.ts';
import { exceptUndone } from './except-undone.ts';
import { ruleRedundant } from './rule-redundant.ts';
import { ruleShadowedByAllowAll } from './rule-shadowed-by-allow-all.ts';

export const overlapRules: readonly Rule[] = [
  cidrCoveredByUnion,
  cidrMergeable,
  cidrOverlapPorts,
  cidrRedundantAcrossRules,
  crossPolicyExceptUndone,
  crossPolicyRedundant,
  exceptCoversAll,
  exceptMergeable,
  exceptPinhole,
  exceptUndone,
  ruleRedundant,
  ruleShadowedByAllowAll,
];
