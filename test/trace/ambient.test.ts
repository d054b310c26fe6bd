// Ways out of an ambient mesh: past a waypoint or through one, and what keeps it from being used.
import { describe, expect, test } from 'vitest';
import { destinationRule, gatewayRoute, http80, https443, serviceEntry, told, traceIn, virtualService, waypoint } from './support.ts';

type Case = readonly [what: string, manifests: readonly string[], url: string, told: string];

const options = { ambientNamespaces: ['shop'] };

function check(title: string, cases: readonly Case[]): void {
  describe(title, () => {
    test.each(cases)('%s', (_, manifests, url, expected) => {
      expect(told(traceIn(manifests, url, 'shop', options))).toBe(expected);
    });
  });
}

const external = serviceEntry('api.example.com', `${http80}, ${https443}`);
const labelled = external.replace('namespace: shop}', 'namespace: shop, labels: {istio.io/use-waypoint: egress}}');
const egress = waypoint('egress', 'shop');
const url = 'http://api.example.com:80';
const WAY = 'egress.shop.svc.cluster.local:15008';
const namespace = (labels: string): string => `apiVersion: v1\nkind: Namespace\nmetadata: {name: shop, labels: {${labels}}}`;

check('a waypoint', [
  ['as it should be', [labelled, egress], url, `gateway: ${WAY} plaintext > api.example.com:80 plaintext`],
  ['TLS passes it as well', [labelled, egress], 'https://api.example.com:443', `gateway: ${WAY} tls > api.example.com:443 tls`],
  ['no label', [external, egress], url, 'direct: api.example.com:80 plaintext'],
  ['the label of the namespace', [external, egress, namespace('istio.io/use-waypoint: egress')], url, `gateway: ${WAY} plaintext > api.example.com:80 plaintext`],
  ['none stands above the namespace', [labelled.replace('use-waypoint: egress', 'use-waypoint: none'), egress, namespace('istio.io/use-waypoint: egress')], url, 'direct: api.example.com:80 plaintext'],
  ['a name that no Gateway has', [labelled.replace('use-waypoint: egress', 'use-waypoint: egres'), egress], url, 'direct: api.example.com:80 plaintext'],
  ['of another namespace without saying so', [labelled, waypoint('egress', 'infra')], url, 'direct: api.example.com:80 plaintext'],
  ['of another namespace', [labelled.replace('use-waypoint: egress', 'use-waypoint: egress, istio.io/use-waypoint-namespace: infra'), waypoint('egress', 'infra')], url, 'gateway: egress.infra.svc.cluster.local:15008 plaintext > api.example.com:80 plaintext'],
  ['for workloads only', [labelled, waypoint('egress', 'shop', 'workload')], url, 'direct: api.example.com:80 plaintext'],
  ['for all', [labelled, waypoint('egress', 'shop', 'all')], url, `gateway: ${WAY} plaintext > api.example.com:80 plaintext`],
  ['another class', [labelled, egress.replace('istio-waypoint', 'istio')], url, 'direct: api.example.com:80 plaintext'],
  ['resolution NONE has no address', [labelled.replace('resolution: DNS', 'resolution: NONE'), egress], url, 'passthrough: plaintext'],
  ['a wildcard has none either', [serviceEntry('*.example.com', http80, 'resolution: STATIC\nendpoints: [{address: 192.0.2.1}]'), egress], url, 'passthrough: plaintext'],
  ['another port is not known', [labelled, egress], 'http://api.example.com:8080', 'passthrough: plaintext'],
  ['exportTo does not count', [labelled.replace('resolution: DNS', 'exportTo: [partner]\n  resolution: DNS')], url, 'direct: api.example.com:80 plaintext'],
  ['originates TLS', [labelled, egress, destinationRule('api.example.com', 'trafficPolicy: {portLevelSettings: [{port: {number: 80}, tls: {mode: SIMPLE}}]}')], url, `gateway: ${WAY} plaintext > api.example.com:80 tls`],
  ['without a waypoint nothing originates TLS', [external, destinationRule('api.example.com', 'trafficPolicy: {tls: {mode: SIMPLE}}')], url, 'direct: api.example.com:80 plaintext'],
  ['follows a VirtualService', [labelled, egress, serviceEntry('proxy.example.com', http80), virtualService('[api.example.com]', 'http: [{route: [{destination: {host: proxy.example.com}}]}]')], url, `gateway: ${WAY} plaintext > proxy.example.com:80 plaintext`],
  ['follows an HTTPRoute', [labelled, egress, serviceEntry('proxy.example.com', http80), gatewayRoute('HTTPRoute', 'r', 'shop', 'parentRefs: [{group: networking.istio.io, kind: ServiceEntry, name: api-example-com}]\nrules: [{backendRefs: [{group: networking.istio.io, kind: Hostname, name: proxy.example.com, port: 80}]}]')], url, `gateway: ${WAY} plaintext > proxy.example.com:80 plaintext`],
]);

test('the label of a namespace says that it is ambient; a pod may have a sidecar all the same', () => {
  const manifests = [labelled, egress, namespace('istio.io/dataplane-mode: ambient')];
  expect(told(traceIn(manifests, url))).toBe(`gateway: ${WAY} plaintext > api.example.com:80 plaintext`);
  expect(told(traceIn([labelled, egress], url))).toBe('direct: api.example.com:80 plaintext');
});

test('REGISTRY_ONLY does not count', () => {
  expect(told(traceIn([egress], url, 'shop', { ...options, outboundTrafficPolicy: 'REGISTRY_ONLY' }))).toBe('passthrough: plaintext');
});
