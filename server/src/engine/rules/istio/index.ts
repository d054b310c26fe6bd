// The rules of this family, sorted by id. A rule is listed here once; nothing else needs to know it.
import type { Rule } from '../../model/rule.ts';
import { connectionPoolInvalid } from './connection-pool-invalid.ts';
import { durationPrecision } from './duration-precision.ts';
import { exportToInvalid } from './export-to-invalid.ts';
import { exportToUnknownNamespace } from './export-to-unknown-namespace.ts';
import { gatewayRefInvalid } from './gateway-ref-invalid.ts';
import { gatewayRefLegacy } from './gateway-ref-legacy.ts';
import { istioLabelInvalid } from './istio-label-invalid.ts';
import { regexInvalid } from './regex-invalid.ts';
import { workloadSelectorInvalid } from './workload-selector-invalid.ts';

export const istioRules: readonly Rule[] = [
  connectionPoolInvalid,
  durationPrecision,
  exportToInvalid,
  exportToUnknownNamespace,
  gatewayRefInvalid,
  gatewayRefLegacy,
  istioLabelInvalid,
  regexInvalid,
  workloadSelectorInvalid,
];
