// The rules of this family, sorted by id. A rule is listed here once; nothing else needs to know it.
import type { Rule } from '../../model/rule.ts';
import { ambientDestinationRuleIgnored } from './ambient-destination-rule-ignored.ts';
import { ambientExportToIgnored } from './ambient-export-to-ignored.ts';
import { ambientHostWithoutAddress } from './ambient-host-without-address.ts';
import { ambientL7PolicyWithoutTarget } from './ambient-l7-policy-without-target.ts';
import { ambientPolicyWithoutWaypoint } from './ambient-policy-without-waypoint.ts';
import { ambientRouteWithoutWaypoint } from './ambient-route-without-waypoint.ts';
import { ambientSidecarIgnored } from './ambient-sidecar-ignored.ts';
import { ambientWaypointFor } from './ambient-waypoint-for.ts';
import { ambientWaypointNotFound } from './ambient-waypoint-not-found.ts';
import { ambientWildcardHost } from './ambient-wildcard-host.ts';

export const ambientRules: readonly Rule[] = [
  ambientDestinationRuleIgnored,
  ambientExportToIgnored,
  ambientHostWithoutAddress,
  ambientL7PolicyWithoutTarget,
  ambientPolicyWithoutWaypoint,
  ambientRouteWithoutWaypoint,
  ambientSidecarIgnored,
  ambientWaypointFor,
  ambientWaypointNotFound,
  ambientWildcardHost,
];
