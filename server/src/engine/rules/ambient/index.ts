// The rules of this family, sorted by id. A rule is listed here once; nothing else needs to know it.
import type { Rule } from '../../model/rule.ts';
import { ambientExportToIgnored } from './ambient-export-to-ignored.ts';
import { ambientL7PolicyWithoutTarget } from './ambient-l7-policy-without-target.ts';
import { ambientWaypointFor } from './ambient-waypoint-for.ts';
import { ambientWaypointNotFound } from './ambient-waypoint-not-found.ts';
import { ambientWildcardHost } from './ambient-wildcard-host.ts';

export const ambientRules: readonly Rule[] = [
  ambientExportToIgnored,
  ambientL7PolicyWithoutTarget,
  ambientWaypointFor,
  ambientWaypointNotFound,
  ambientWildcardHost,
];
