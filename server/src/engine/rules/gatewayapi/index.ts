import type { Rule } from '../../model/rule.ts';
import { gatewayapiBackendInvalid } from './gatewayapi-backend-invalid.ts';
import { gatewayapiBackendNotFound } from './gatewayapi-backend-not-found.ts';
import { gatewayapiCaCertificateNotFound } from './gatewayapi-ca-certificate-not-found.ts';
import { gatewayapiListenerConflict } from './gatewayapi-listener-conflict.ts';
import { gatewayapiListenerMismatch } from './gatewayapi-listener-mismatch.ts';
import { gatewayapiParentNotFound } from './gatewayapi-parent-not-found.ts';
import { gatewayapiPolicyConflict } from './gatewayapi-policy-conflict.ts';
import { gatewayapiPolicyDoubleTls } from './gatewayapi-policy-double-tls.ts';
import { gatewayapiPolicyTargetNotFound } from './gatewayapi-policy-target-not-found.ts';
import { gatewayapiPortNotFound } from './gatewayapi-port-not-found.ts';
import { gatewayapiReferenceNotGranted } from './gatewayapi-reference-not-granted.ts';

export const gatewayapiRules: readonly Rule[] = [
  gatewayapiBackendInvalid,
  gatewayapiBackendNotFound,
  gatewayapiCaCertificateNotFound,
  gatewayapiListenerConflict,
  gatewayapiListenerMismatch,
  gatewayapiParentNotFound,
  gatewayapiPolicyConflict,
  gatewayapiPolicyDoubleTls,
  gatewayapiPolicyTargetNotFound,
  gatewayapiPortNotFound,
  gatewayapiReferenceNotGranted,
];
