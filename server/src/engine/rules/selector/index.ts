// The rules of this family, sorted by id. A rule is listed here once; nothing else needs to know it.
import type { Rule } from '../../model/rule.ts';
import { npNamespaceNameLabel } from './np-namespace-name-label.ts';
import { npPeerMatchesNothing } from './np-peer-matches-nothing.ts';
import { npSelectsHostNetwork } from './np-selects-host-network.ts';
import { npSelectsNoWorkload } from './np-selects-no-workload.ts';
import { selectorOperatorInvalid } from './selector-operator-invalid.ts';
import { selectorUnsatisfiable } from './selector-unsatisfiable.ts';
import { selectorValuesMismatch } from './selector-values-mismatch.ts';
import { workloadSelectorNoWorkload } from './workload-selector-no-workload.ts';

export const selectorRules: readonly Rule[] = [
  npNamespaceNameLabel,
  npPeerMatchesNothing,
  npSelectsHostNetwork,
  npSelectsNoWorkload,
  selectorOperatorInvalid,
  selectorUnsatisfiable,
  selectorValuesMismatch,
  workloadSelectorNoWorkload,
];
