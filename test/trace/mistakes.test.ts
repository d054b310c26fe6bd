// Ways out that look right and are not, pattern by pattern, beside what patterns.test.ts holds: what becomes of the request.
import { describe, expect, test } from 'vitest';
import type { LintOptions } from '../../server/src/engine/index.ts';
import { chain, destinationRule, egressGateway, egw, gateway, gatewayRoute, http80, https443, kubernetesGateway, serviceEntry, service, sidecar, tls443, told, traceIn, virtualService } from './support.ts';

type Case = readonly [what: string, manifests: readonly string[], url: string, told: string, options?: Partial<LintOptions>];

function check(title: string, cases: readonly Case[]): void {
  describe(title, () => {
    test.each(cases.map((one) => [one[0], one] as const))('%s', (_, [, manifests, url, expected, options = {}]) => {
      expect(told(traceIn(manifests, url, 'shop', options))).toBe(expected);
    });
  });
}

const api = 'api.example.com';
const http = `http://${api}:80`;
const https = `https://${api}:443`;
const both = serviceEntry(api, `${http80}, ${https443}`);
const external = serviceEntry(api, tls443);
const plain = gateway(`{port: {number: 80, name: http, protocol: HTTP}, hosts: [${api}]}`);
const passthrough = gateway(`{port: {number: 443, name: tls, protocol: TLS}, hosts: [${api}], tls: {mode: PASSTHROUGH}}`);
const subset = destinationRule(egw, 'subsets: [{name: api}]');
const originate = (port: number): string => `trafficPolicy: {portLevelSettings: [{port: {number: ${port}}, tls: {mode: SIMPLE}}]}`;

check('a ServiceEntry alone', [
  ['the older of two for one host counts where they disagree on the protocol', [serviceEntry(api, '{number: 8080, name: tcp, protocol: TLS}').replace('name: api', 'name: a-api'), serviceEntry(api, '{number: 8080, name: http, protocol: HTTP}')], `https://${api}:8080`, 'direct: api.example.com:8080 tls'],
  ['STATIC without endpoints has a cluster all the same', [serviceEntry(api, http80, 'resolution: STATIC')], http, 'direct: api.example.com:80 plaintext'],
  ['inside the mesh, as its location says', [serviceEntry(api, http80, 'resolution: DNS\nlocation: MESH_INTERNAL')], http, 'direct: api.example.com:80 plaintext'],
]);

check('HTTP through an egress gateway', [
  ['the client\'s DestinationRule without the subset hides the gateway\'s', [egressGateway, both, plain, destinationRule(egw, 'subsets: [{name: other}]'), destinationRule(egw, 'subsets: [{name: api}]', 'istio-system'), chain('http', api, { mesh: 80, out: 80, subset: 'api' })], http, 'error: EGW:80/api plaintext (cluster does not exist)'],
  ['a server for all hosts', [egressGateway, both, gateway('{port: {number: 80, name: http, protocol: HTTP}, hosts: ["*"]}'), subset, chain('http', api, { mesh: 80, out: 80, subset: 'api' })], http, 'gateway: EGW:80/api plaintext > api.example.com:80 plaintext'],
  ['a server for a wildcard over it, of its namespace', [egressGateway, both, gateway('{port: {number: 80, name: http, protocol: HTTP}, hosts: ["shop/*.example.com"]}'), subset, chain('http', api, { mesh: 80, out: 80, subset: 'api' })], http, 'gateway: EGW:80/api plaintext > api.example.com:80 plaintext'],
  ['the VirtualService is for another host', [egressGateway, both, plain, subset, chain('http', 'other.example.com', { to: api, mesh: 80, out: 80, subset: 'api' })], http, 'direct: api.example.com:80 plaintext'],
]);

check('TLS passed through an egress gateway', [
  ['the server names are others of its hosts, and the mesh has no chain for this one', [egressGateway, external, passthrough, chain('tls', api, { sni: 'www.example.com' }).replace(`hosts: ['${api}']`, `hosts: ['${api}', 'www.example.com']`)], https, 'passthrough: tls'],
  ['the gateway\'s rule is for http', [egressGateway, external, passthrough, virtualService(`[${api}]`, `gateways: [mesh, istio-system/egress]\ntls: [{match: [{gateways: [mesh], port: 443, sniHosts: [${api}]}], route: [{destination: {host: ${egw}, port: {number: 443}}}]}]\nhttp: [{match: [{gateways: [istio-system/egress]}], route: [{destination: {host: ${api}, port: {number: 443}}}]}]`)], https, 'error: EGW:443 tls > (no listener matched)'],
]);

