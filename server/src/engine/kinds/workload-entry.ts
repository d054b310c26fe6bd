import { defineKind } from './define.ts';

export const workloadEntry = defineKind({
  group: 'networking.istio.io',
  kind: 'WorkloadEntry',
  versions: ['v1', 'v1beta1', 'v1alpha3'],
  decoder: 'crd',
  schema: 'workload-entry.json',
  nameSyntax: 'subdomain',
  namespaced: true,
  docs: 'https://istio.io/latest/docs/reference/config/networking/workload-entry/',
});
