// The rules of this family, sorted by id. A rule is listed here once; nothing else needs to know it.
import type { Rule } from '../../model/rule.ts';
import { drCredentialNeedsSelector } from './dr-credential-needs-selector.ts';
import { drDuplicateHost } from './dr-duplicate-host.ts';
import { drLoadBalancerInvalid } from './dr-load-balancer-invalid.ts';
import { drLocalityInvalid } from './dr-locality-invalid.ts';
import { drNotOnLookupPath } from './dr-not-on-lookup-path.ts';
import { drOutlierInvalid } from './dr-outlier-invalid.ts';
import { drPolicyEmpty } from './dr-policy-empty.ts';
import { drPortLevelDropsTls } from './dr-port-level-drops-tls.ts';
import { drPortLevelUnknownPort } from './dr-port-level-unknown-port.ts';
import { drSubsetDefinedTwice } from './dr-subset-defined-twice.ts';
import { drSubsetDuplicate } from './dr-subset-duplicate.ts';
import { drTlsFields } from './dr-tls-fields.ts';
import { drTlsModeMissing } from './dr-tls-mode-missing.ts';
import { drTlsShadowed } from './dr-tls-shadowed.ts';
import { subsetLabelsOnExternalHost } from './subset-labels-on-external-host.ts';
import { subsetSelectsNoWorkload } from './subset-selects-no-workload.ts';
import { tlsDoubleOrigination } from './tls-double-origination.ts';
import { tlsIstioMutualExternal } from './tls-istio-mutual-external.ts';
import { tlsVerificationDisabled } from './tls-verification-disabled.ts';

export const destinationruleRules: readonly Rule[] = [
  drCredentialNeedsSelector,
  drDuplicateHost,
  drLoadBalancerInvalid,
  drLocalityInvalid,
  drNotOnLookupPath,
  drOutlierInvalid,
  drPolicyEmpty,
  drPortLevelDropsTls,
  drPortLevelUnknownPort,
  drSubsetDefinedTwice,
  drSubsetDuplicate,
  drTlsFields,
  drTlsModeMissing,
  drTlsShadowed,
  subsetLabelsOnExternalHost,
  subsetSelectsNoWorkload,
  tlsDoubleOrigination,
  tlsIstioMutualExternal,
  tlsVerificationDisabled,
];
