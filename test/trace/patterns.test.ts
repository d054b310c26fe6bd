// The usual ways out of a mesh, what they look like when they work, and what becomes of them with the usual mistakes.
import { describe, expect, test } from 'vitest';
import { chain, destinationRule, egressGateway, egw, gateway, http80, https443, serviceEntry, service, sidecar, tls443, told, traceIn, virtualService } from './support.ts';

type Case = readonly [what: string, manifests: readonly string[], url: string, told: string];

function check(title: string, cases: readonly Case[]): void {
  describe(title, () => {
    test.each(cases)('%s', (_, manifests, url, expected) => {
      expect(told(traceIn(manifests, url))).toBe(expected);
    });
  });
}

const api = 'api.example.com';
const both = serviceEntry(api, `${http80}, ${https443}`);

check('a ServiceEntry alone', [
  ['HTTP leaves directly', [both], 'http://api.example.com:80', 'direct: api.example.com:80 plaintext'],
  ['the application\'s TLS leaves directly', [both], 'https://api.example.com:443', 'direct: api.example.com:443 tls'],
  ['another port is not known', [both], 'http://api.example.com:8080', 'passthrough: plaintext'],
  ['TLS on a port for HTTP is not known', [serviceEntry(api, '{number: 443, name: http, protocol: HTTP}')], 'https://api.example.com:443', 'passthrough: tls'],
  ['HTTP on a port for TLS is not known', [serviceEntry(api, '{number: 80, name: https, protocol: HTTPS}')], 'http://api.example.com:80', 'passthrough: plaintext'],
  ['of another namespace that keeps it', [serviceEntry(api, http80, 'resolution: DNS\nexportTo: [.]', 'partner')], 'http://api.example.com:80', 'passthrough: plaintext'],
  ['of another namespace that gives it to this one', [serviceEntry(api, http80, 'resolution: DNS\nexportTo: [shop]', 'partner')], 'http://api.example.com:80', 'direct: api.example.com:80 plaintext'],
  ['a wildcard covers what lies below it', [serviceEntry('*.example.com', http80, 'resolution: NONE')], 'http://api.example.com:80', 'direct: *.example.com:80 plaintext'],
  ['but not the domain itself', [serviceEntry('*.example.com', http80, 'resolution: NONE')], 'http://example.com:80', 'passthrough: plaintext'],
  ['TCP without addresses takes all of a port', [serviceEntry(api, '{number: 443, name: tcp, protocol: TCP}')], 'https://other.example.com:443', 'direct: api.example.com:443 tls'],
  ['a short host is not a name of the cluster', [serviceEntry('api', http80)], 'http://api:80', 'direct: api:80 plaintext'],
  ['a host of another spelling is the same', [both], 'http://API.example.com:80', 'direct: api.example.com:80 plaintext'],
  ['a VirtualService without a service has routes on port 80', [serviceEntry('other.example.com', http80), virtualService('[api.example.com]', 'http: [{route: [{destination: {host: other.example.com}}]}]')], 'http://api.example.com:80', 'direct: other.example.com:80 plaintext'],
  ['and on no other port', [serviceEntry('other.example.com', '{number: 8080, name: http, protocol: HTTP}'), virtualService('[api.example.com]', 'http: [{route: [{destination: {host: other.example.com}}]}]')], 'http://api.example.com:8080', 'passthrough: plaintext'],
]);

const plain = gateway('{port: {number: 80, name: http, protocol: HTTP}, hosts: [api.example.com]}');
const subset = destinationRule(egw, 'subsets: [{name: api}]');
const through = [egressGateway, both, plain, subset];
const route = chain('http', api, { mesh: 80, out: 80, subset: 'api' });

