// The rules of this family, sorted by id. A rule is listed here once; nothing else needs to know it.
import type { Rule } from '../../model/rule.ts';
import { credentialNotFound } from './credential-not-found.ts';
import { delegateNotFound } from './delegate-not-found.ts';
import { destinationHostNotFound } from './destination-host-not-found.ts';
import { destinationPortAmbiguous } from './destination-port-ambiguous.ts';
import { destinationPortNotFound } from './destination-port-not-found.ts';
import { drHostNotFound } from './dr-host-not-found.ts';
import { gatewayMatchNotDeclared } from './gateway-match-not-declared.ts';
import { gatewayRefKubernetesGateway } from './gateway-ref-kubernetes-gateway.ts';
import { gatewayRefNotFound } from './gateway-ref-not-found.ts';
import { gatewaySelectorNoWorkload } from './gateway-selector-no-workload.ts';
import { hostUnderWildcard } from './host-under-wildcard.ts';
import { subsetNotFound } from './subset-not-found.ts';
import { subsetShadowed } from './subset-shadowed.ts';
import { vsHostNotInGateway } from './vs-host-not-in-gateway.ts';

export const referenceRules: readonly Rule[] = [
  credentialNotFound,
  delegateNotFound,
  destinationHostNotFound,
  destinationPortAmbiguous,
  destinationPortNotFound,
  drHostNotFound,
  gatewayMatchNotDeclared,
  gatewayRefKubernetesGateway,
  gatewayRefNotFound,
  gatewaySelectorNoWorkload,
  hostUnderWildcard,
  subsetNotFound,
  subsetShadowed,
  vsHostNotInGateway,
];
