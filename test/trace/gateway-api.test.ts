// Ways out of a mesh through the Gateway API: a gateway that Istio makes, and routes for clients in the mesh.
import { describe, expect, test } from 'vitest';
import { destinationRule, gatewayRoute, kubernetesGateway, http80, https443, serviceEntry, told, traceIn } from './support.ts';

type Case = readonly [what: string, manifests: readonly string[], url: string, told: string];

function check(title: string, cases: readonly Case[]): void {
  describe(title, () => {
    test.each(cases)('%s', (_, manifests, url, expected) => {
      expect(told(traceIn(manifests, url))).toBe(expected);
    });
  });
}

const external = serviceEntry('api.example.com', `${http80}, ${https443}`);
const listener = '{name: http, port: 80, protocol: HTTP, hostname: api.example.com, allowedRoutes: {namespaces: {from: All}}}';
const gateway = kubernetesGateway('egress', 'istio-egress', listener);
const hostname = '{group: networking.istio.io, kind: Hostname, name: api.example.com, port: 80}';
const toGateway = gatewayRoute('HTTPRoute', 'to-gateway', 'shop', 'parentRefs: [{group: networking.istio.io, kind: ServiceEntry, name: api-example-com}]\nrules: [{backendRefs: [{name: egress-istio, namespace: istio-egress, port: 80}]}]');
const outside = gatewayRoute('HTTPRoute', 'outside', 'shop', `parentRefs: [{name: egress, namespace: istio-egress}]\nhostnames: [api.example.com]\nrules: [{backendRefs: [${hostname}]}]`);
const whole = [external, gateway, toGateway, outside];
const EGW = 'egress-istio.istio-egress.svc.cluster.local:80';
const url = 'http://api.example.com:80';

function without(text: string, by: string, instead = ''): readonly string[] {
  expect(whole.some((one) => one.includes(text))).toBe(true);
  return whole.map((one) => (one.includes(text) ? (by === '' ? '' : one.replace(text, instead === '' ? by : instead)) : one)).filter((one) => one !== '');
}

check('HTTP through a gateway of the Gateway API', [
  ['as it should be', whole, url, `gateway: ${EGW} plaintext > api.example.com:80 plaintext`],
  ['TLS goes past it', whole, 'https://api.example.com:443', 'direct: api.example.com:443 tls'],
  ['without the route of the mesh it goes past it', [external, gateway, outside], url, 'direct: api.example.com:80 plaintext'],
  ['without the route of the gateway it ends there', [external, gateway, toGateway], url, `error: ${EGW} plaintext > (no route matched)`],
  ['without the Gateway there is no Service', [external, toGateway, outside], url, `error: ${EGW} plaintext (cluster does not exist)`],
  ['the listener takes routes of its own namespace only', without(', allowedRoutes: {namespaces: {from: All}}', ' '), url, `error: ${EGW} plaintext > (no route matched)`],
  ['the listener is for another host', without('hostname: api.example.com', 'hostname: other.example.com'), url, `error: ${EGW} plaintext > (no route matched)`],
  ['the route names another listener', without('{name: egress, namespace: istio-egress}', '{name: egress, namespace: istio-egress, sectionName: tls}'), url, `error: ${EGW} plaintext > (no route matched)`],
  ['the backend has another port', without('name: api.example.com, port: 80', 'name: api.example.com, port: 8080'), url, `error: ${EGW} plaintext > api.example.com:8080 plaintext (cluster does not exist)`],
  ['the Service has no such port', without('namespace: istio-egress, port: 80}', 'namespace: istio-egress, port: 8080}'), url, 'error: egress-istio.istio-egress.svc.cluster.local:8080 plaintext (cluster does not exist)'],
  ['the parent is another ServiceEntry', without('name: api-example-com}', 'name: other}'), url, 'direct: api.example.com:80 plaintext'],
  ['the route of the mesh is for another port', without('name: api-example-com}', 'name: api-example-com, port: 8080}'), url, 'direct: api.example.com:80 plaintext'],
  ['a ServiceEntry is not a backend', without('kind: Hostname', 'kind: ServiceEntry'), url, `other: ${EGW} plaintext > `],
  ['without rules requests get 500', without('\nrules: [{backendRefs: [{group: networking.istio.io, kind: Hostname, name: api.example.com, port: 80}]}]'.replaceAll('\n', '\n  '), ' '), url, `other: ${EGW} plaintext > `],
  ['a weight of nothing', without('name: api.example.com, port: 80', 'name: api.example.com, port: 80, weight: 0'), url, `other: ${EGW} plaintext > `],
  ['another class of gateways', without('gatewayClassName: istio', 'gatewayClassName: nginx'), url, `error: ${EGW} plaintext (cluster does not exist)`],
]);

const times = 300;
const variants = Array.from({ length: times }, (_, index) => whole.map((one) => one.replace('metadata: {', `metadata: {annotations: {variant: '${index}'}, `))).flat();

check('One object in very many manifests', [
  ['copies are one', Array.from({ length: times }, () => whole).flat(), url, `gateway: ${EGW} plaintext > api.example.com:80 plaintext`],
  ['of variants the first count', variants, url, `gateway: ${EGW} plaintext > api.example.com:80 plaintext`],
]);

const byPath = (value: string): readonly string[] => [external, gateway, toGateway, outside.replace('rules: [{', `rules: [{matches: [{path: {type: RegularExpression, value: '${value}'}}], `)];

check('HTTPRoutes with regular expressions', [
  ['that the root matches', byPath('/(v\\d+/.*)?'), url, `gateway: ${EGW} plaintext > api.example.com:80 plaintext`],
  ['that it does not', byPath('/v\\d+/.*'), url, `error: ${EGW} plaintext > (no route matched)`],
]);