check('HTTP through an egress gateway', [
  ['as it should be', [...through, route], 'http://api.example.com:80', 'gateway: EGW:80/api plaintext > api.example.com:80 plaintext'],
  ['TLS goes past it', [...through, route], 'https://api.example.com:443', 'direct: api.example.com:443 tls'],
  ['mesh is missing', [...through, route.replace('gateways: [mesh, istio-system/egress]', 'gateways: [istio-system/egress]')], 'http://api.example.com:80', 'direct: api.example.com:80 plaintext'],
  ['the gateway is missing among the gateways', [...through, route.replace('gateways: [mesh, istio-system/egress]', 'gateways: [mesh]')], 'http://api.example.com:80', 'error: EGW:80/api plaintext > (no route matched)'],
  ['the first rule counts for the gateway too', [...through.slice(0, 3), chain('http', api, { mesh: 80, out: 80 }).replace('gateways: [mesh], ', '')], 'http://api.example.com:80', 'loop: EGW:80 plaintext > EGW:80 plaintext'],
  ['the gateway\'s rule names the target port', [...through, route.replace('gateways: [istio-system/egress], port: 80', 'gateways: [istio-system/egress], port: 8080')], 'http://api.example.com:80', 'error: EGW:80/api plaintext > (no route matched)'],
  ['no subset', [egressGateway, both, plain, route], 'http://api.example.com:80', 'error: EGW:80/api plaintext (cluster does not exist)'],
  ['the subset is in a third namespace', [egressGateway, both, plain, destinationRule(egw, 'subsets: [{name: api}]', 'partner'), route], 'http://api.example.com:80', 'error: EGW:80/api plaintext (cluster does not exist)'],
  ['the server lists another host', [egressGateway, both, gateway('{port: {number: 80, name: http, protocol: HTTP}, hosts: [other.example.com]}'), subset, route], 'http://api.example.com:80', 'error: EGW:80/api plaintext > (no route matched)'],
  ['the server is for another namespace', [egressGateway, both, gateway('{port: {number: 80, name: http, protocol: HTTP}, hosts: [partner/api.example.com]}'), subset, route], 'http://api.example.com:80', 'error: EGW:80/api plaintext > (no route matched)'],
  ['the Gateway selects other pods', [egressGateway, both, gateway('{port: {number: 80, name: http, protocol: HTTP}, hosts: [api.example.com]}', 'selector: {istio: ingressgateway}'), subset, route], 'http://api.example.com:80', 'error: EGW:80/api plaintext > (no listener matched)'],
  ['the server has another port', [egressGateway, both, gateway('{port: {number: 8000, name: http, protocol: HTTP}, hosts: [api.example.com]}'), subset, route], 'http://api.example.com:80', 'error: EGW:80/api plaintext > (no listener matched)'],
  ['the server has the pods\' port', [egressGateway, both, gateway('{port: {number: 8080, name: http, protocol: HTTP}, hosts: [api.example.com]}'), subset, route.replace('egress], port: 80', 'egress], port: 8080')], 'http://api.example.com:80', 'gateway: EGW:80/api plaintext > api.example.com:80 plaintext'],
  ['the Service has no such port', [...through, chain('http', api, { mesh: 80, server: 8888, out: 80 })], 'http://api.example.com:80', 'error: EGW:8888 plaintext (cluster does not exist)'],
  ['a short name of the gateway', [...through, route.replace(`host: ${egw}`, 'host: istio-egressgateway')], 'http://api.example.com:80', 'error: istio-egressgateway.shop.svc.cluster.local:80/api plaintext (cluster does not exist)'],
  ['the VirtualService stays in its namespace', [...through, `${route}\n  exportTo: [.]`], 'http://api.example.com:80', 'error: EGW:80/api plaintext > (no route matched)'],
  ['the ServiceEntry stays in its namespace', [egressGateway, serviceEntry(api, http80, 'resolution: DNS\nexportTo: [.]'), plain, subset, route], 'http://api.example.com:80', 'error: EGW:80/api plaintext > api.example.com:80 plaintext (cluster does not exist)'],
  ['the gateway\'s own namespace holds it all', [egressGateway, both, plain, destinationRule(egw, 'subsets: [{name: api}]', 'istio-system'), route.replace('namespace: shop', 'namespace: istio-system').replaceAll('istio-system/egress', 'egress')], 'http://api.example.com:80', 'gateway: EGW:80/api plaintext > api.example.com:80 plaintext'],
  ['the gateway is installed by other means', [both, plain, subset, route], 'http://api.example.com:80', 'gateway: EGW:80/api plaintext > api.example.com:80 plaintext'],
]);

const others = serviceEntry('other.example.com', http80);
const byRegex = (condition: string): string => virtualService(`[${api}]`, `http: [{match: [{${condition}}], route: [{destination: {host: other.example.com}}]}, {route: [{destination: {host: ${api}}}]}]`);
const toOther = 'direct: other.example.com:80 plaintext';
const toApi = 'direct: api.example.com:80 plaintext';

