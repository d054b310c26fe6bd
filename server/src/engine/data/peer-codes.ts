/**
 * What other tools call the same findings: the messages of `istioctl analyze` (`pkg/config/analysis/msg/messages.yaml` of
 * Istio) and the checks of Kiali (`models/istio_validation.go`), by their codes, as far as they are about what is checked here.
 */
const names: Readonly<Record<string, string>> = {
  IST0002: 'Deprecated',
  IST0101: 'ReferencedResourceNotFound',
  IST0102: 'NamespaceNotInjected',
  IST0103: 'PodMissingProxy',
  IST0106: 'SchemaValidationError',
  IST0107: 'MisplacedAnnotation',
  IST0108: 'UnknownAnnotation',
  IST0109: 'ConflictingMeshGatewayVirtualServiceHosts',
  IST0110: 'ConflictingSidecarWorkloadSelectors',
  IST0111: 'MultipleSidecarsWithoutWorkloadSelectors',
  IST0112: 'VirtualServiceDestinationPortSelectorRequired',
  IST0116: 'DeploymentAssociatedToMultipleServices',
  IST0118: 'PortNameIsNotUnderNamingConvention',
  IST0123: 'NamespaceMultipleInjectionLabels',
  IST0125: 'InvalidAnnotation',
  IST0127: 'NoMatchingWorkloadsFound',
  IST0128: 'NoServerCertificateVerificationDestinationLevel',
  IST0129: 'NoServerCertificateVerificationPortLevel',
  IST0130: 'VirtualServiceUnreachableRule',
  IST0131: 'VirtualServiceIneffectiveMatch',
  IST0132: 'VirtualServiceHostNotFoundInGateway',
  IST0133: 'SchemaWarning',
  IST0134: 'ServiceEntryAddressesRequired',
  IST0135: 'DeprecatedAnnotation',
  IST0137: 'DeploymentConflictingPorts',
  IST0138: 'GatewayDuplicateCertificate',
  IST0140: 'IngressRouteRulesNotAffected',
  IST0143: 'LocalhostListener',
  IST0145: 'ConflictingGateways',
  IST0148: 'NamespaceInjectionEnabledByDefault',
  IST0149: 'JwtClaimBasedRoutingWithoutRequestAuthN',
  IST0150: 'ExternalNameServiceTypeInvalidPortName',
  IST0156: 'UnsupportedGatewayAPIVersion',
  IST0161: 'InvalidGatewayCredential',
  IST0162: 'GatewayPortNotDefinedOnService',
  IST0165: 'ReferencedInternalGateway',
  IST0166: 'IneffectiveSelector',
  IST0167: 'IneffectivePolicy',
  IST0171: 'NegativeConditionStatus',
  IST0172: 'FutureUnsupportedGatewayAPIVersion',
  IST0173: 'DestinationRuleSubsetNotSelectPods',
  IST0174: 'UnknownDestinationRuleHost',
  IST0176: 'GatewayAPICRDVersionBelowMinimum',
  IST0177: 'ConflictingServiceEntryProtocol',

  KIA0002: 'generic.multimatch.selectorless',
  KIA0003: 'generic.multimatch.selector',
  KIA0004: 'generic.selector.workloadnotfound',
  KIA0005: 'generic.exportto.namespacenotfound',
  KIA0101: 'authorizationpolicy.source.namespacenotfound',
  KIA0102: 'authorizationpolicy.to.wrongmethod',
  KIA0104: 'authorizationpolicy.nodest.matchingregistry',
  KIA0105: 'authorizationpolicy.mtls.needstobeenabled',
  KIA0106: 'authorizationpolicy.source.principalnotfound',
  KIA0107: 'authorizationpolicy.source.principalremote',
  KIA0108: 'authorizationpolicy.source.principalforeign',
  KIA0109: 'authorizationpolicy.ambient.l7nowaypoint',
  KIA0110: 'authorizationpolicy.ambient.l7notargetrefs',
  KIA0201: 'destinationrules.multimatch',
  KIA0202: 'destinationrules.nodest.matchingregistry',
  KIA0203: 'destinationrules.nodest.subsetlabels',
  KIA0204: 'destinationrules.trafficpolicy.notlssettings',
  KIA0205: 'destinationrules.mtls.meshpolicymissing',
  KIA0206: 'destinationrules.mtls.nspolicymissing',
  KIA0207: 'destinationrules.mtls.policymtlsenabled',
  KIA0208: 'destinationrules.mtls.meshpolicymtlsenabled',
  KIA0209: 'destinationrules.nodest.subsetnolabels',
  KIA0210: 'destinationrule.ambient.l7nowaypoint',
  KIA0211: 'destinationrule.ambient.servicenotcaptured',
  KIA0212: 'destinationrule.ambient.notinservicenamespace',
  KIA0301: 'gateways.multimatch',
  KIA0302: 'gateways.selector',
  KIA0601: 'port.name.mismatch',
  KIA0602: 'port.appprotocol.mismatch',
  KIA0701: 'service.deployment.port.mismatch',
  KIA1004: 'sidecar.egress.servicenotfound',
  KIA1006: 'sidecar.global.selector',
  KIA1007: 'sidecar.outboundtrafficpolicy.mode.ambiguous',
  KIA1101: 'virtualservices.nohost.hostnotfound',
  KIA1102: 'virtualservices.nogateway',
  KIA1104: 'virtualservices.route.singleweight',
  KIA1105: 'virtualservices.route.repeatedsubset',
  KIA1106: 'virtualservices.singlehost',
  KIA1107: 'virtualservices.subsetpresent.subsetnotfound',
  KIA1108: 'virtualservices.gateway.oldnomenclature',
  KIA1109: 'virtualservice.ambient.l7nowaypoint',
  KIA1113: 'virtualservice.ambient.servicenotcaptured',
  KIA1114: 'virtualservice.ambient.notinservicenamespace',
  KIA1211: 'serviceentries.multimatch',
  KIA1212: 'serviceentries.port.protocol.conflict',
  KIA1401: 'k8sroutes.nok8sgateway',
  KIA1402: 'k8sroutes.nohost.namenotfound',
  KIA1501: 'k8sgateways.multimatch.listener',
  KIA1502: 'k8sgateways.multimatch.ip',
  KIA1503: 'k8sgateways.unique.listener',
  KIA1504: 'k8sgateways.gatewayclassnotfound',
  KIA1601: 'k8sreferencegrants.from.namespacenotfound',
};

