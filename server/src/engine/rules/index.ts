// All rules, sorted by id. A rule is listed here once; nothing else needs to know it.
import type { Rule } from '../model/rule.ts';
import { apiVersion } from './structure/api-version.ts';
import { authzCustomUnsupported } from './authz/authz-custom-unsupported.ts';
import { authzDenyHttpOnly } from './authz/authz-deny-http-only.ts';
import { authzSyntax } from './authz/authz-syntax.ts';
import { authzTargetRef } from './authz/authz-target-ref.ts';
import { authzValueInvalid } from './authz/authz-value-invalid.ts';
import { authzWhenKeyUnknown } from './authz/authz-when-key-unknown.ts';
import { cidrAny } from './cidr/cidr-any.ts';
import { cidrAnyOneFamily } from './cidr/cidr-any-one-family.ts';
import { cidrContained } from './cidr/cidr-contained.ts';
import { cidrCoveredByUnion } from './overlap/cidr-covered-by-union.ts';
import { cidrDuplicate } from './cidr/cidr-duplicate.ts';
import { cidrHostBits } from './cidr/cidr-host-bits.ts';
import { cidrInvalid } from './cidr/cidr-invalid.ts';
import { cidrIpv4Mapped } from './cidr/cidr-ipv4-mapped.ts';
import { cidrLeadingZeros } from './cidr/cidr-leading-zeros.ts';
import { cidrMergeable } from './overlap/cidr-mergeable.ts';
import { cidrNetworkAsHost } from './cidr/cidr-network-as-host.ts';
import { cidrNotCanonical } from './cidr/cidr-not-canonical.ts';
import { cidrOverlapPorts } from './overlap/cidr-overlap-ports.ts';
import { cidrRedundantAcrossRules } from './overlap/cidr-redundant-across-rules.ts';
import { cidrRequired } from './cidr/cidr-required.ts';
import { cidrSpecialPurpose } from './cidr/cidr-special-purpose.ts';
import { cidrWithDnsResolution } from './cidr/cidr-with-dns-resolution.ts';
import { cidrZeroBase } from './cidr/cidr-zero-base.ts';
import { connectionPoolInvalid } from './istio/connection-pool-invalid.ts';
import { crossPolicyExceptUndone } from './overlap/cross-policy-except-undone.ts';
import { crossPolicyRedundant } from './overlap/cross-policy-redundant.ts';
import { destinationHostNotFound } from './reference/destination-host-not-found.ts';
import { destinationPortNotFound } from './reference/destination-port-not-found.ts';
import { drHostNotFound } from './reference/dr-host-not-found.ts';
import { drLoadBalancerInvalid } from './destinationrule/dr-load-balancer-invalid.ts';
import { drLocalityInvalid } from './destinationrule/dr-locality-invalid.ts';
import { drOutlierInvalid } from './destinationrule/dr-outlier-invalid.ts';
import { drPolicyEmpty } from './destinationrule/dr-policy-empty.ts';
import { drSubsetDuplicate } from './destinationrule/dr-subset-duplicate.ts';
import { drTlsFields } from './destinationrule/dr-tls-fields.ts';
import { duplicateResource } from './resource/duplicate-resource.ts';
import { durationPrecision } from './istio/duration-precision.ts';
import { egressChainServerBlockMismatch } from './reference/egress-chain-server-block-mismatch.ts';
import { endportEqualsPort } from './port/endport-equals-port.ts';
import { endportInvalid } from './port/endport-invalid.ts';
import { exceptCoversAll } from './overlap/except-covers-all.ts';
import { exceptMergeable } from './overlap/except-mergeable.ts';
import { exceptNotSubset } from './cidr/except-not-subset.ts';
import { exceptPinhole } from './overlap/except-pinhole.ts';
import { exceptRedundant } from './cidr/except-redundant.ts';
import { exceptUndone } from './overlap/except-undone.ts';
import { exportToInvalid } from './istio/export-to-invalid.ts';
import { finalizerInvalid } from './metadata/finalizer-invalid.ts';
import { gatewayCipherSuites } from './gateway/gateway-cipher-suites.ts';
import { gatewayMatchNotDeclared } from './reference/gateway-match-not-declared.ts';
import { gatewayNameInvalid } from './gateway/gateway-name-invalid.ts';
import { gatewayRedirectIgnored } from './gateway/gateway-redirect-ignored.ts';
import { gatewayRefInvalid } from './istio/gateway-ref-invalid.ts';
import { gatewayRefLegacy } from './istio/gateway-ref-legacy.ts';
import { gatewayRefNotFound } from './reference/gateway-ref-not-found.ts';
import { gatewaySelectorNoWorkload } from './reference/gateway-selector-no-workload.ts';
import { gatewayServersInvalid } from './gateway/gateway-servers-invalid.ts';
import { gatewayTlsCertificates } from './gateway/gateway-tls-certificates.ts';
import { gatewayTlsOnPlaintext } from './gateway/gateway-tls-on-plaintext.ts';
import { gatewayTlsRequired } from './gateway/gateway-tls-required.ts';
import { hostBareWildcard } from './host/host-bare-wildcard.ts';
import { hostHasSchemeOrPort } from './host/host-has-scheme-or-port.ts';
import { hostInvalid } from './host/host-invalid.ts';
import { hostIsAddress } from './host/host-is-address.ts';
import { hostPartialWildcard } from './host/host-partial-wildcard.ts';
import { hostShortName } from './host/host-short-name.ts';
import { invalidValue } from './structure/invalid-value.ts';
import { ipblockClusterRange } from './cidr/ipblock-cluster-range.ts';
import { istioAnnotationRefused } from './metadata/istio-annotation-refused.ts';
import { istioLabelInvalid } from './istio/istio-label-invalid.ts';
import { labelInvalid } from './metadata/label-invalid.ts';
import { metadataEndpointExposed } from './cidr/metadata-endpoint-exposed.ts';
import { missingField } from './structure/missing-field.ts';
import { nameInvalid } from './metadata/name-invalid.ts';
import { npAllowAllEgress } from './networkpolicy/np-allow-all-egress.ts';
import { npDirectionNotEnforced } from './networkpolicy/np-direction-not-enforced.ts';
import { npDnsBlocked } from './networkpolicy/np-dns-blocked.ts';
import { npDnsNodeLocal } from './networkpolicy/np-dns-node-local.ts';
import { npDnsOneProtocol } from './networkpolicy/np-dns-one-protocol.ts';
import { npEgressDenyAll } from './networkpolicy/np-egress-deny-all.ts';
import { npEmptyEgressNotEnforced } from './networkpolicy/np-empty-egress-not-enforced.ts';
import { npEmptyPorts } from './networkpolicy/np-empty-ports.ts';
import { npEmptyTo } from './networkpolicy/np-empty-to.ts';
import { npEndportCni } from './port/np-endport-cni.ts';
import { npImplicitIngressIsolation } from './networkpolicy/np-implicit-ingress-isolation.ts';
import { npNamedPortIpblock } from './port/np-named-port-ipblock.ts';
import { npNamedPortUnresolved } from './port/np-named-port-unresolved.ts';
import { npNamespaceNameLabel } from './selector/np-namespace-name-label.ts';
import { npNullPort } from './networkpolicy/np-null-port.ts';
import { npNullRule } from './networkpolicy/np-null-rule.ts';
import { npNullSelector } from './networkpolicy/np-null-selector.ts';
import { npPeerMatchesNothing } from './selector/np-peer-matches-nothing.ts';
import { npPolicytypesMissing } from './networkpolicy/np-policytypes-missing.ts';
import { npSctpCni } from './port/np-sctp-cni.ts';
import { npSelectsHostNetwork } from './selector/np-selects-host-network.ts';
import { npSelectsNoWorkload } from './selector/np-selects-no-workload.ts';
import { npServicePortNotPodPort } from './port/np-service-port-not-pod-port.ts';
import { npSplitPeer } from './networkpolicy/np-split-peer.ts';
import { npSplitRule } from './networkpolicy/np-split-rule.ts';
import { ownerReferenceInvalid } from './metadata/owner-reference-invalid.ts';
import { peerEmpty } from './networkpolicy/peer-empty.ts';
import { peerIpblockMixed } from './networkpolicy/peer-ipblock-mixed.ts';
import { policytypesDuplicate } from './networkpolicy/policytypes-duplicate.ts';
import { policytypesInvalid } from './networkpolicy/policytypes-invalid.ts';
import { portContained } from './port/port-contained.ts';
import { portDuplicate } from './port/port-duplicate.ts';
import { portNameInvalid } from './port/port-name-invalid.ts';
import { portNameMissing } from './port/port-name-missing.ts';
import { portOutOfRange } from './port/port-out-of-range.ts';
import { portProtocolUnlikely } from './port/port-protocol-unlikely.ts';
import { portTargetPortNotAllowed } from './port/port-target-port-not-allowed.ts';
import { protocolUnknown } from './port/protocol-unknown.ts';
import { regexInvalid } from './istio/regex-invalid.ts';
import { ruleRedundant } from './overlap/rule-redundant.ts';
import { ruleShadowedByAllowAll } from './overlap/rule-shadowed-by-allow-all.ts';
import { seDnsRoundRobinEndpoints } from './serviceentry/se-dns-round-robin-endpoints.ts';
import { seDnsWildcardHost } from './serviceentry/se-dns-wildcard-host.ts';
import { seDynamicDnsInvalid } from './serviceentry/se-dynamic-dns-invalid.ts';
import { seEndpointInvalid } from './serviceentry/se-endpoint-invalid.ts';
import { seMultipleHostsAddress } from './serviceentry/se-multiple-hosts-address.ts';
import { seMultipleHostsOpaquePort } from './serviceentry/se-multiple-hosts-opaque-port.ts';
import { seNoneWithEndpoints } from './serviceentry/se-none-with-endpoints.ts';
import { seOpaquePortWithoutAddress } from './serviceentry/se-opaque-port-without-address.ts';
import { seStaticEndpointNotIp } from './serviceentry/se-static-endpoint-not-ip.ts';
import { selectorOperatorInvalid } from './selector/selector-operator-invalid.ts';
import { selectorUnsatisfiable } from './selector/selector-unsatisfiable.ts';
import { selectorValuesMismatch } from './selector/selector-values-mismatch.ts';
import { sidecarEgressDuplicate } from './sidecar/sidecar-egress-duplicate.ts';
import { sidecarEgressHostSyntax } from './sidecar/sidecar-egress-host-syntax.ts';
import { sidecarEgressListener } from './sidecar/sidecar-egress-listener.ts';
import { sidecarEgressProxyIgnored } from './sidecar/sidecar-egress-proxy-ignored.ts';
import { sidecarEmpty } from './sidecar/sidecar-empty.ts';
import { sidecarIngressListener } from './sidecar/sidecar-ingress-listener.ts';
import { subsetNotFound } from './reference/subset-not-found.ts';
import { svcClusterIps } from './service/svc-cluster-ips.ts';
import { svcExternalIps } from './service/svc-external-ips.ts';
import { svcExternalname } from './service/svc-externalname.ts';
import { svcExternalnameIp } from './service/svc-externalname-ip.ts';
import { svcFieldIgnored } from './service/svc-field-ignored.ts';
import { svcIpFamilies } from './service/svc-ip-families.ts';
import { svcNodePortRange } from './service/svc-node-port-range.ts';
import { svcPortsRequired } from './service/svc-ports-required.ts';
import { svcQualifiedName } from './service/svc-qualified-name.ts';
import { svcSelectsNoWorkload } from './service/svc-selects-no-workload.ts';
import { svcSessionAffinityTimeout } from './service/svc-session-affinity-timeout.ts';
import { svcSourceRangesAnnotation } from './service/svc-source-ranges-annotation.ts';
import { svcTargetPortUnresolved } from './service/svc-target-port-unresolved.ts';
import { svcTopologyAnnotation } from './service/svc-topology-annotation.ts';
import { svcTrafficDistribution } from './service/svc-traffic-distribution.ts';
import { svcTypeFieldMismatch } from './service/svc-type-field-mismatch.ts';
import { unknownField } from './structure/unknown-field.ts';
import { unusedSuppression } from './yaml/unused-suppression.ts';
import { vsCorsInvalid } from './virtualservice/vs-cors-invalid.ts';
import { vsDelegateInvalid } from './virtualservice/vs-delegate-invalid.ts';
import { vsDestinationInvalid } from './virtualservice/vs-destination-invalid.ts';
import { vsFaultInvalid } from './virtualservice/vs-fault-invalid.ts';
import { vsHeadersInvalid } from './virtualservice/vs-headers-invalid.ts';
import { vsHostNotInGateway } from './reference/vs-host-not-in-gateway.ts';
import { vsMatchIneffective } from './virtualservice/vs-match-ineffective.ts';
import { vsMatchInvalid } from './virtualservice/vs-match-invalid.ts';
import { vsMirrorInvalid } from './virtualservice/vs-mirror-invalid.ts';
import { vsNoRoutes } from './virtualservice/vs-no-routes.ts';
import { vsOverlappingHosts } from './virtualservice/vs-overlapping-hosts.ts';
import { vsRedirectInvalid } from './virtualservice/vs-redirect-invalid.ts';
import { vsResponseInvalid } from './virtualservice/vs-response-invalid.ts';
import { vsRetriesInvalid } from './virtualservice/vs-retries-invalid.ts';
import { vsRewriteInvalid } from './virtualservice/vs-rewrite-invalid.ts';
import { vsRouteAction } from './virtualservice/vs-route-action.ts';
import { vsRuleUnreachable } from './virtualservice/vs-rule-unreachable.ts';
import { vsSniNotInHosts } from './virtualservice/vs-sni-not-in-hosts.ts';
import { vsTlsMatch } from './virtualservice/vs-tls-match.ts';
import { vsWeights } from './virtualservice/vs-weights.ts';
import { weAddressInvalid } from './serviceentry/we-address-invalid.ts';
import { workloadSelectorInvalid } from './istio/workload-selector-invalid.ts';
import { wrongType } from './structure/wrong-type.ts';
import { yamlBooleanKey } from './yaml/yaml-boolean-key.ts';
import { yamlDuplicateKey } from './yaml/yaml-duplicate-key.ts';
import { yamlIpv6Flow } from './yaml/yaml-ipv6-flow.ts';
import { yamlOctalNumber } from './yaml/yaml-octal-number.ts';
import { yamlSyntax } from './yaml/yaml-syntax.ts';

