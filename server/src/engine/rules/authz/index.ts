// The rules of this family, sorted by id. A rule is listed here once; nothing else needs to know it.
import type { Rule } from '../../model/rule.ts';
import { authzCustomUnsupported } from './authz-custom-unsupported.ts';
import { authzDenyHttpOnly } from './authz-deny-http-only.ts';
import { authzGatewayHostNotServed } from './authz-gateway-host-not-served.ts';
import { authzGatewayPortUnserved } from './authz-gateway-port-unserved.ts';
import { authzGatewayServicePort } from './authz-gateway-service-port.ts';
import { authzHostUnknown } from './authz-host-unknown.ts';
import { authzHttpAttributesOnTcp } from './authz-http-attributes-on-tcp.ts';
import { authzIdentityOverPlaintext } from './authz-identity-over-plaintext.ts';
import { authzIpBlocksCancelled } from './authz-ip-blocks-cancelled.ts';
import { authzMethodUnknown } from './authz-method-unknown.ts';
import { authzPrincipalScheme } from './authz-principal-scheme.ts';
import { authzSelectorNoWorkload } from './authz-selector-no-workload.ts';
import { authzSniOverPlaintext } from './authz-sni-over-plaintext.ts';
import { authzSyntax } from './authz-syntax.ts';
import { authzTargetRef } from './authz-target-ref.ts';
import { authzTargetRefNotFound } from './authz-target-ref-not-found.ts';
import { authzUnknownNamespace } from './authz-unknown-namespace.ts';
import { authzValueInvalid } from './authz-value-invalid.ts';
import { authzWaypointSelector } from './authz-waypoint-selector.ts';
import { authzWhenKeyUnknown } from './authz-when-key-unknown.ts';

export const authzRules: readonly Rule[] = [
  authzCustomUnsupported,
  authzDenyHttpOnly,
  authzGatewayHostNotServed,
  authzGatewayPortUnserved,
  authzGatewayServicePort,
  authzHostUnknown,
  authzHttpAttributesOnTcp,
  authzIdentityOverPlaintext,
  authzIpBlocksCancelled,
  authzMethodUnknown,
  authzPrincipalScheme,
  authzSelectorNoWorkload,
  authzSniOverPlaintext,
  authzSyntax,
  authzTargetRef,
  authzTargetRefNotFound,
  authzUnknownNamespace,
  authzValueInvalid,
  authzWaypointSelector,
  authzWhenKeyUnknown,
];