/** Why nothing here says some of them. */
const without: Readonly<Record<string, string>> = {
  IST0118: 'Istio finds out the protocol of such a port from its traffic.',
  IST0128: 'Istio checks a server against the certificates of the system where none are named, so nothing is amiss.',
  IST0129: 'Istio checks a server against the certificates of the system where none are named, so nothing is amiss.',
  IST0138: 'Gateways that share a certificate concern browsers that come in, not traffic that goes out.',
  IST0140: 'The second hop of an egress route has no subset and needs none. subset-not-found judges each hop by itself.',
  IST0150: 'A Service of type ExternalName is an alias: Istio listens for none of its ports, whatever they are named.',
  KIA0209: 'The subset of an egress gateway is only a name and needs no labels.',
  KIA0601: 'Istio finds out the protocol of such a port from its traffic.',
};

/** A code of another tool. */
export interface PeerCode {
  readonly code: string;
  readonly name: string;
  readonly tool: 'istioctl analyze' | 'Kiali';
  /** Why no rule stands for it, where that is meant. */
  readonly without?: string;
}

/** What a code of another tool stands for; `undefined` for what is none. */
export function peerCode(text: string): PeerCode | undefined {
  const code = text.toUpperCase();
  const name = names[code];
  const reason = without[code];
  if (name === undefined) return undefined;
  return { code, name, tool: isOfIstio(code) ? 'istioctl analyze' : 'Kiali', ...(reason === undefined ? {} : { without: reason }) };
}

/** Whether it is a code of `istioctl analyze`. */
export function isOfIstio(code: string): boolean {
  return code.startsWith('IST');
}
