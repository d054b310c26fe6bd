// What listeners of sidecars and gateways take where several services or rules share a port.
import { expect, test } from 'vitest';
import { chain, egressGateway, egw, gateway, gatewayRoute, gw, http80, https443, kubernetesGateway, service, serviceEntry, sidecar, tls443, told, traceIn, virtualService } from './support.ts';

const api = 'api.example.com';
const db = 'db.example.com';
const auto = (port: number): string => `{number: ${port}, name: auto}`;
const toApi = `http: [{route: [{destination: {host: ${api}, port: {number: 80}}}]}]`;
const passthrough = (more = ''): string => gateway(`{port: {number: 443, name: tls, protocol: TLS}, hosts: [${api}], tls: {mode: ${more === '' ? 'PASSTHROUGH' : more}}}`);
const named = (manifest: string, name: string): string => manifest.replace(/name: [^,]+,/, `name: ${name},`);

test.each<[what: string, manifests: readonly string[], url: string, expected: string]>([
  ['HTTP to an address that the mesh does not know is none for a service whose traffic is found out at its own', [serviceEntry(api, auto(8000), 'resolution: DNS\naddresses: [192.0.2.4]')], 'http://api.example.com:8000', 'passthrough: plaintext'],
  ['to its address it is', [serviceEntry(api, auto(8000), 'resolution: DNS\naddresses: [192.0.2.4]')], 'http://api.example.com:8000?address=192.0.2.4', 'direct: api.example.com:8000 plaintext'],
  ['with a range it shares the listener of all', [serviceEntry(api, auto(8000), 'resolution: NONE\naddresses: [192.0.2.0/24]')], 'http://api.example.com:8000', 'direct: api.example.com:8000 plaintext'],
  ['servers that speak first do not share a port', [serviceEntry(api, http80), serviceEntry(db, '{number: 80, name: mongo, protocol: MONGO}')], 'tcp://db.example.com:80', 'passthrough: plaintext'],
  ['the first has it', [serviceEntry(db, '{number: 80, name: mongo, protocol: MONGO}'), serviceEntry(api, http80)], 'http://api.example.com:80', 'direct: db.example.com:80 plaintext'],
  ['alone on a port they are found', [serviceEntry(api, '{number: 8080, name: http, protocol: HTTP}'), serviceEntry(db, '{number: 80, name: mongo, protocol: MONGO}')], 'tcp://db.example.com:80', 'direct: db.example.com:80 plaintext'],
  ['a port for UDP is no service to a VirtualService', [serviceEntry(api, '{number: 80, name: udp, protocol: UDP}'), serviceEntry(db, http80), virtualService(`[${api}]`, `http: [{route: [{destination: {host: ${db}}}]}]`)], 'http://api.example.com:80', 'direct: db.example.com:80 plaintext'],
  ['of ranges around an address the narrowest counts, whatever names its service is for', [serviceEntry(api, tls443, 'resolution: NONE\naddresses: [192.0.0.0/16]'), serviceEntry(db, tls443, 'resolution: NONE\naddresses: [192.0.2.0/24]')], 'https://api.example.com:443?address=192.0.2.4', 'passthrough: tls'],
  ['beside it the wider one does', [serviceEntry(api, tls443, 'resolution: NONE\naddresses: [192.0.0.0/16]'), serviceEntry(db, tls443, 'resolution: NONE\naddresses: [192.0.2.0/24]')], 'https://api.example.com:443?address=192.0.3.4', 'direct: api.example.com:443 tls'],
  ['of all addresses one that is not known is one', [serviceEntry(api, tls443), serviceEntry(db, tls443), virtualService(`[${api}]`, `tls: [{match: [{sniHosts: [${api}], destinationSubnets: [0.0.0.0/0]}], route: [{destination: {host: ${db}}}]}]`)], 'https://api.example.com:443', 'direct: db.example.com:443 tls'],
  ['that is a condition all the same, and counts before the service itself', [serviceEntry(db, '{number: 5432, name: tcp, protocol: TCP}', 'resolution: DNS\naddresses: [192.0.2.4]'), serviceEntry(api, '{number: 5432, name: tcp, protocol: TCP}'), virtualService(`[${db}]`, `tcp: [{match: [{destinationSubnets: [0.0.0.0/0]}], route: [{destination: {host: ${api}}}]}]`)], 'tcp://db.example.com:5432?address=192.0.2.4', 'direct: api.example.com:5432 plaintext'],
  ['HTTP that is found out is none for such a condition', [serviceEntry(api, auto(8000)), serviceEntry(db, '{number: 8000, name: tcp, protocol: TCP}'), virtualService(`[${api}]`, `tcp: [{match: [{destinationSubnets: [0.0.0.0/0]}], route: [{destination: {host: ${db}}}]}]`)], 'http://api.example.com:8000', 'direct: api.example.com:8000 plaintext'],
  ['a port that a Sidecar calls TLS reads no HTTP', [serviceEntry(api, http80), sidecar('egress: [{port: {number: 80, protocol: TLS, name: tls}, hosts: [./*]}]')], 'http://api.example.com:80', 'passthrough: plaintext'],
  ['hosts in capitals have clusters of that name, and routes of another', [serviceEntry('API.example.com', http80)], 'http://api.example.com:80', 'error: api.example.com:80 plaintext (cluster does not exist)'],
  ['what several listeners of a Sidecar see of a service comes together', [serviceEntry(api, `${http80}, ${tls443}`), sidecar(`egress: [{port: {number: 80, protocol: HTTP, name: http}, hosts: [./${api}]}, {hosts: [./*]}]`)], 'https://api.example.com:443', 'direct: api.example.com:443 tls'],
  ['a listener that binds an address takes connections to it', [serviceEntry(api, http80), sidecar('egress: [{captureMode: NONE, hosts: [./*]}]')], 'http://api.example.com:80', 'passthrough: plaintext'],
  ['of hosts that a Sidecar names a namespace has one service', [serviceEntry(api, `${http80}, ${https443}`), named(serviceEntry(api, `${http80}, ${auto(443)}`), 'twin'), sidecar(`egress: [{hosts: [./${api}]}]`)], 'http://api.example.com:443', 'passthrough: plaintext'],
  ['otherwise the ports of the last one count', [serviceEntry(api, `${http80}, ${https443}`), named(serviceEntry(api, `${http80}, ${auto(443)}`), 'twin'), sidecar('egress: [{hosts: [./*]}]')], 'http://api.example.com:443', 'direct: api.example.com:443 plaintext'],
  ['a ServiceEntry with the gateway\'s name leads to the gateway', [egressGateway, serviceEntry(egw, http80), serviceEntry(api, http80), gateway(`{port: {number: 80, name: http, protocol: HTTP}, hosts: [${api}]}`), chain('http', api, { mesh: 80, out: 80 })], 'http://api.example.com:80', 'gateway: EGW:80 plaintext > api.example.com:80 plaintext'],
  ['unless it says where that is', [egressGateway, serviceEntry(egw, http80, 'resolution: STATIC\nendpoints: [{address: 192.0.2.1}]'), serviceEntry(api, http80), chain('http', api, { mesh: 80, out: 80 })], 'http://api.example.com:80', 'direct: EGW:80 plaintext'],
  ['rules do not count for AUTO_PASSTHROUGH', [egressGateway, serviceEntry(api, tls443), passthrough('AUTO_PASSTHROUGH'), chain('tls', api, { sni: api })], 'https://api.example.com:443', 'error: EGW:443 tls > (no listener matched)'],
  ['where there are rules for other names alone, no filter chain takes it', [egressGateway, serviceEntry(api, tls443), serviceEntry(db, tls443), gateway(`{port: {number: 443, name: tls, protocol: TLS}, hosts: ['*.example.com'], tls: {mode: PASSTHROUGH}}`), chain('tls', db, { sni: db }), virtualService(`[${api}]`, `tls: [{match: [{sniHosts: [${api}]}], route: [{destination: {host: ${egw}, port: {number: 443}}}]}]`, 'shop', 'in')], 'https://api.example.com:443', 'error: EGW:443 tls > (no filter chains matched)'],
  ['a Gateway for all pods makes no gateway of them', [serviceEntry(api, http80), service('reviews', 'shop', 'selector: {app: reviews}\nports: [{name: http, port: 80}]'), gateway(`{port: {number: 80, name: http, protocol: HTTP}, hosts: [${api}]}`, 'selector: {}')], 'http://reviews.shop.svc.cluster.local:80', 'direct: reviews.shop.svc.cluster.local:80 plaintext'],
  ['they do for PASSTHROUGH', [egressGateway, serviceEntry(api, tls443), passthrough(), chain('tls', api, { sni: api })], 'https://api.example.com:443', 'gateway: EGW:443 tls > api.example.com:443 tls'],
  ['rules of several VirtualServices that take every request keep their order, whatever gateways they name', [
    egressGateway, serviceEntry(api, http80), gateway(`{port: {number: 80, name: http, protocol: HTTP}, hosts: [${api}]}`),
    virtualService(`[${api}]`, `gateways: [mesh, ${gw}]\nhttp: [{route: [{destination: {host: ${egw}, port: {number: 80}}}]}]`),
    virtualService(`[${api}]`, `gateways: [${gw}]\nhttp: [{match: [{gateways: [${gw}], port: 80}], route: [{destination: {host: ${api}}}]}]`, 'shop', 'second'),
  ], 'http://api.example.com:80', 'loop: EGW:80 plaintext > EGW:80 plaintext'],
  ['a route of the Gateway API in a third namespace is for its own clients', [
    serviceEntry(api, http80), serviceEntry(db, http80),
    gatewayRoute('HTTPRoute', 'a', 'partner', `parentRefs: [{group: networking.istio.io, kind: ServiceEntry, name: api-example-com, namespace: shop}]\nrules: [{backendRefs: [{group: networking.istio.io, kind: Hostname, name: ${db}, port: 80}]}]`),
  ], 'http://api.example.com:80', 'direct: api.example.com:80 plaintext'],
  ['in the client\'s own it counts before any other', [
    serviceEntry(api, http80, 'resolution: DNS', 'partner'), serviceEntry(db, http80), virtualService(`[${api}]`, toApi, 'partner'),
    gatewayRoute('HTTPRoute', 'a', 'shop', `parentRefs: [{group: networking.istio.io, kind: ServiceEntry, name: api-example-com, namespace: partner}]\nrules: [{backendRefs: [{group: networking.istio.io, kind: Hostname, name: ${db}, port: 80}]}]`),
  ], 'http://api.example.com:80', 'direct: db.example.com:80 plaintext'],
  ['a route with a backend that is written wrong is none', [
    serviceEntry(api, http80), serviceEntry(db, http80),
    gatewayRoute('HTTPRoute', 'a', 'shop', `parentRefs: [{group: networking.istio.io, kind: ServiceEntry, name: api-example-com}]\nrules: [{backendRefs: [{group: networking.istio.io, kind: Hostname, name: ${db}}]}]`),
  ], 'http://api.example.com:80', 'direct: api.example.com:80 plaintext'],
  ['a TLSRoute takes the names that it lists', [
    serviceEntry(api, tls443), kubernetesGateway('out', 'shop', '{name: tls, port: 443, protocol: TLS, tls: {mode: Passthrough}}'),
    gatewayRoute('TLSRoute', 'a', 'shop', 'parentRefs: [{group: networking.istio.io, kind: ServiceEntry, name: api-example-com}]\nhostnames: [other.example.com]\nrules: [{backendRefs: [{name: out-istio, port: 443}]}]'),
  ], 'https://api.example.com:443', 'passthrough: tls'],
])('%s', (_, manifests, url, expected) => {
  expect(told(traceIn(manifests, url))).toBe(expected);
});
