// All rules, by family: each family lists its own.
import type { Rule } from '../model/rule.ts';
import { ambientRules } from './ambient/index.ts';
import { authzRules } from './authz/index.ts';
import { chainRules } from './chain/index.ts';
import { cidrRules } from './cidr/index.ts';
import { destinationruleRules } from './destinationrule/index.ts';
import { gatewayRules } from './gateway/index.ts';
import { gatewayapiRules } from './gatewayapi/index.ts';
import { hostRules } from './host/index.ts';
import { istioRules } from './istio/index.ts';
import { metadataRules } from './metadata/index.ts';
import { networkpolicyRules } from './networkpolicy/index.ts';
import { overlapRules } from './overlap/index.ts';
import { portRules } from './port/index.ts';
import { referenceRules } from './reference/index.ts';
import { resourceRules } from './resource/index.ts';
import { selectorRules } from './selector/index.ts';
import { serviceRules } from './service/index.ts';
import { serviceentryRules } from './serviceentry/index.ts';
import { sidecarRules } from './sidecar/index.ts';
import { structureRules } from './structure/index.ts';
import { virtualserviceRules } from './virtualservice/index.ts';
import { yamlRules } from './yaml/index.ts';

/** All rules, sorted by id. */
export const rules: readonly Rule[] = [
  ...ambientRules,
  ...authzRules,
  ...chainRules,
  ...cidrRules,
  ...destinationruleRules,
  ...gatewayRules,
  ...gatewayapiRules,
  ...hostRules,
  ...istioRules,
  ...metadataRules,
  ...networkpolicyRules,
  ...overlapRules,
  ...portRules,
  ...referenceRules,
  ...resourceRules,
  ...selectorRules,
  ...serviceRules,
  ...serviceentryRules,
  ...sidecarRules,
  ...structureRules,
  ...virtualserviceRules,
  ...yamlRules,
].sort((a, b) => (a.id < b.id ? -1 : 1));
