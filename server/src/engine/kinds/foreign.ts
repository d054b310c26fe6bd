import { dictionary } from '../text/dictionary.ts';

/**
 * The other real kinds of the API groups that ours are in, by group and version: those without a declaration in this folder.
 * They are left alone. Sources: Kubernetes' API reference 1.37 and the kinds it had served before; Istio's CRDs.
 */
export const foreignKinds = dictionary<Readonly<Record<string, string>>>({
  '': dictionary({
    v1: 'Binding ComponentStatus Endpoints Event Eviction LimitRange Node PersistentVolume PersistentVolumeClaim '
      + 'PodTemplate ResourceQuota ServiceAccount '
      // Not objects of a cluster, but files and messages that carry this apiVersion.
      + 'List Status Config DeleteOptions ListOptions APIGroup APIResourceList APIVersions WatchEvent Scale SerializedReference RangeAllocation '
      // OpenShift served its kinds under v1 before they had groups.
      + 'BuildConfig Build DeploymentConfig Group Identity ImageStream ImageStreamTag OAuthClient Policy Project ProjectRequest Role RoleBinding '
      + 'ClusterRole ClusterRoleBinding Route SecurityContextConstraints Template User EgressNetworkPolicy NetNamespace HostSubnet ClusterNetwork',
  }),
  'networking.k8s.io': dictionary({
    v1: 'Ingress IngressClass IPAddress ServiceCIDR',
    v1beta1: 'Ingress IngressClass IPAddress ServiceCIDR',
    v1alpha1: 'ClusterCIDR IPAddress ServiceCIDR',
  }),
  'networking.istio.io': dictionary({
    v1: 'WorkloadGroup',
    v1beta1: 'ProxyConfig WorkloadGroup',
    v1alpha3: 'EnvoyFilter WorkloadGroup',
  }),
  'security.istio.io': dictionary({
    v1: 'PeerAuthentication RequestAuthentication',
    v1beta1: 'PeerAuthentication RequestAuthentication',
  }),
});
