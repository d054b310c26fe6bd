// Kinds that our resources refer to. Nothing inside them is checked.
import type { Kind } from '../model/kind.ts';
import { defineTarget } from './define.ts';

const workloadDocs = 'https://kubernetes.io/docs/concepts/workloads/';

function workload(group: string, kind: string, versions: readonly string[]): Kind {
  return defineTarget({ group, kind, versions, namespaced: true, docs: workloadDocs });
}

export const namespace = defineTarget({ group: '', kind: 'Namespace', versions: ['v1'], namespaced: false, docs: 'https://kubernetes.io/docs/concepts/overview/working-with-objects/namespaces/' });

export const pod = workload('', 'Pod', ['v1']);
export const replicationController = workload('', 'ReplicationController', ['v1']);
export const deployment = workload('apps', 'Deployment', ['v1', 'v1beta2', 'v1beta1']);
export const statefulSet = workload('apps', 'StatefulSet', ['v1', 'v1beta2', 'v1beta1']);
export const daemonSet = workload('apps', 'DaemonSet', ['v1', 'v1beta2']);
export const replicaSet = workload('apps', 'ReplicaSet', ['v1', 'v1beta2']);
export const job = workload('batch', 'Job', ['v1']);
export const cronJob = workload('batch', 'CronJob', ['v1', 'v1beta1']);

/** Kinds that make pods, with the labels of the pods in a template, and Pod itself. */
export const workloads: readonly Kind[] = [pod, deployment, statefulSet, daemonSet, replicaSet, replicationController, job, cronJob];

export const kubernetesGateway = defineTarget({
  group: 'gateway.networking.k8s.io', kind: 'Gateway', versions: ['v1', 'v1beta1', 'v1alpha2'], namespaced: true,
  docs: 'https://gateway-api.sigs.k8s.io/reference/api-types/gateway/',
});
