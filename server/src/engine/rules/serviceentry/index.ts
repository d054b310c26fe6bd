// The rules of this family, sorted by id. A rule is listed here once; nothing else needs to know it.
import type { Rule } from '../../model/rule.ts';
import { seDnsRoundRobinEndpoints } from './se-dns-round-robin-endpoints.ts';
import { seDnsWildcardHost } from './se-dns-wildcard-host.ts';
import { seDuplicateHostPort } from './se-duplicate-host-port.ts';
import { seDynamicDnsInvalid } from './se-dynamic-dns-invalid.ts';
import { seEndpointInvalid } from './se-endpoint-invalid.ts';
import { seHostPortProtocolConflict } from './se-host-port-protocol-conflict.ts';
import { seMultipleHostsAddress } from './se-multiple-hosts-address.ts';
import { seMultipleHostsOpaquePort } from './se-multiple-hosts-opaque-port.ts';
import { seNoPorts } from './se-no-ports.ts';
import { seNoneWithEndpoints } from './se-none-with-endpoints.ts';
import { seOpaquePortWithoutAddress } from './se-opaque-port-without-address.ts';
import { sePlainPortTls } from './se-plain-port-tls.ts';
import { seShadowedByService } from './se-shadowed-by-service.ts';
import { seStaticEndpointNotIp } from './se-static-endpoint-not-ip.ts';
import { seStaticWithoutEndpoints } from './se-static-without-endpoints.ts';
import { seTlsPortPlainHttp } from './se-tls-port-plain-http.ts';
import { tlsOriginationMissing } from './tls-origination-missing.ts';
import { tlsOriginationPlainPort } from './tls-origination-plain-port.ts';
import { weAddressInvalid } from './we-address-invalid.ts';

export const serviceentryRules: readonly Rule[] = [
  seDnsRoundRobinEndpoints,
  seDnsWildcardHost,
  seDuplicateHostPort,
  seDynamicDnsInvalid,
  seEndpointInvalid,
  seHostPortProtocolConflict,
  seMultipleHostsAddress,
  seMultipleHostsOpaquePort,
  seNoPorts,
  seNoneWithEndpoints,
  seOpaquePortWithoutAddress,
  sePlainPortTls,
  seShadowedByService,
  seStaticEndpointNotIp,
  seStaticWithoutEndpoints,
  seTlsPortPlainHttp,
  tlsOriginationMissing,
  tlsOriginationPlainPort,
  weAddressInvalid,
];
