import { defineKind } from './define.ts';

export const service = defineKind({
  group: '',
  kind: 'Service',
  versions: ['v1'],
  decoder: 'go',
  schema: 'service.json',
  nameSyntax: 'dns-1035-label',
  namespaced: true,
  docs: 'https://kubernetes.io/docs/concepts/services-networking/service/',
});