check('a plain request and regular expressions', [
  ['a path that is any', [both, others, byRegex('uri: {regex: ".*"}')], 'http://api.example.com:80', toOther],
  ['a path that may be the root', [both, others, byRegex('uri: {regex: "/(v[0-9]+/.*)?"}')], 'http://api.example.com:80', toOther],
  ['a path below another', [both, others, byRegex('uri: {regex: "/v[0-9]+/.*"}')], 'http://api.example.com:80', toApi],
  ['a part of the path is not the path', [both, others, byRegex('uri: {regex: ""}').replace('""', "'a?'")], 'http://api.example.com:80', toApi],
  ['a method', [both, others, byRegex('method: {regex: "GET|HEAD"}')], 'http://api.example.com:80', toOther],
  ['another method', [both, others, byRegex('method: {regex: "P(OST|UT)"}')], 'http://api.example.com:80', toApi],
  ['a host', [both, others, byRegex('authority: {regex: "(?i)API\\\\.example\\\\.[a-z]+"}')], 'http://api.example.com:80', toOther],
  ['another host', [both, others, byRegex('authority: {regex: "api"}')], 'http://api.example.com:80', toApi],
  ['a header that a plain request does not have', [both, others, byRegex('headers: {x-a: {regex: ".*"}}')], 'http://api.example.com:80', toApi],
  ['a header that it must not have', [both, others, byRegex('withoutHeaders: {x-a: {regex: ".*"}}')], 'http://api.example.com:80', toOther],
]);

const passthrough = gateway('{port: {number: 443, name: tls, protocol: TLS}, hosts: [api.example.com], tls: {mode: PASSTHROUGH}}');
const external = serviceEntry(api, tls443);

check('TLS passed through an egress gateway', [
  ['as it should be', [egressGateway, external, passthrough, chain('tls', api, { sni: api })], 'https://api.example.com:443', 'gateway: EGW:443 tls > api.example.com:443 tls'],
  ['http rules are not read', [egressGateway, external, passthrough, chain('http', api)], 'https://api.example.com:443', 'direct: api.example.com:443 tls'],
  ['the ServiceEntry says HTTP', [egressGateway, serviceEntry(api, '{number: 443, name: tls, protocol: HTTP}'), passthrough, chain('tls', api, { sni: api })], 'https://api.example.com:443', 'passthrough: tls'],
  ['the ServiceEntry says TCP', [egressGateway, serviceEntry(api, '{number: 443, name: tls, protocol: TCP}'), passthrough, chain('tls', api, { sni: api })], 'https://api.example.com:443', 'direct: api.example.com:443 tls'],
  ['the server is left from another pattern', [egressGateway, external, gateway('{port: {number: 443, name: tls, protocol: TLS}, hosts: [api.example.com], tls: {mode: ISTIO_MUTUAL}}'), chain('tls', api, { sni: api })], 'https://api.example.com:443', 'error: EGW:443 tls > (no listener matched)'],
  ['a rule puts TLS around it', [egressGateway, external, passthrough, chain('tls', api, { sni: api }), destinationRule(api, 'trafficPolicy: {tls: {mode: SIMPLE}}', 'istio-system')], 'https://api.example.com:443', 'gateway: EGW:443 tls > api.example.com:443 tls around tls'],
  ['two rules for one name', [egressGateway, external, passthrough, chain('tls', api, { sni: api }), chain('tls', api, { sni: api }).replace('name: routes', 'name: more')], 'https://api.example.com:443', 'gateway: EGW:443 tls > api.example.com:443 tls'],
  ['HTTP is not the application\'s TLS', [egressGateway, serviceEntry(api, http80), passthrough, chain('http', api, { mesh: 80, server: 443 })], 'http://api.example.com:80', 'error: EGW:443 plaintext > (no listener matched)'],
]);

const originate = (port: number, tls = '{mode: SIMPLE}'): string => `trafficPolicy: {portLevelSettings: [{port: {number: ${port}}, tls: ${tls}}]}`;
const targeted = serviceEntry(api, '{number: 80, name: http, protocol: HTTP, targetPort: 443}');
const redirect = virtualService(`[${api}]`, 'http: [{match: [{port: 80}], route: [{destination: {host: api.example.com, port: {number: 443}}}]}]');