check('TLS that the gateway puts around HTTP', [
  ['a rule for everybody in the root namespace meets TLS that leaves directly', [both, destinationRule(api, originate(443), 'istio-system')], https, 'direct: api.example.com:443 tls around tls'],
  ['where the gateway\'s namespace is not the root, its rule goes before that of the ServiceEntry\'s', [egressGateway, both, plain, subset, chain('http', api, { mesh: 80, subset: 'api' }), destinationRule(api, originate(443), 'istio-system'), destinationRule(api, 'trafficPolicy: {tls: {mode: DISABLE}}')], http, 'gateway: EGW:80/api plaintext > api.example.com:443 tls', { rootNamespace: 'istio-config' }],
  ['which a rule of the root namespace does not', [egressGateway, both, plain, subset, chain('http', api, { mesh: 80, subset: 'api' }), destinationRule(api, originate(443), 'istio-config'), destinationRule(api, 'trafficPolicy: {tls: {mode: DISABLE}}')], http, 'gateway: EGW:80/api plaintext > api.example.com:443 plaintext', { rootNamespace: 'istio-config' }],
]);

const wide = gateway('{port: {number: 443, name: tls, protocol: TLS}, hosts: ["*.example.com"], tls: {mode: PASSTHROUGH}}');
const allOf = serviceEntry('*.example.com', tls443, 'resolution: NONE');
const wildcard = (to: string, out = 443): string => chain('tls', '*.example.com', { to, out, sni: '*.example.com' });

check('wildcard hosts through an egress gateway', [
  ['to a proxy beside the gateway that reads the server name', [egressGateway, allOf, serviceEntry('sni-proxy.local', '{number: 8443, name: tcp, protocol: TCP}', 'location: MESH_EXTERNAL\nresolution: STATIC\nendpoints: [{address: 127.0.0.1}]'), wide, wildcard('sni-proxy.local', 8443)], 'https://en.example.com:443', 'gateway: EGW:443 tls > sni-proxy.local:8443 tls'],
  ['looked up by the gateway, name by name', [egressGateway, serviceEntry('*.example.com', tls443, 'resolution: DYNAMIC_DNS'), wide, wildcard('*.example.com')], 'https://en.example.com:443', 'gateway: EGW:443 tls > *.example.com:443 tls'],
  ['a VirtualService for one of the names takes its requests alone', [both, serviceEntry('www.example.com', http80), virtualService('["*.example.com"]', `http: [{route: [{destination: {host: ${api}, port: {number: 80}}}]}]`), virtualService('[www.example.com]', 'http: [{match: [{uri: {prefix: /never}}], route: [{destination: {host: www.example.com}}]}]', 'shop', 'narrow')], 'http://www.example.com:80', 'error: plaintext (no route matched)'],
]);

const db = (name: string, address: string): string => serviceEntry(`${name}.example.com`, '{number: 5432, name: tcp, protocol: TCP}', `resolution: STATIC\naddresses: [${address}]\nendpoints: [{address: ${address}}]`);
const tcpServer = gateway('{port: {number: 5432, name: tcp, protocol: TCP}, hosts: ["*"]}');
const tcpChain = (name: string): string => chain('tcp', `${name}.example.com`, { mesh: 5432, out: 5432 }).replace('name: routes', `name: routes-${name}`);

check('TCP', [
  ['of several hosts on one port of the gateway the first VirtualService takes all', [egressGateway, db('one', '192.0.2.1'), db('two', '192.0.2.2'), tcpServer, tcpChain('one'), tcpChain('two')], 'tcp://two.example.com:5432', 'gateway: EGW:5432 plaintext > one.example.com:5432 plaintext'],
  ['a rule for some addresses', [egressGateway, db('one', '192.0.2.1'), tcpServer, tcpChain('one').replace('port: 5432}', 'port: 5432, destinationSubnets: [192.0.2.0/24]}')], 'tcp://one.example.com:5432?address=192.0.2.1', 'gateway: EGW:5432 plaintext > one.example.com:5432 plaintext'],
  ['of two ranges the narrower one counts', [serviceEntry('wide.example.com', '{number: 5432, name: tcp, protocol: TCP}', 'resolution: NONE\naddresses: [192.0.2.0/24]'), serviceEntry('narrow.example.com', '{number: 5432, name: tcp, protocol: TCP}', 'resolution: NONE\naddresses: [192.0.2.0/28]')], 'tcp://any.example.com:5432?address=192.0.2.3', 'direct: narrow.example.com:5432 plaintext'],
  ['an address where only known services count', [sidecar('outboundTrafficPolicy: {mode: REGISTRY_ONLY}'), db('one', '192.0.2.1')], 'tcp://other.example.com:5432?address=192.0.2.9', 'blackhole: plaintext'],
]);

