// Kinds that our resources refer to. Nothing inside them is checked.
import type { Kind } from '../model/kind.ts';
import { defineTarget } from './define.ts';

const workloadDocs = 'https://kubernetes.io/docs/concepts/workloads/';

function workload(group: string, kind: string, versions: readonly string[]): Kind {
  return defineTarget({ group, kind, versions, namespaced: true, docs: workloadDocs });
}

export const namespace = defineTarget({ group: '', kind: 'Namespace', versions: ['v1'], namespaced: false, docs: 'https://kubernetes.io/docs/concepts/overview/working-with-objects/namespaces/' });

/** Of a Secret only its identity and the names of what it holds are read. */
export const secret = defineTarget({ group: '', kind: 'Secret', versions: ['v1'], namespaced: true, docs: 'https://kubernetes.io/docs/concepts/configuration/secret/' });

/** Of the ConfigMaps only those are read that hold a MeshConfig, or certificates that others are checked by. */
export const configMap = defineTarget({ group: '', kind: 'ConfigMap', versions: ['v1'], namespaced: true, docs: 'https://kubernetes.io/docs/concepts/configuration/configmap/' });

export const pod = workload('', 'Pod', ['v1']);
const replicationController = workload('', 'ReplicationController', ['v1']);
export const deployment = workload('apps', 'Deployment', ['v1', 'v1beta2', 'v1beta1']);
const statefulSet = workload('apps', 'StatefulSet', ['v1', 'v1beta2', 'v1beta1']);
const daemonSet = workload('apps', 'DaemonSet', ['v1', 'v1beta2']);
const replicaSet = workload('apps', 'ReplicaSet', ['v1', 'v1beta2']);
export const job = workload('batch', 'Job', ['v1']);
export const cronJob = workload('batch', 'CronJob', ['v1', 'v1beta1']);

const rollout = defineTarget({ group: 'argoproj.io', kind: 'Rollout', versions: ['v1alpha1'], namespaced: true, docs: 'https://argo-rollouts.readthedocs.io/en/stable/features/specification/' });
const deploymentConfig = defineTarget({ group: 'apps.openshift.io', kind: 'DeploymentConfig', versions: ['v1'], namespaced: true, docs: 'https://docs.okd.io/latest/applications/deployments/what-deployments-are.html' });

/** Kinds that make pods, with the labels of the pods in a template, and Pod itself. */
export const workloads: readonly Kind[] = [pod, deployment, statefulSet, daemonSet, replicaSet, replicationController, job, cronJob, rollout, deploymentConfig];

function operated(group: string, kind: string, versions: readonly string[], docs: string): Kind {
  return defineTarget({ group, kind, versions, namespaced: true, docs });
}

const prometheusDocs = 'https://prometheus-operator.dev/docs/api-reference/api/';
const strimziDocs = 'https://strimzi.io/docs/operators/latest/configuring';
const elasticDocs = 'https://www.elastic.co/docs/deploy-manage/deploy/cloud-on-k8s';

/** Says how Istio is installed, and makes the pods of its gateways. */
export const istioOperator = operated('install.istio.io', 'IstioOperator', ['v1alpha1'], 'https://istio.io/latest/docs/reference/config/istio.operator.v1alpha1/');

/** Kinds whose controllers make pods with labels and ports that stand in no manifest. */
export const podMakers: readonly Kind[] = [
  operated('monitoring.coreos.com', 'Prometheus', ['v1'], prometheusDocs),
  operated('monitoring.coreos.com', 'Alertmanager', ['v1'], prometheusDocs),
  operated('monitoring.coreos.com', 'ThanosRuler', ['v1'], prometheusDocs),
  operated('kafka.strimzi.io', 'Kafka', ['v1', 'v1beta2'], strimziDocs),
  operated('kafka.strimzi.io', 'KafkaConnect', ['v1', 'v1beta2'], strimziDocs),
  operated('elasticsearch.k8s.elastic.co', 'Elasticsearch', ['v1'], elasticDocs),
  operated('kibana.k8s.elastic.co', 'Kibana', ['v1'], elasticDocs),
  operated('postgresql.cnpg.io', 'Cluster', ['v1'], 'https://cloudnative-pg.io/documentation/current/'),
  operated('acid.zalan.do', 'postgresql', ['v1'], 'https://postgres-operator.readthedocs.io/en/latest/'),
  istioOperator,
  operated('helm.toolkit.fluxcd.io', 'HelmRelease', ['v2', 'v2beta2', 'v2beta1'], 'https://fluxcd.io/flux/components/helm/helmreleases/'),
  operated('helm.cattle.io', 'HelmChart', ['v1'], 'https://docs.k3s.io/helm'),
  operated('kustomize.toolkit.fluxcd.io', 'Kustomization', ['v1', 'v1beta2'], 'https://fluxcd.io/flux/components/kustomize/kustomizations/'),
  operated('argoproj.io', 'Application', ['v1alpha1'], 'https://argo-cd.readthedocs.io/en/stable/operator-manual/declarative-setup/'),
];

/** What other namespaces may refer to. */
export const referenceGrant = defineTarget({
  group: 'gateway.networking.k8s.io', kind: 'ReferenceGrant', versions: ['v1', 'v1beta1', 'v1alpha2'], namespaced: true,
  docs: 'https://gateway-api.sigs.k8s.io/reference/api-types/referencegrant/',
});
