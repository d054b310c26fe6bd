// The rules of this family, sorted by id. A rule is listed here once; nothing else needs to know it.
import type { Rule } from '../../model/rule.ts';
import { egressChainBypass } from './egress-chain-bypass.ts';
import { egressChainDoubleTls } from './egress-chain-double-tls.ts';
import { egressChainGatewayPortMismatch } from './egress-chain-gateway-port-mismatch.ts';
import { egressChainGatewayRuleMissing } from './egress-chain-gateway-rule-missing.ts';
import { egressChainGatewayServiceMissing } from './egress-chain-gateway-service-missing.ts';
import { egressChainGatewayServicePortMissing } from './egress-chain-gateway-service-port-missing.ts';
import { egressChainGatewayWorkloadMismatch } from './egress-chain-gateway-workload-mismatch.ts';
import { egressChainLoop } from './egress-chain-loop.ts';
import { egressChainMeshBlockMismatch } from './egress-chain-mesh-block-mismatch.ts';
import { egressChainMeshNotBound } from './egress-chain-mesh-not-bound.ts';
import { egressChainMeshPortMismatch } from './egress-chain-mesh-port-mismatch.ts';
import { egressChainMeshRuleMissing } from './egress-chain-mesh-rule-missing.ts';
import { egressChainOriginationMissing } from './egress-chain-origination-missing.ts';
import { egressChainOriginationNotVisible } from './egress-chain-origination-not-visible.ts';
import { egressChainResolutionNone } from './egress-chain-resolution-none.ts';
import { egressChainServerBlockMismatch } from './egress-chain-server-block-mismatch.ts';
import { egressChainServerHostMissing } from './egress-chain-server-host-missing.ts';
import { egressChainServerPortMissing } from './egress-chain-server-port-missing.ts';
import { egressChainServiceEntryMissing } from './egress-chain-service-entry-missing.ts';
import { egressChainServiceEntryNotVisible } from './egress-chain-service-entry-not-visible.ts';
import { egressChainServiceEntryPortMissing } from './egress-chain-service-entry-port-missing.ts';
import { egressChainSidecarScope } from './egress-chain-sidecar-scope.ts';
import { egressChainSniMismatch } from './egress-chain-sni-mismatch.ts';
import { egressChainSubsetMissing } from './egress-chain-subset-missing.ts';
import { egressChainTlsMismatch } from './egress-chain-tls-mismatch.ts';
import { egressChainVsNotExported } from './egress-chain-vs-not-exported.ts';
import { egressChainWildcardDestination } from './egress-chain-wildcard-destination.ts';
import { egressGatewayHostUnrouted } from './egress-gateway-host-unrouted.ts';
import { egressHostHidden } from './egress-host-hidden.ts';
import { egressHostMistaken } from './egress-host-mistaken.ts';
import { egressPartNotHere } from './egress-part-not-here.ts';

export const chainRules: readonly Rule[] = [
  egressChainBypass,
  egressChainDoubleTls,
  egressChainGatewayPortMismatch,
  egressChainGatewayRuleMissing,
  egressChainGatewayServiceMissing,
  egressChainGatewayServicePortMissing,
  egressChainGatewayWorkloadMismatch,
  egressChainLoop,
  egressChainMeshBlockMismatch,
  egressChainMeshNotBound,
  egressChainMeshPortMismatch,
  egressChainMeshRuleMissing,
  egressChainOriginationMissing,
  egressChainOriginationNotVisible,
  egressChainResolutionNone,
  egressChainServerBlockMismatch,
  egressChainServerHostMissing,
  egressChainServerPortMissing,
  egressChainServiceEntryMissing,
  egressChainServiceEntryNotVisible,
  egressChainServiceEntryPortMissing,
  egressChainSidecarScope,
  egressChainSniMismatch,
  egressChainSubsetMissing,
  egressChainTlsMismatch,
  egressChainVsNotExported,
  egressChainWildcardDestination,
  egressGatewayHostUnrouted,
  egressHostHidden,
  egressHostMistaken,
  egressPartNotHere,
];