check('TLS that the sidecar puts around HTTP', [
  ['on the port of the service', [targeted, destinationRule(api, originate(80))], 'http://api.example.com:80', 'direct: api.example.com:80 tls'],
  ['with a rule to the other port', [both, redirect, destinationRule(api, originate(443))], 'http://api.example.com:80', 'direct: api.example.com:443 tls'],
  ['without the target port', [serviceEntry(api, http80), destinationRule(api, originate(80))], 'http://api.example.com:80', 'direct: api.example.com:80 tls'],
  ['without the DestinationRule', [targeted], 'http://api.example.com:80', 'direct: api.example.com:80 plaintext'],
  ['for the target port instead', [targeted, destinationRule(api, originate(443))], 'http://api.example.com:80', 'direct: api.example.com:80 plaintext'],
  ['without a mode', [targeted, destinationRule(api, originate(80, '{sni: api.example.com}'))], 'http://api.example.com:80', 'direct: api.example.com:80 plaintext'],
  ['and the application does it too', [both, redirect, destinationRule(api, originate(443))], 'https://api.example.com:443', 'direct: api.example.com:443 tls around tls'],
  ['with a credential that any sidecar could ask for', [targeted, destinationRule(api, originate(80, '{mode: SIMPLE, credentialName: ca}'))], 'http://api.example.com:80', 'direct: api.example.com:80 plaintext'],
  ['with a credential for some pods', [targeted, destinationRule(api, `workloadSelector: {matchLabels: {app: web}}\n${originate(80, '{mode: MUTUAL, credentialName: client}')}`)], 'http://api.example.com:80', 'direct: api.example.com:80 tls'],
  ['for other pods', [targeted, destinationRule(api, `workloadSelector: {matchLabels: {app: api}}\n${originate(80)}`)], 'http://api.example.com:80', 'direct: api.example.com:80 plaintext'],
  ['settings of the port replace those of the host', [targeted, destinationRule(api, 'trafficPolicy: {tls: {mode: SIMPLE}, portLevelSettings: [{port: {number: 80}, connectionPool: {tcp: {maxConnections: 1}}}]}')], 'http://api.example.com:80', 'direct: api.example.com:80 plaintext'],
  ['in a namespace that is not looked at', [targeted, destinationRule(api, originate(80), 'partner')], 'http://api.example.com:80', 'direct: api.example.com:80 plaintext'],
  ['in the root namespace', [targeted, destinationRule(api, originate(80), 'istio-system')], 'http://api.example.com:80', 'direct: api.example.com:80 tls'],
  ['a wildcard of the own namespace goes before the root\'s', [targeted, destinationRule('*.example.com', 'trafficPolicy: {tls: {mode: DISABLE}}'), destinationRule(api, originate(80), 'istio-system')], 'http://api.example.com:80', 'direct: api.example.com:80 plaintext'],
  ['Istio\'s own mutual TLS', [targeted, destinationRule(api, 'trafficPolicy: {tls: {mode: ISTIO_MUTUAL}}')], 'http://api.example.com:80', 'direct: api.example.com:80 mtls'],
]);

const mutual = (port: number, protocol: string): string => gateway(`{port: {number: ${port}, name: p, protocol: ${protocol}}, hosts: [api.example.com], tls: {mode: ISTIO_MUTUAL}}`);
const mutualTo = (port: number, tls = '{mode: ISTIO_MUTUAL, sni: api.example.com}'): string => destinationRule(egw, `subsets: [{name: api, trafficPolicy: {portLevelSettings: [{port: {number: ${port}}, tls: ${tls}}]}}]`);
const toOutside = destinationRule(api, originate(443));
const originating = chain('http', api, { mesh: 80, subset: 'api' });

check('TLS that the gateway puts around HTTP', [
  ['as it should be', [egressGateway, both, mutual(80, 'HTTPS'), mutualTo(80), originating, toOutside], 'http://api.example.com:80', 'gateway: EGW:80/api mtls > api.example.com:443 tls'],
  ['without a server name', [egressGateway, both, mutual(80, 'HTTPS'), mutualTo(80, '{mode: ISTIO_MUTUAL}'), originating, toOutside], 'http://api.example.com:80', 'error: EGW:80/api mtls > (no filter chains matched)'],
  ['plaintext to a server for TLS', [egressGateway, both, mutual(80, 'HTTPS'), subset, originating, toOutside], 'http://api.example.com:80', 'error: EGW:80/api plaintext > (no filter chains matched)'],
  ['TLS to a server without', [egressGateway, both, plain, mutualTo(80), originating, toOutside], 'http://api.example.com:80', 'error: EGW:80/api mtls > (protocol error)'],
  ['plaintext in between', [egressGateway, both, plain, subset, originating, toOutside], 'http://api.example.com:80', 'gateway: EGW:80/api plaintext > api.example.com:443 tls'],
  ['the rule leads to the port without TLS', [egressGateway, both, mutual(80, 'HTTPS'), mutualTo(80), chain('http', api, { mesh: 80, out: 80, subset: 'api' }), toOutside], 'http://api.example.com:80', 'gateway: EGW:80/api mtls > api.example.com:80 plaintext'],
  ['the DestinationRule stays with the application', [egressGateway, both, mutual(80, 'HTTPS'), mutualTo(80), originating, `${toOutside}\n  exportTo: [.]`], 'http://api.example.com:80', 'gateway: EGW:80/api mtls > api.example.com:443 plaintext'],
  ['for the wrong port', [egressGateway, both, mutual(80, 'HTTPS'), mutualTo(80), originating, destinationRule(api, originate(80))], 'http://api.example.com:80', 'gateway: EGW:80/api mtls > api.example.com:443 plaintext'],
  ['with the gateway\'s credential', [egressGateway, both, mutual(80, 'HTTPS'), mutualTo(80), originating, destinationRule(api, originate(443, '{mode: MUTUAL, credentialName: client, sni: api.example.com}'), 'istio-system')], 'http://api.example.com:80', 'gateway: EGW:80/api mtls > api.example.com:443 tls'],
  ['the ServiceEntry\'s namespace goes before the root namespace', [egressGateway, both, mutual(80, 'HTTPS'), mutualTo(80), originating, destinationRule(api, originate(443), 'istio-system'), destinationRule(api, 'trafficPolicy: {tls: {mode: DISABLE}}', 'shop', 'off')], 'http://api.example.com:80', 'gateway: EGW:80/api mtls > api.example.com:443 plaintext'],
]);

