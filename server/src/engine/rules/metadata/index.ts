// The rules of this family, sorted by id. A rule is listed here once; nothing else needs to know it.
import type { Rule } from '../../model/rule.ts';
import { finalizerInvalid } from './finalizer-invalid.ts';
import { istioAnnotationRefused } from './istio-annotation-refused.ts';
import { labelInvalid } from './label-invalid.ts';
import { nameInvalid } from './name-invalid.ts';
import { ownerReferenceInvalid } from './owner-reference-invalid.ts';

export const metadataRules: readonly Rule[] = [
  finalizerInvalid,
  istioAnnotationRefused,
  labelInvalid,
  nameInvalid,
  ownerReferenceInvalid,
];
