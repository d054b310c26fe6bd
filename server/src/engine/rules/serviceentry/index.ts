// The rules of this family, sorted by id. A rule is listed here once; nothing else needs to know it.
import type { Rule } from '../../model/rule.ts';
import { seDnsRoundRobinEndpoints } from './se-dns-round-robin-endpoints.ts';
import { seDnsWildcardHost } from './se-dns-wildcard-host.ts';
import { seDynamicDnsInvalid } from './se-dynamic-dns-invalid.ts';
import { seEndpointInvalid } from './se-endpoint-invalid.ts';
import { seMultipleHostsAddress } from './se-multiple-hosts-address.ts';
import { seMultipleHostsOpaquePort } from './se-multiple-hosts-opaque-port.ts';
import { seNoneWithEndpoints } from './se-none-with-endpoints.ts';
import { seOpaquePortWithoutAddress } from './se-opaque-port-without-address.ts';
import { seStaticEndpointNotIp } from './se-static-endpoint-not-ip.ts';
import { weAddressInvalid } from './we-address-invalid.ts';

export const serviceentryRules: readonly Rule[] = [
  seDnsRoundRobinEndpoints,
  seDnsWildcardHost,
  seDynamicDnsInvalid,
  seEndpointInvalid,
  seMultipleHostsAddress,
  seMultipleHostsOpaquePort,
  seNoneWithEndpoints,
  seOpaquePortWithoutAddress,
  seStaticEndpointNotIp,
  weAddressInvalid,
];
