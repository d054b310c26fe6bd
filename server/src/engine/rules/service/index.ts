// The rules of this family, sorted by id. A rule is listed here once; nothing else needs to know it.
import type { Rule } from '../../model/rule.ts';
import { svcClusterIps } from './svc-cluster-ips.ts';
import { svcExternalIps } from './svc-external-ips.ts';
import { svcExternalname } from './svc-externalname.ts';
import { svcExternalnameIp } from './svc-externalname-ip.ts';
import { svcFieldIgnored } from './svc-field-ignored.ts';
import { svcIpFamilies } from './svc-ip-families.ts';
import { svcNodePortRange } from './svc-node-port-range.ts';
import { svcPortsRequired } from './svc-ports-required.ts';
import { svcQualifiedName } from './svc-qualified-name.ts';
import { svcSelectsNoWorkload } from './svc-selects-no-workload.ts';
import { svcSessionAffinityTimeout } from './svc-session-affinity-timeout.ts';
import { svcSourceRangesAnnotation } from './svc-source-ranges-annotation.ts';
import { svcTargetPortUnresolved } from './svc-target-port-unresolved.ts';
import { svcTopologyAnnotation } from './svc-topology-annotation.ts';
import { svcTrafficDistribution } from './svc-traffic-distribution.ts';
import { svcTypeFieldMismatch } from './svc-type-field-mismatch.ts';

export const serviceRules: readonly Rule[] = [
  svcClusterIps,
  svcExternalIps,
  svcExternalname,
  svcExternalnameIp,
  svcFieldIgnored,
  svcIpFamilies,
  svcNodePortRange,
  svcPortsRequired,
  svcQualifiedName,
  svcSelectsNoWorkload,
  svcSessionAffinityTimeout,
  svcSourceRangesAnnotation,
  svcTargetPortUnresolved,
  svcTopologyAnnotation,
  svcTrafficDistribution,
  svcTypeFieldMismatch,
];
