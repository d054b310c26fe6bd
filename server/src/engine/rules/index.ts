// All rules, sorted by id. A rule is listed here once; nothing else needs to know it.
import type { Rule } from '../model/rule.ts';
import { apiVersion } from './structure/api-version.ts';
import { destinationHostNotFound } from './reference/destination-host-not-found.ts';
import { destinationPortNotFound } from './reference/destination-port-not-found.ts';
import { drHostNotFound } from './reference/dr-host-not-found.ts';
import { duplicateResource } from './resource/duplicate-resource.ts';
import { egressChainServerBlockMismatch } from './reference/egress-chain-server-block-mismatch.ts';
import { gatewayMatchNotDeclared } from './reference/gateway-match-not-declared.ts';
import { gatewayRefNotFound } from './reference/gateway-ref-not-found.ts';
import { gatewaySelectorNoWorkload } from './reference/gateway-selector-no-workload.ts';
import { invalidValue } from './structure/invalid-value.ts';
import { labelInvalid } from './metadata/label-invalid.ts';
import { missingField } from './structure/missing-field.ts';
import { nameInvalid } from './metadata/name-invalid.ts';
import { subsetNotFound } from './reference/subset-not-found.ts';
import { unknownField } from './structure/unknown-field.ts';
import { unusedSuppression } from './yaml/unused-suppression.ts';
import { vsHostNotInGateway } from './reference/vs-host-not-in-gateway.ts';
import { wrongType } from './structure/wrong-type.ts';
import { yamlDuplicateKey } from './yaml/yaml-duplicate-key.ts';
import { yamlIpv6Flow } from './yaml/yaml-ipv6-flow.ts';
import { yamlSyntax } from './yaml/yaml-syntax.ts';

export const rules: readonly Rule[] = [
  apiVersion,
  destinationHostNotFound,
  destinationPortNotFound,
  drHostNotFound,
  duplicateResource,
  egressChainServerBlockMismatch,
  gatewayMatchNotDeclared,
  gatewayRefNotFound,
  gatewaySelectorNoWorkload,
  invalidValue,
  labelInvalid,
  missingField,
  nameInvalid,
  subsetNotFound,
  unknownField,
  unusedSuppression,
  vsHostNotInGateway,
  wrongType,
  yamlDuplicateKey,
  yamlIpv6Flow,
  yamlSyntax,
];
