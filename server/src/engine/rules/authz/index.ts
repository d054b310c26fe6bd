// The rules of this family, sorted by id. A rule is listed here once; nothing else needs to know it.
import type { Rule } from '../../model/rule.ts';
import { authzCustomUnsupported } from './authz-custom-unsupported.ts';
import { authzDenyHttpOnly } from './authz-deny-http-only.ts';
import { authzIpBlocksCancelled } from './authz-ip-blocks-cancelled.ts';
import { authzMethodUnknown } from './authz-method-unknown.ts';
import { authzSyntax } from './authz-syntax.ts';
import { authzTargetRef } from './authz-target-ref.ts';
import { authzValueInvalid } from './authz-value-invalid.ts';
import { authzWhenKeyUnknown } from './authz-when-key-unknown.ts';

export const authzRules: readonly Rule[] = [
  authzCustomUnsupported,
  authzDenyHttpOnly,
  authzIpBlocksCancelled,
  authzMethodUnknown,
  authzSyntax,
  authzTargetRef,
  authzValueInvalid,
  authzWhenKeyUnknown,
];