export const rules: readonly Rule[] = [
  apiVersion,
  authzCustomUnsupported,
  authzDenyHttpOnly,
  authzSyntax,
  authzTargetRef,
  authzValueInvalid,
  authzWhenKeyUnknown,
  cidrAny,
  cidrAnyOneFamily,
  cidrContained,
  cidrCoveredByUnion,
  cidrDuplicate,
  cidrHostBits,
  cidrInvalid,
  cidrIpv4Mapped,
  cidrLeadingZeros,
  cidrMergeable,
  cidrNetworkAsHost,
  cidrNotCanonical,
  cidrOverlapPorts,
  cidrRedundantAcrossRules,
  cidrRequired,
  cidrSpecialPurpose,
  cidrWithDnsResolution,
  cidrZeroBase,
  connectionPoolInvalid,
  crossPolicyExceptUndone,
  crossPolicyRedundant,
  destinationHostNotFound,
  destinationPortNotFound,
  drHostNotFound,
  drLoadBalancerInvalid,
  drLocalityInvalid,
  drOutlierInvalid,
  drPolicyEmpty,
  drSubsetDuplicate,
  drTlsFields,
  duplicateResource,
  durationPrecision,
  egressChainServerBlockMismatch,
  endportEqualsPort,
  endportInvalid,
  exceptCoversAll,
  exceptMergeable,
  exceptNotSubset,
  exceptPinhole,
  exceptRedundant,
  exceptUndone,
  exportToInvalid,
  finalizerInvalid,
  gatewayCipherSuites,
  gatewayMatchNotDeclared,
  gatewayNameInvalid,
  gatewayRedirectIgnored,
  gatewayRefInvalid,
  gatewayRefLegacy,
  gatewayRefNotFound,
  gatewaySelectorNoWorkload,
  gatewayServersInvalid,
  gatewayTlsCertificates,
  gatewayTlsOnPlaintext,
  gatewayTlsRequired,
  hostBareWildcard,
  hostHasSchemeOrPort,
  hostInvalid,
  hostIsAddress,
  hostPartialWildcard,
  hostShortName,
  invalidValue,
  ipblockClusterRange,
  istioAnnotationRefused,
  istioLabelInvalid,
  labelInvalid,
  metadataEndpointExposed,
  missingField,
  nameInvalid,
  npAllowAllEgress,
  npDirectionNotEnforced,
  npDnsBlocked,
  npDnsNodeLocal,
  npDnsOneProtocol,
  npEgressDenyAll,
  npEmptyEgressNotEnforced,
  npEmptyPorts,
  npEmptyTo,
  npEndportCni,
  npImplicitIngressIsolation,
  npNamedPortIpblock,
  npNamedPortUnresolved,
  npNamespaceNameLabel,
  npNullPort,
  npNullRule,
  npNullSelector,
  npPeerMatchesNothing,
  npPolicytypesMissing,
  npSctpCni,
  npSelectsHostNetwork,
  npSelectsNoWorkload,
  npServicePortNotPodPort,
  npSplitPeer,
  npSplitRule,
  ownerReferenceInvalid,
  peerEmpty,
  peerIpblockMixed,
  policytypesDuplicate,
  policytypesInvalid,
  portContained,
  portDuplicate,
  portNameInvalid,
  portNameMissing,
  portOutOfRange,
  portProtocolUnlikely,
  portTargetPortNotAllowed,
  protocolUnknown,
  regexInvalid,
  ruleRedundant,
  ruleShadowedByAllowAll,
  seDnsRoundRobinEndpoints,
  seDnsWildcardHost,
  seDynamicDnsInvalid,
  seEndpointInvalid,
  seMultipleHostsAddress,
  seMultipleHostsOpaquePort,
  seNoneWithEndpoints,
  seOpaquePortWithoutAddress,
  seStaticEndpointNotIp,
  selectorOperatorInvalid,
  selectorUnsatisfiable,
  selectorValuesMismatch,
  sidecarEgressDuplicate,
  sidecarEgressHostSyntax,
  sidecarEgressListener,
  sidecarEgressProxyIgnored,
  sidecarEmpty,
  sidecarIngressListener,
  subsetNotFound,
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
  unknownField,
  unusedSuppression,
  vsCorsInvalid,
  vsDelegateInvalid,
  vsDestinationInvalid,
  vsFaultInvalid,
  vsHeadersInvalid,
  vsHostNotInGateway,
  vsMatchIneffective,
  vsMatchInvalid,
  vsMirrorInvalid,
  vsNoRoutes,
  vsOverlappingHosts,
  vsRedirectInvalid,
  vsResponseInvalid,
  vsRetriesInvalid,
  vsRewriteInvalid,
  vsRouteAction,
  vsRuleUnreachable,
  vsSniNotInHosts,
  vsTlsMatch,
  vsWeights,
  weAddressInvalid,
  workloadSelectorInvalid,
  wrongType,
  yamlBooleanKey,
  yamlDuplicateKey,
  yamlIpv6Flow,
  yamlOctalNumber,
  yamlSyntax,
];
