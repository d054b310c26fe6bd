// What rules make of a request decides what the next proxy does with it.
import { expect, test } from 'vitest';
import { egressGateway, egw, gateway, gatewayRoute, gw, http80, kubernetesGateway, serviceEntry, told, traceIn, virtualService } from './support.ts';

const api = 'api.example.com';
const pay = 'pay.example.com';
const mesh = [egressGateway, serviceEntry(api, http80), serviceEntry(pay, http80), gateway(`{port: {number: 80, name: http, protocol: HTTP}, hosts: [${api}, ${pay}]}`)];

/** To the gateway with what is changed on the way, and out of it by rules of the gateway. */
function through(change: string, ...out: readonly string[]): string {
  return virtualService(`[${api}]`, [
    `gateways: [mesh, ${gw}]`, 'http:',
    `- match: [{gateways: [mesh], port: 80}]`, `  route: [{destination: {host: ${egw}, port: {number: 80}}}]`, ...change === '' ? [] : [`  ${change}`],
    ...out,
  ].join('\n'));
}

function toHost(host: string, condition = ''): string {
  return `- match: [{gateways: [${gw}], port: 80${condition}}]\n  route: [{destination: {host: ${host}, port: {number: 80}}}]`;
}

const payOut = virtualService(`[${pay}]`, `gateways: [${gw}]\nhttp: [{route: [{destination: {host: ${pay}, port: {number: 80}}}]}]`, 'shop', 'pay');
const goes = (host: string): string => `gateway: EGW:80 plaintext > ${host}:80 plaintext`;

test.each<[what: string, manifests: readonly string[], expected: string]>([
  ['nothing is changed', [through('', toHost(api)), payOut], goes(api)],
  ['another host has other rules', [through(`rewrite: {authority: ${pay}}`, toHost(api)), payOut], goes(pay)],
  ['and where it has none there is no way on', [through(`rewrite: {authority: ${pay}}`, toHost(api))], 'error: EGW:80 plaintext > (no virtual host matched)'],
  ['a header is another way to say the host', [through(`headers: {request: {set: {Host: ${pay}}}}`, toHost(api)), payOut], goes(pay)],
  ['the rewrite counts before the header', [through(`headers: {request: {set: {':authority': ${pay}}}}\n  rewrite: {authority: ${api}}`, toHost(api)), payOut], goes(api)],
  ['another path meets other conditions', [through('rewrite: {uri: /v2}', toHost(pay, ', uri: {prefix: /v2}'), toHost(api))], goes(pay)],
  ['a path that stays does not', [through('', toHost(pay, ', uri: {prefix: /v2}'), toHost(api))], goes(api)],
  ['a delegate takes over what its root changes', [
    virtualService(`[${api}]`, `gateways: [mesh, ${gw}]\nhttp:\n- match: [{gateways: [mesh], port: 80}]\n  delegate: {name: inner}\n  rewrite: {authority: ${pay}}\n${toHost(api)}`),
    virtualService('[]', `http: [{route: [{destination: {host: ${egw}, port: {number: 80}}}]}]`, 'shop', 'inner').replace('hosts: []', ''), payOut,
  ], goes(pay)],
  ['and what it answers', [
    virtualService(`[${api}]`, 'http:\n- delegate: {name: inner}\n  directResponse: {status: 403}'),
    virtualService('[]', `http: [{route: [{destination: {host: ${pay}}}]}]`, 'shop', 'inner').replace('hosts: []', ''),
  ], 'other: '],
])('%s', (_, manifests, expected) => {
  expect(told(traceIn([...mesh, ...manifests], 'http://api.example.com:80'))).toBe(expected);
});

test('a route of the Gateway API rewrites too', () => {
  const backend = (name: string): string => `backendRefs: [{group: networking.istio.io, kind: Hostname, name: ${name}, port: 80}]`;
  const manifests = [
    serviceEntry(api, http80), serviceEntry(pay, http80), kubernetesGateway('out', 'shop', '{name: http, port: 80, protocol: HTTP}'),
    gatewayRoute('HTTPRoute', 'in', 'shop', 'parentRefs: [{group: networking.istio.io, kind: ServiceEntry, name: api-example-com}]\nrules:\n- filters: [{type: URLRewrite, urlRewrite: {hostname: pay.example.com}}]\n  backendRefs: [{name: out-istio, port: 80}]'),
    gatewayRoute('HTTPRoute', 'a', 'shop', `parentRefs: [{name: out}]\nhostnames: [${api}]\nrules: [{${backend(api)}}]`),
    gatewayRoute('HTTPRoute', 'b', 'shop', `parentRefs: [{name: out}]\nhostnames: [${pay}]\nrules: [{${backend(pay)}}]`),
  ];
  expect(told(traceIn(manifests, 'http://api.example.com:80'))).toBe('gateway: out-istio.shop.svc.cluster.local:80 plaintext > pay.example.com:80 plaintext');
});
