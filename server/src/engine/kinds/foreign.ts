/**
 * The other real kinds of the API groups in which a kind that does not exist is a mistake, by group and version.
 * They are left alone. Sources: Kubernetes' API reference 1.37 and the kinds it had served before; Istio's CRDs.
 */
export const foreignKinds: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  '': {
    v1: 'Binding ComponentStatus ConfigMap Endpoints Event Eviction LimitRange Namespace Node PersistentVolume PersistentVolumeClaim Pod '
      + 'PodTemplate ReplicationController ResourceQuota Secret Service ServiceAccount '
      // Not objects of a cluster, but files and messages that carry this apiVersion.
      + 'List Status Config DeleteOptions ListOptions APIGroup APIResourceList APIVersions WatchEvent Scale SerializedReference RangeAllocation '
      // OpenShift served its kinds under v1 before they had groups.
      + 'BuildConfig Build DeploymentConfig Group Identity ImageStream ImageStreamTag OAuthClient Policy Project ProjectRequest Role RoleBinding '
      + 'ClusterRole ClusterRoleBinding Route SecurityContextConstraints Template User EgressNetworkPolicy NetNamespace HostSubnet ClusterNetwork',
  },
  'networking.k8s.io': {
    v1: 'Ingress IngressClass IPAddress NetworkPolicy ServiceCIDR',
    v1beta1: 'Ingress IngressClass IPAddress ServiceCIDR',
    v1alpha1: 'ClusterCIDR IPAddress ServiceCIDR',
  },
  'networking.istio.io': {
    v1: 'DestinationRule Gateway ServiceEntry Sidecar VirtualService WorkloadEntry WorkloadGroup',
    v1beta1: 'DestinationRule Gateway ProxyConfig ServiceEntry Sidecar VirtualService WorkloadEntry WorkloadGroup',
    v1alpha3: 'DestinationRule EnvoyFilter Gateway ServiceEntry Sidecar VirtualService WorkloadEntry WorkloadGroup',
  },
  'security.istio.io': {
    v1: 'AuthorizationPolicy PeerAuthentication RequestAuthentication',
    v1beta1: 'AuthorizationPolicy PeerAuthentication RequestAuthentication',
  },
};