check('Services for what is outside', [
  ['an alias with TLS of its own', [service('out', 'shop', `type: ExternalName\nexternalName: ${api}\nports: [{name: http, port: 80}]`), both, destinationRule('out', 'trafficPolicy: {tls: {mode: SIMPLE}}')], 'http://out.shop.svc.cluster.local:80', 'direct: api.example.com:80 plaintext'],
  ['and with TLS of the host that it stands for', [service('out', 'shop', `type: ExternalName\nexternalName: ${api}\nports: [{name: http, port: 80}]`), serviceEntry(api, '{number: 80, name: http, protocol: HTTP, targetPort: 443}'), destinationRule(api, 'trafficPolicy: {tls: {mode: SIMPLE}}')], 'http://out.shop.svc.cluster.local:80', 'direct: api.example.com:80 tls'],
]);

const tcpGateway = kubernetesGateway('egress', 'istio-egress', '{name: tcp, port: 5432, protocol: TCP, allowedRoutes: {namespaces: {from: All}}}');
const tcpIn = gatewayRoute('TCPRoute', 'to-gateway', 'shop', 'parentRefs: [{group: networking.istio.io, kind: ServiceEntry, name: one-example-com}]\nrules: [{backendRefs: [{name: egress-istio, namespace: istio-egress, port: 5432}]}]');
const tcpOut = gatewayRoute('TCPRoute', 'outside', 'shop', 'parentRefs: [{name: egress, namespace: istio-egress}]\nrules: [{backendRefs: [{group: networking.istio.io, kind: Hostname, name: one.example.com, port: 5432}]}]');
const webGateway = kubernetesGateway('egress', 'istio-egress', `{name: http, port: 80, protocol: HTTP, hostname: ${api}, allowedRoutes: {namespaces: {from: All}}}`);
const webIn = gatewayRoute('HTTPRoute', 'to-gateway', 'shop', 'parentRefs: [{group: networking.istio.io, kind: ServiceEntry, name: api-example-com}]\nrules: [{backendRefs: [{name: egress-istio, namespace: istio-egress, port: 80}]}]');
const webOut = (backend: string): string => gatewayRoute('HTTPRoute', 'outside', 'shop', `parentRefs: [{name: egress, namespace: istio-egress}]\nhostnames: [${api}]\nrules: [{backendRefs: [${backend}]}]`);
const partner = service('proxy', 'partner', 'selector: {app: proxy}\nports: [{name: http, port: 80}]');
const grant = 'apiVersion: gateway.networking.k8s.io/v1beta1\nkind: ReferenceGrant\nmetadata: {name: shop, namespace: partner}\nspec: {from: [{group: gateway.networking.k8s.io, kind: HTTPRoute, namespace: shop}], to: [{group: "", kind: Service}]}';
const GWAPI = 'egress-istio.istio-egress.svc.cluster.local';

check('a gateway of the Gateway API', [
  ['TCP as it should be', [db('one', '192.0.2.1'), tcpGateway, tcpIn, tcpOut], 'tcp://one.example.com:5432', `gateway: ${GWAPI}:5432 plaintext > one.example.com:5432 plaintext`],
  ['TCP without the route of the gateway', [db('one', '192.0.2.1'), tcpGateway, tcpIn], 'tcp://one.example.com:5432', `error: ${GWAPI}:5432 plaintext > (no listener matched)`],
  ['a Service of another namespace that allows it', [serviceEntry(api, http80), webGateway, webIn, webOut('{name: proxy, namespace: partner, port: 80}'), partner, grant], http, `gateway: ${GWAPI}:80 plaintext > proxy.partner.svc.cluster.local:80 plaintext`],
  ['a Service of another namespace that allows others', [serviceEntry(api, http80), webGateway, webIn, webOut('{name: proxy, namespace: partner, port: 80}'), partner, grant.replace('namespace: shop}]', 'namespace: other}]')], http, `other: ${GWAPI}:80 plaintext > `],
  ['a Service of another namespace that allows nobody', [serviceEntry(api, http80), webGateway, webIn, webOut('{name: proxy, namespace: partner, port: 80}'), partner], http, `other: ${GWAPI}:80 plaintext > `, { workspaceIsComplete: true }],
]);

describe('a gateway has nobody to ask for the address of a host that is to be looked up by the application', () => {
  test.each([
    ['HTTP', [egressGateway, serviceEntry(api, http80, 'resolution: NONE'), plain, subset, chain('http', api, { mesh: 80, out: 80, subset: 'api' })], http],
    ['wildcards', [egressGateway, allOf, wide, wildcard('*.example.com')], 'https://en.example.com:443'],
  ] as const)('%s', (_, manifests, url) => {
    expect(traceIn(manifests, url).break).toBe('no-address');
  });
});
