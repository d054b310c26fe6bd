// The rules of this family, sorted by id. A rule is listed here once; nothing else needs to know it.
import type { Rule } from '../../model/rule.ts';
import { cidrAny } from './cidr-any.ts';
import { cidrAnyOneFamily } from './cidr-any-one-family.ts';
import { cidrCatchAll } from './cidr-catch-all.ts';
import { cidrContained } from './cidr-contained.ts';
import { cidrDuplicate } from './cidr-duplicate.ts';
import { cidrHostBits } from './cidr-host-bits.ts';
import { cidrInvalid } from './cidr-invalid.ts';
import { cidrIpv4Mapped } from './cidr-ipv4-mapped.ts';
import { cidrLeadingZeros } from './cidr-leading-zeros.ts';
import { cidrNetworkAsHost } from './cidr-network-as-host.ts';
import { cidrNotCanonical } from './cidr-not-canonical.ts';
import { cidrOverlapIdentical } from './cidr-overlap-identical.ts';
import { cidrOverlapNested } from './cidr-overlap-nested.ts';
import { cidrRequired } from './cidr-required.ts';
import { cidrSpecialPurpose } from './cidr-special-purpose.ts';
import { cidrWithDnsResolution } from './cidr-with-dns-resolution.ts';
import { cidrZeroBase } from './cidr-zero-base.ts';
import { exceptNotSubset } from './except-not-subset.ts';
import { exceptRedundant } from './except-redundant.ts';
import { ipblockClusterRange } from './ipblock-cluster-range.ts';
import { metadataEndpointExposed } from './metadata-endpoint-exposed.ts';

export const cidrRules: readonly Rule[] = [
  cidrAny,
  cidrAnyOneFamily,
  cidrCatchAll,
  cidrContained,
  cidrDuplicate,
  cidrHostBits,
  cidrInvalid,
  cidrIpv4Mapped,
  cidrLeadingZeros,
  cidrNetworkAsHost,
  cidrNotCanonical,
  cidrOverlapIdentical,
  cidrOverlapNested,
  cidrRequired,
  cidrSpecialPurpose,
  cidrWithDnsResolution,
  cidrZeroBase,
  exceptNotSubset,
  exceptRedundant,
  ipblockClusterRange,
  metadataEndpointExposed,
];