check('mutual TLS between sidecar and gateway', [
  ['around the application\'s TLS', [egressGateway, external, mutual(443, 'TLS'), mutualTo(443), mixed()], 'https://api.example.com:443', 'gateway: EGW:443/api mtls around tls > api.example.com:443 tls'],
  ['tls rules are not read by a server that takes TLS off', [egressGateway, external, mutual(443, 'TLS'), mutualTo(443), chain('tls', api, { sni: api, subset: 'api' })], 'https://api.example.com:443', 'error: EGW:443/api mtls around tls > (no listener matched)'],
  ['an HTTPS server finds no HTTP in it', [egressGateway, external, mutual(443, 'HTTPS'), mutualTo(443), mixed()], 'https://api.example.com:443', 'error: EGW:443/api mtls around tls > (protocol error)'],
  ['a rule for the wrong port', [egressGateway, external, mutual(443, 'TLS'), mutualTo(80), mixed()], 'https://api.example.com:443', 'error: EGW:443/api tls > (protocol error)'],
]);

/** From the mesh by `tls`, at the gateway by `tcp`. */
function mixed(): string {
  return virtualService(`[${api}]`, `gateways: [mesh, istio-system/egress]
tls:
- match: [{gateways: [mesh], port: 443, sniHosts: [${api}]}]
  route: [{destination: {host: ${egw}, port: {number: 443}, subset: api}}]
tcp:
- match: [{gateways: [istio-system/egress], port: 443}]
  route: [{destination: {host: ${api}, port: {number: 443}}}]`);
}

const wide = gateway('{port: {number: 443, name: tls, protocol: TLS}, hosts: [\'*.example.com\'], tls: {mode: PASSTHROUGH}}');
const allOf = serviceEntry('*.example.com', tls443, 'resolution: NONE');

check('wildcard hosts', [
  ['directly', [allOf], 'https://en.example.com:443', 'direct: *.example.com:443 tls'],
  ['through a gateway to one server', [egressGateway, allOf, serviceEntry('www.example.com', tls443), wide, chain('tls', '*.example.com', { to: 'www.example.com', sni: '*.example.com' })], 'https://en.example.com:443', 'gateway: EGW:443 tls > www.example.com:443 tls'],
  ['the domain itself is not covered', [egressGateway, allOf, serviceEntry('www.example.com', tls443), wide, chain('tls', '*.example.com', { to: 'www.example.com', sni: '*.example.com' })], 'https://example.com:443', 'passthrough: tls'],
  ['the narrower name counts', [allOf, serviceEntry('en.example.com', tls443)], 'https://en.example.com:443', 'direct: en.example.com:443 tls'],
  ['a destination that is only covered', [allOf, virtualService('[\'*.example.com\']', 'tls: [{match: [{port: 443, sniHosts: [en.example.com]}], route: [{destination: {host: en.example.com}}]}]')], 'https://en.example.com:443', 'error: en.example.com:443 tls (cluster does not exist)'],
]);

const db = serviceEntry('db.example.com', '{number: 5432, name: tcp, protocol: TCP}', 'resolution: STATIC\naddresses: [192.0.2.10]\nendpoints: [{address: 192.0.2.10}]');
const tcpServer = gateway('{port: {number: 5432, name: tcp, protocol: TCP}, hosts: [db.example.com]}');

