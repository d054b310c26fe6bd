// The rules of this family, sorted by id. A rule is listed here once; nothing else needs to know it.
import type { Rule } from '../../model/rule.ts';
import { gatewayCipherSuites } from './gateway-cipher-suites.ts';
import { gatewayNameInvalid } from './gateway-name-invalid.ts';
import { gatewayPortNotOnService } from './gateway-port-not-on-service.ts';
import { gatewayPortProtocolConflict } from './gateway-port-protocol-conflict.ts';
import { gatewayRedirectIgnored } from './gateway-redirect-ignored.ts';
import { gatewaySelectsAll } from './gateway-selects-all.ts';
import { gatewayServersInvalid } from './gateway-servers-invalid.ts';
import { gatewayTlsCertificates } from './gateway-tls-certificates.ts';
import { gatewayTlsHostConflict } from './gateway-tls-host-conflict.ts';
import { gatewayTlsModeMissing } from './gateway-tls-mode-missing.ts';
import { gatewayTlsOnPlaintext } from './gateway-tls-on-plaintext.ts';
import { gatewayTlsRequired } from './gateway-tls-required.ts';

export const gatewayRules: readonly Rule[] = [
  gatewayCipherSuites,
  gatewayNameInvalid,
  gatewayPortNotOnService,
  gatewayPortProtocolConflict,
  gatewayRedirectIgnored,
  gatewaySelectsAll,
  gatewayServersInvalid,
  gatewayTlsCertificates,
  gatewayTlsHostConflict,
  gatewayTlsModeMissing,
  gatewayTlsOnPlaintext,
  gatewayTlsRequired,
];
