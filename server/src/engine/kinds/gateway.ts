import { defineKind } from './define.ts';

export const gateway = defineKind({
  group: 'networking.istio.io',
  kind: 'Gateway',
  versions: ['v1', 'v1beta1', 'v1alpha3'],
  decoder: 'crd',
  schema: 'gateway.json',
  nameSyntax: 'subdomain',
  namespaced: true,
  docs: 'https://istio.io/latest/docs/reference/config/networking/gateway/',
});