check('TCP', [
  ['directly', [db], 'tcp://db.example.com:5432?address=192.0.2.10', 'direct: db.example.com:5432 plaintext'],
  ['by the address that the mesh gives the host', [db], 'tcp://db.example.com:5432', 'direct: db.example.com:5432 plaintext'],
  ['to another address', [db], 'tcp://db.example.com:5432?address=192.0.2.11', 'passthrough: plaintext'],
  ['in a range', [serviceEntry('db.example.com', '{number: 5432, name: tcp, protocol: TCP}', 'resolution: NONE\naddresses: [192.0.2.0/24]')], 'tcp://db.example.com:5432?address=192.0.2.77', 'direct: db.example.com:5432 plaintext'],
  ['through a gateway', [egressGateway, db, tcpServer, chain('tcp', 'db.example.com', { mesh: 5432, out: 5432 })], 'tcp://db.example.com:5432', 'gateway: EGW:5432 plaintext > db.example.com:5432 plaintext'],
  ['the gateway\'s Service has no such port', [egressGateway, db, tcpServer, chain('tcp', 'db.example.com', { mesh: 5432, server: 6432, out: 5432 })], 'tcp://db.example.com:5432', 'error: EGW:6432 plaintext (cluster does not exist)'],
  ['an HTTP server has the port already', [egressGateway, db, gateway('{port: {number: 5432, name: http, protocol: HTTP}, hosts: [\'*\']}, {port: {number: 5432, name: tcp, protocol: TCP}, hosts: [db.example.com]}'), chain('tcp', 'db.example.com', { mesh: 5432, out: 5432 })], 'tcp://db.example.com:5432', 'error: EGW:5432 plaintext > (protocol error)'],
]);

const strict = 'outboundTrafficPolicy: {mode: REGISTRY_ONLY}\n';

check('what the mesh does not know', [
  ['is let through', [both], 'https://nowhere.example.com:443', 'passthrough: tls'],
  ['is dropped where only known services count', [sidecar(strict), both], 'https://nowhere.example.com:443', 'blackhole: tls'],
  ['a policy without a mode is REGISTRY_ONLY', [sidecar('outboundTrafficPolicy: {}')], 'http://nowhere.example.com:80', 'blackhole: plaintext'],
  ['a Sidecar of another namespace does not count', [sidecar(strict, 'partner')], 'https://nowhere.example.com:443', 'passthrough: tls'],
  ['one of the root namespace does', [sidecar(strict, 'istio-system')], 'https://nowhere.example.com:443', 'blackhole: tls'],
  ['one for these pods goes before one for all', [sidecar(strict), sidecar('workloadSelector: {labels: {app: web}}\negress: [{hosts: [\'*/*\']}]', 'shop', 'web')], 'https://nowhere.example.com:443', 'passthrough: tls'],
]);

const elsewhere = serviceEntry(api, tls443, 'resolution: DNS', 'partner');

check('hosts that a Sidecar imports', [
  ['not of other namespaces', [sidecar('egress: [{hosts: [\'./*\']}]'), elsewhere], 'https://api.example.com:443', 'passthrough: tls'],
  ['by namespace and name', [sidecar('egress: [{hosts: [partner/api.example.com]}]'), elsewhere], 'https://api.example.com:443', 'direct: api.example.com:443 tls'],
  ['of any namespace', [sidecar('egress: [{hosts: [\'*/api.example.com\']}]'), elsewhere], 'https://api.example.com:443', 'direct: api.example.com:443 tls'],
  ['unless they are left out', [sidecar('egress: [{hosts: [\'*/*\', \'~partner/*\']}]'), elsewhere], 'https://api.example.com:443', 'passthrough: tls'],
  ['a listener with a port sees that port', [sidecar('egress: [{port: {number: 443, name: tls, protocol: TLS}, hosts: [\'*/*\']}]'), both], 'http://api.example.com:80', 'passthrough: plaintext'],
  ['destinations of an imported VirtualService follow', [egressGateway, sidecar('egress: [{hosts: [\'./*\']}]'), external, passthrough, chain('tls', api, { sni: api })], 'https://api.example.com:443', 'gateway: EGW:443 tls > api.example.com:443 tls'],
  ['a VirtualService that is not imported does not count', [egressGateway, sidecar('egress: [{hosts: [\'partner/*\']}]'), elsewhere, passthrough, chain('tls', api, { sni: api })], 'https://api.example.com:443', 'direct: api.example.com:443 tls'],
]);

const proxy = serviceEntry('proxy.example.com', '{number: 3128, name: tcp, protocol: TCP}', 'resolution: NONE\naddresses: [192.0.2.3/32]');

check('an HTTPS proxy outside', [
  ['the tunnel to it', [proxy], 'tcp://proxy.example.com:3128?address=192.0.2.3', 'direct: proxy.example.com:3128 plaintext'],
  ['as HTTP the CONNECT finds no host', [serviceEntry('proxy.example.com', '{number: 3128, name: http, protocol: HTTP}', 'resolution: DNS')], 'http://en.example.com:3128', 'passthrough: plaintext'],
]);

