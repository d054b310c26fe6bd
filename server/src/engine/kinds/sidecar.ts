import { defineKind } from './define.ts';

export const sidecar = defineKind({
  group: 'networking.istio.io',
  kind: 'Sidecar',
  versions: ['v1', 'v1beta1', 'v1alpha3'],
  decoder: 'crd',
  schema: 'sidecar.json',
  nameSyntax: 'subdomain',
  namespaced: true,
  docs: 'https://istio.io/latest/docs/reference/config/networking/sidecar/',
});
