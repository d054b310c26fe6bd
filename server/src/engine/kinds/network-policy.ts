import { defineKind } from './define.ts';

export const networkPolicy = defineKind({
  group: 'networking.k8s.io',
  kind: 'NetworkPolicy',
  versions: ['v1'],
  decoder: 'go',
  schema: 'network-policy.json',
  nameSyntax: 'subdomain',
  namespaced: true,
  docs: 'https://kubernetes.io/docs/concepts/services-networking/network-policies/',
});
