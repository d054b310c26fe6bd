import type { Rule } from '../../model/rule.ts';
import { gatewayapiBackendInvalid } from './gatewayapi-backend-invalid.ts';
import { gatewayapiBackendNotFound } from './gatewayapi-backend-not-found.ts';
import { gatewayapiBackendWithoutAddress } from './gatewayapi-backend-without-address.ts';
import { gatewayapiCaCertificateNotFound } from './gatewayapi-ca-certificate-not-found.ts';
import { gatewayapiClassMisspelt } from './gatewayapi-class-misspelt.ts';
import { gatewayapiListenerConflict } from './gatewayapi-listener-conflict.ts';
import { gatewayapiListenerMismatch } from './gatewayapi-listener-mismatch.ts';
import { gatewayapiListenerUnsupported } from './gatewayapi-listener-unsupported.ts';
import { gatewayapiParentNotFound } from './gatewayapi-parent-not-found.ts';
import { gatewayapiPolicyConflict } from './gatewayapi-policy-conflict.ts';
import { gatewayapiPolicyDoubleTls } from './gatewayapi-policy-double-tls.ts';
import { gatewayapiPolicyTargetNotFound } from './gatewayapi-policy-target-not-found.ts';
import { gatewayapiPortNotFound } from './gatewayapi-port-not-found.ts';
import { gatewayapiReferenceNotGranted } from './gatewayapi-reference-not-granted.ts';

export const gatewayapiRules: readonly Rule[] = [
  gatewayapiBackendInvalid,
  gatewayapiBackendNotFound,
  gatewayapiBackendWithoutAddress,
  gatewayapiCaCertificateNotFound,
  gatewayapiClassMisspelt,
  gatewayapiListenerConflict,
  gatewayapiListenerMismatch,
  gatewayapiListenerUnsupported,
  gatewayapiParentNotFound,
  gatewayapiPolicyConflict,
  gatewayapiPolicyDoubleTls,
  gatewayapiPolicyTargetNotFound,
  gatewayapiPortNotFound,
  gatewayapiReferenceNotGranted,
];
