import { defineKind } from './define.ts';

export const destinationRule = defineKind({
  group: 'networking.istio.io',
  kind: 'DestinationRule',
  versions: ['v1', 'v1beta1', 'v1alpha3'],
  decoder: 'crd',
  schema: 'destination-rule.json',
  nameSyntax: 'subdomain',
  namespaced: true,
  docs: 'https://istio.io/latest/docs/reference/config/networking/destination-rule/',
});