const passthrough = kubernetesGateway('egress', 'istio-egress', '{name: tls, port: 443, protocol: TLS, hostname: api.example.com, tls: {mode: Passthrough}, allowedRoutes: {namespaces: {from: All}}}');
const tlsToGateway = gatewayRoute('TLSRoute', 'to-gateway', 'shop', 'parentRefs: [{group: networking.istio.io, kind: ServiceEntry, name: api-example-com, port: 443}]\nhostnames: [api.example.com]\nrules: [{backendRefs: [{name: egress-istio, namespace: istio-egress, port: 443}]}]');
const tlsOutside = gatewayRoute('TLSRoute', 'outside', 'shop', 'parentRefs: [{name: egress, namespace: istio-egress}]\nhostnames: [api.example.com]\nrules: [{backendRefs: [{group: networking.istio.io, kind: Hostname, name: api.example.com, port: 443}]}]');

check('TLS through a gateway of the Gateway API', [
  ['as it should be', [external, passthrough, tlsToGateway, tlsOutside], 'https://api.example.com:443', 'gateway: egress-istio.istio-egress.svc.cluster.local:443 tls > api.example.com:443 tls'],
  ['plain HTTP goes past it', [external, passthrough, tlsToGateway, tlsOutside], url, 'direct: api.example.com:80 plaintext'],
  ['the gateway\'s route is for another name', [external, passthrough, tlsToGateway, tlsOutside.replace('hostnames: [api.example.com]', 'hostnames: [other.example.com]')], 'https://api.example.com:443', 'error: egress-istio.istio-egress.svc.cluster.local:443 tls > (no listener matched)'],
]);

const backendTls = (target: string, more = '', namespace = 'shop'): string => `apiVersion: gateway.networking.k8s.io/v1\nkind: BackendTLSPolicy\nmetadata: {name: outside, namespace: ${namespace}${more}}\nspec:\n  targetRefs: [{group: networking.istio.io, kind: ServiceEntry, ${target}}]\n  validation: {hostname: partner.example.com, wellKnownCACertificates: System}`;
const forHttp = backendTls('name: api-example-com, sectionName: http');
const ofRule = (port: string, mode: string, namespace = 'shop', more = ''): string => destinationRule('api.example.com', `${more}trafficPolicy: {portLevelSettings: [{port: {number: ${port}}, tls: {mode: ${mode}}}]}`, namespace);
const toTls = `gateway: ${EGW} plaintext > api.example.com:80 tls`;
const toPlaintext = `gateway: ${EGW} plaintext > api.example.com:80 plaintext`;

check('TLS by a BackendTLSPolicy', [
  ['begun at the gateway', [...whole, forHttp], url, toTls],
  ['for all ports', [...whole, backendTls('name: api-example-com')], url, toTls],
  ['for clients without a gateway', [external, forHttp], url, 'direct: api.example.com:80 tls'],
  ['another port', [...whole, backendTls('name: api-example-com, sectionName: https')], url, toPlaintext],
  ['no such port', [...whole, backendTls('name: api-example-com, sectionName: web')], url, toPlaintext],
  ['another target', [...whole, backendTls('name: other')], url, toPlaintext],
  ['another namespace', [...whole, backendTls('name: api-example-com', '', 'istio-egress')], url, toPlaintext],
  ['Istio is to leave it alone', [...whole, backendTls('name: api-example-com', ', annotations: {istio.io/ignore-policy-attachment: "True"}')], url, toPlaintext],
  ['for the younger of two ServiceEntries of the host', [external.replace('name: api-example-com', 'name: older'), ...whole, backendTls('name: api-example-com')], url, toTls],
  ['around the TLS of applications', [...whole, backendTls('name: api-example-com')], 'https://api.example.com:443', 'direct: api.example.com:443 tls around tls'],
  ['a DestinationRule beside it counts first', [...whole, forHttp, ofRule('80', 'DISABLE')], url, toPlaintext],
  ['but for what it says nothing of', [...whole, forHttp, ofRule('443', 'DISABLE')], url, toTls],
  ['the policy for a port comes before the rule for all', [...whole, forHttp, destinationRule('api.example.com', 'trafficPolicy: {tls: {mode: DISABLE}}')], url, toTls],
  ['a DestinationRule of the gateway\'s namespace hides it', [...whole, forHttp, ofRule('443', 'DISABLE', 'istio-egress')], url, toPlaintext],
]);

test('the policy decides, and says which name is asked for', () => {
  const { hops } = traceIn([...whole, forHttp], url);
  expect(hops[1]?.sni).toBe('partner.example.com');
  expect(hops[1]?.decisions.flatMap(({ role, resource }) => (role === 'tls' ? [resource.kind.kind] : []))).toEqual(['BackendTLSPolicy']);
});

test('places are those of the routes', () => {
  const { hops } = traceIn(whole, url);
  expect(hops.map(({ decisions }) => decisions.map(({ role, resource }) => `${role} ${resource.kind.kind} ${resource.name ?? ''}`))).toEqual([
    ['route HTTPRoute to-gateway', 'destination HTTPRoute to-gateway', 'service Gateway egress'],
    ['route HTTPRoute outside', 'destination HTTPRoute outside', 'server Gateway egress', 'service ServiceEntry api-example-com'],
  ]);
  expect(hops[1]?.decisions[1]?.value.at('name').string).toBe('api.example.com');
  expect(hops[1]?.decisions[2]?.value.at('name').string).toBe('http');
});