const external80 = service('out', 'shop', 'type: ExternalName\nexternalName: api.example.com\nports: [{name: http, port: 80}]');

check('Services for what is outside', [
  ['ExternalName is another name of the host', [external80, serviceEntry(api, http80)], 'http://out.shop.svc.cluster.local:80', 'direct: api.example.com:80 plaintext'],
  ['as a destination too', [external80, serviceEntry(api, http80), virtualService('[www.example.com]', 'http: [{route: [{destination: {host: out}}]}]')], 'http://www.example.com:80', 'direct: api.example.com:80 plaintext'],
  ['and of one for TLS', [service('out', 'shop', 'type: ExternalName\nexternalName: api.example.com\nports: [{name: https, port: 443}]'), serviceEntry(api, tls443)], 'https://out.shop.svc.cluster.local:443', 'direct: api.example.com:443 tls'],
  ['whatever ports it has', [service('out', 'shop', 'type: ExternalName\nexternalName: api.example.com'), serviceEntry(api, http80)], 'http://out:80', 'direct: api.example.com:80 plaintext'],
  ['through several of them', [external80, service('more', 'shop', 'type: ExternalName\nexternalName: out.shop.svc.cluster.local\nports: [{name: http, port: 80}]'), serviceEntry(api, http80)], 'http://more:80', 'direct: api.example.com:80 plaintext'],
  ['for TLS by the first parts of its name', [service('out', 'shop', 'type: ExternalName\nexternalName: api.example.com'), serviceEntry(api, tls443)], 'https://out:443', 'direct: api.example.com:443 tls'],
  ['for TLS with rules for the host alone', [egressGateway, external, passthrough, chain('tls', api, { sni: api }), external80], 'https://out.shop:443', 'passthrough: tls'],
  ['that a Sidecar does not import', [external80.replace('namespace: shop', 'namespace: partner'), serviceEntry(api, `${http80}, ${tls443}`), sidecar('egress: [{hosts: [\'./*\']}]')], 'https://out.partner:443', 'passthrough: tls'],
  ['called TCP', [service('out', 'shop', 'type: ExternalName\nexternalName: api.example.com\nports: [{name: tcp, port: 80}]'), serviceEntry(api, http80)], 'http://out:80', 'direct: api.example.com:80 plaintext'],
  ['for a host that the mesh does not know', [external80], 'http://out.shop.svc.cluster.local:80', 'passthrough: plaintext'],
  ['as a destination, for a host that the mesh does not know', [external80, serviceEntry('www.example.com', http80), virtualService('[www.example.com]', 'http: [{route: [{destination: {host: out}}]}]')], 'http://www.example.com:80', 'error: api.example.com:80 plaintext (cluster does not exist)'],
  ['a rule for where it points counts', [external80, serviceEntry(api, http80), destinationRule(api, 'trafficPolicy: {tls: {mode: SIMPLE}}')], 'http://out:80', 'direct: api.example.com:80 tls'],
  ['one for its own name does not', [external80, serviceEntry(api, http80), destinationRule('out.shop.svc.cluster.local', 'trafficPolicy: {tls: {mode: SIMPLE}}')], 'http://out:80', 'direct: api.example.com:80 plaintext'],
  ['that points to itself', [service('out', 'shop', 'type: ExternalName\nexternalName: out.shop.svc.cluster.local\nports: [{name: http, port: 80}]')], 'http://out:80', 'passthrough: plaintext'],
  ['at the end of a way through the gateway', [egressGateway, both, external80, plain, chain('http', api, { to: 'out.shop.svc.cluster.local', mesh: 80, out: 80 })], 'http://api.example.com:80', 'gateway: EGW:80 plaintext > api.example.com:80 plaintext'],
  ['one without a selector, for TLS', [service('legacy', 'shop', 'clusterIP: 10.96.0.9\nports: [{name: https, port: 443}]')], 'https://legacy.shop:443?address=10.96.0.9', 'direct: legacy.shop.svc.cluster.local:443 tls'],
  ['one without a selector, by its address', [service('legacy', 'shop', 'clusterIP: 10.96.0.9\nports: [{name: tcp, port: 5432}]')], 'tcp://legacy.shop:5432?address=10.96.0.9', 'direct: legacy.shop.svc.cluster.local:5432 plaintext'],
  ['one without a selector, with mutual TLS that nobody takes off', [service('legacy', 'shop', 'clusterIP: 10.96.0.9\nports: [{name: http, port: 80}]'), destinationRule('legacy.shop.svc.cluster.local', 'trafficPolicy: {tls: {mode: ISTIO_MUTUAL}}')], 'http://legacy:80', 'direct: legacy.shop.svc.cluster.local:80 mtls'],
  ['one without a selector, behind the gateway', [egressGateway, both, service('legacy', 'shop', 'clusterIP: 10.96.0.9\nports: [{name: http, port: 80}]'), plain, chain('http', api, { to: 'legacy.shop.svc.cluster.local', mesh: 80, out: 80 })], 'http://api.example.com:80', 'gateway: EGW:80 plaintext > legacy.shop.svc.cluster.local:80 plaintext'],
  ['one without a selector, on a port that it lacks', [egressGateway, both, service('legacy', 'shop', 'clusterIP: 10.96.0.9\nports: [{name: http, port: 80}]'), plain, chain('http', api, { to: 'legacy.shop.svc.cluster.local', mesh: 80, out: 81 })], 'http://api.example.com:80', 'error: EGW:80 plaintext > legacy.shop.svc.cluster.local:81 plaintext (cluster does not exist)'],
  ['one without a selector', [service('legacy', 'shop', 'clusterIP: 10.96.0.9\nports: [{name: http, port: 80}]')], 'http://legacy:80', 'direct: legacy.shop.svc.cluster.local:80 plaintext'],
]);

