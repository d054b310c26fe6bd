import { defineKind } from './define.ts';

export const authorizationPolicy = defineKind({
  group: 'security.istio.io',
  kind: 'AuthorizationPolicy',
  versions: ['v1', 'v1beta1'],
  decoder: 'crd',
  schema: 'authorization-policy.json',
  nameSyntax: 'subdomain',
  namespaced: true,
  docs: 'https://istio.io/latest/docs/reference/config/security/authorization-policy/',
});