const own80 = "{port: {number: 80, protocol: HTTP, name: http}, hosts: ['./*']}";
const gatewayToo = "{hosts: ['istio-system/*']}";

check('a Sidecar that names a port', [
  ['and imports the service for it', [...through, route, sidecar(`egress: [${own80}, ${gatewayToo}]`)], 'http://api.example.com:80', 'gateway: EGW:80/api plaintext > api.example.com:80 plaintext'],
  ['and only the routes for it: the listener for all ports has it', [egressGateway, serviceEntry(api, http80, 'resolution: DNS', 'partner'), plain, subset, route, sidecar(`egress: [${own80}, ${gatewayToo}]`)], 'http://api.example.com:80', 'gateway: EGW:80/api plaintext > api.example.com:80 plaintext'],
  ['and no other is for all ports', [egressGateway, serviceEntry(api, http80, 'resolution: DNS', 'partner'), plain, subset, route, sidecar(`egress: [${own80}]`)], 'http://api.example.com:80', 'passthrough: plaintext'],
  ['for TLS, with nothing there', [serviceEntry(api, tls443), sidecar("egress: [{port: {number: 443, protocol: TLS, name: tls}, hosts: ['partner/*']}, {hosts: ['./*']}]")], 'https://api.example.com:443', 'direct: api.example.com:443 tls'],
  ['for TLS, with another host there', [serviceEntry(api, tls443), serviceEntry('www.example.com', tls443, 'resolution: DNS', 'partner'), sidecar("egress: [{port: {number: 443, protocol: TLS, name: tls}, hosts: ['partner/*']}, {hosts: ['./*']}]")], 'https://api.example.com:443', 'passthrough: tls'],
]);

const more8080 = '{number: 8080, name: http-alt, protocol: HTTP}';

check('two ServiceEntries for one host', [
  ['have the ports of both', [serviceEntry(api, http80), serviceEntry(api, more8080).replace('name: api-example-com', 'name: more')], 'http://api.example.com:8080', 'direct: api.example.com:8080 plaintext'],
  ['but not where DNS is asked for in another way', [serviceEntry(api, http80), serviceEntry(api, more8080, 'resolution: DNS_ROUND_ROBIN').replace('name: api-example-com', 'name: more')], 'http://api.example.com:8080', 'error: api.example.com:8080 plaintext (cluster does not exist)'],
  ['nor with other labels', [serviceEntry(api, http80), serviceEntry(api, more8080).replace('name: api-example-com', 'name: more, labels: {team: a}')], 'http://api.example.com:8080', 'error: api.example.com:8080 plaintext (cluster does not exist)'],
  ['have the endpoints of both', [serviceEntry(api, http80), serviceEntry(api, http80, 'resolution: DNS\nendpoints: [{address: us.example.com, labels: {region: us}}]').replace('name: api-example-com', 'name: us'), destinationRule(api, 'subsets: [{name: us, labels: {region: us}}]'), virtualService(`[${api}]`, `http: [{route: [{destination: {host: ${api}, subset: us}}]}]`)], 'http://api.example.com:80', 'direct: api.example.com:80/us plaintext'],
  ['nor in another namespace', [serviceEntry(api, http80), serviceEntry(api, more8080, 'resolution: DNS', 'partner')], 'http://api.example.com:8080', 'passthrough: plaintext'],
]);
