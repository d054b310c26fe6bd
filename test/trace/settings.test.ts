// What the settings of a mesh change in the way of a request.
import { describe, expect, test } from 'vitest';
import type { LintOptions } from '../../server/src/engine/index.ts';
import { chain, destinationRule, egressGateway, egw, gateway, http80, https443, serviceEntry, sidecar, told, traceIn, virtualService } from './support.ts';

type Case = readonly [what: string, options: Partial<LintOptions>, manifests: readonly string[], url: string, told: string];

function check(title: string, cases: readonly Case[]): void {
  describe(title, () => {
    test.each(cases)('%s', (_, options, manifests, url, expected) => {
      expect(told(traceIn(manifests, url, 'shop', options))).toBe(expected);
    });
  });
}

const api = 'api.example.com';
const known = serviceEntry(api, `${http80}, ${https443}`);
const registryOnly = { outboundTrafficPolicy: 'REGISTRY_ONLY' } as const;

check('the policy for what is unknown', [
  ['drops it', registryOnly, [known], 'https://other.example.com:443', 'blackhole: tls'],
  ['lets known hosts through', registryOnly, [known], 'https://api.example.com:443', 'direct: api.example.com:443 tls'],
  ['counts where the Sidecar says nothing', registryOnly, [known, sidecar('egress: [{hosts: ["./*"]}]')], 'https://other.example.com:443', 'blackhole: tls'],
  ['stands behind that of a Sidecar', registryOnly, [known, sidecar('outboundTrafficPolicy: {mode: ALLOW_ANY}')], 'https://other.example.com:443', 'passthrough: tls'],
  ['of a Sidecar without a mode is REGISTRY_ONLY', {}, [known, sidecar('outboundTrafficPolicy: {}')], 'https://other.example.com:443', 'blackhole: tls'],
  ['may look addresses up', { outboundTrafficPolicy: 'ALLOW_ANY_DYNAMIC_DNS' }, [known], 'https://other.example.com:443', 'passthrough: tls'],
]);

test('who drops it is said', () => {
  expect(traceIn([known], 'https://other.example.com:443', 'shop', registryOnly).reason).toContain('and the mesh lets only known ones through');
  expect(traceIn([sidecar('outboundTrafficPolicy: {}')], 'https://other.example.com:443', 'shop').reason).toContain('and the Sidecar default lets only known ones through');
});

check('the policy counts for what the mesh does not know', [
  ['TCP, reset', registryOnly, [known], 'tcp://db.example.com:5432', 'blackhole: plaintext'],
  ['a known host on another port', registryOnly, [known], 'https://api.example.com:8443', 'blackhole: tls'],
  ['an address in place of the name', registryOnly, [known], 'https://192.0.2.10:443', 'blackhole: tls'],
  ['a host that a Sidecar does not import', registryOnly, [known.replace('namespace: shop', 'namespace: partner'), sidecar('egress: [{hosts: ["./*"]}]')], 'https://api.example.com:443', 'blackhole: tls'],
  ['a host that another namespace keeps to itself', registryOnly, [`${known.replace('namespace: shop', 'namespace: partner')}\n  exportTo: [.]`], 'https://api.example.com:443', 'blackhole: tls'],
  ['and for what a gateway has no way for it does not', registryOnly, [egressGateway, known, gateway('{port: {number: 80, name: http, protocol: HTTP}, hosts: [api.example.com]}'), chain('http', api, { mesh: 80, out: 8080 })], 'http://api.example.com:80', 'error: EGW:80 plaintext > api.example.com:8080 plaintext (cluster does not exist)'],
]);

const said = { knownServices: ['legacy.partner', 'hidden.example.com', '*.example.net'] };
const toLegacy = (host: string): string => virtualService(`[${api}]`, `http: [{route: [{destination: {host: ${host}, port: {number: 80}}}]}]`);

check('what is said to exist', [
  ['the way to a Service ends in the dark', said, [known, toLegacy('legacy.partner.svc.cluster.local')], 'http://api.example.com:80', 'other: legacy.partner.svc.cluster.local:80 plaintext'],
  ['without being said it is an error', {}, [known, toLegacy('legacy.partner.svc.cluster.local')], 'http://api.example.com:80', 'error: legacy.partner.svc.cluster.local:80 plaintext (cluster does not exist)'],
  ['a name of another namespace is not it', said, [known, toLegacy('legacy')], 'http://api.example.com:80', 'error: legacy.shop.svc.cluster.local:80 plaintext (cluster does not exist)'],
  ['a host outside', said, [known, toLegacy('hidden.example.com')], 'http://api.example.com:80', 'other: hidden.example.com:80 plaintext'],
  ['even where everything else is here', { ...said, workspaceIsComplete: true }, [known, toLegacy('hidden.example.com')], 'http://api.example.com:80', 'other: hidden.example.com:80 plaintext'],
  ['what is here counts', said, [known, serviceEntry('hidden.example.com', https443), toLegacy('hidden.example.com')], 'http://api.example.com:80', 'error: hidden.example.com:80 plaintext (cluster does not exist)'],
  ['asked for by the application', { ...said, ...registryOnly }, [known], 'https://hidden.example.com:443', 'other: hidden.example.com:443 tls'],
  ['below a wildcard', { ...said, ...registryOnly }, [known], 'http://a.example.net:80', 'other: a.example.net:80 plaintext'],
  ['by the first parts of its name', said, [known], 'http://legacy.partner.svc:80', 'other: legacy.partner.svc.cluster.local:80 plaintext'],
  ['by its name in its namespace', { knownServices: ['legacy.shop'] }, [known], 'http://legacy:80', 'other: legacy.shop.svc.cluster.local:80 plaintext'],
  ['another one is unknown', { ...said, ...registryOnly }, [known], 'https://seen.example.com:443', 'blackhole: tls'],
]);

test('what is said to exist and not described is told so', () => {
  const { reason, break: why } = traceIn([known, toLegacy('legacy.partner.svc.cluster.local')], 'http://api.example.com:80', 'shop', said);
  expect([reason, why]).toEqual(['It goes to legacy.partner.svc.cluster.local, which the settings say exists and no manifest here describes: the rest of the way is not known.', 'elsewhere']);
});

const elsewhere = serviceEntry(api, http80, 'resolution: DNS', 'partner');
const toGateway = [egressGateway, known, gateway('{port: {number: 80, name: http, protocol: HTTP}, hosts: [api.example.com]}'), chain('http', api, { mesh: 80, out: 80 })];
const own = { defaultExportTo: ['.'] };

check('who sees what has no exportTo', [
  ['everybody', {}, [elsewhere], 'http://api.example.com:80', 'direct: api.example.com:80 plaintext'],
  ['its own namespace', own, [elsewhere], 'http://api.example.com:80', 'passthrough: plaintext'],
  ['a namespace by name', { defaultExportTo: ['.', 'shop'] }, [elsewhere], 'http://api.example.com:80', 'direct: api.example.com:80 plaintext'],
  ['exportTo counts before it', own, [serviceEntry(api, http80, 'resolution: DNS\nexportTo: ["*"]', 'partner')], 'http://api.example.com:80', 'direct: api.example.com:80 plaintext'],
  ['not other namespaces, of the gateway\'s Service', own, [...toGateway, destinationRule(egw, 'subsets: [{name: api}]')], 'http://api.example.com:80', 'error: EGW:80 plaintext (cluster does not exist)'],
  ['not others, of a DestinationRule beside the service', own, [serviceEntry(api, http80, 'resolution: DNS\nexportTo: ["*"]', 'partner'), destinationRule(api, 'trafficPolicy: {tls: {mode: SIMPLE}}', 'partner')], 'http://api.example.com:80', 'direct: api.example.com:80 plaintext'],
  ['of a DestinationRule everybody, whatever names there are', { defaultExportTo: ['data'] }, [serviceEntry(api, http80, 'resolution: DNS\nexportTo: ["*"]', 'partner'), destinationRule(api, 'trafficPolicy: {tls: {mode: SIMPLE}}', 'partner')], 'http://api.example.com:80', 'direct: api.example.com:80 tls'],
]);

const twoDatabases = [serviceEntry('a.example.com', '{number: 5432, name: tcp, protocol: TCP}'), serviceEntry('b.example.com', '{number: 5432, name: tcp, protocol: TCP}')];
const captured = { dnsCapture: true };

check('sidecars that answer DNS', [
  ['without them all of a port goes to the first', {}, twoDatabases, 'tcp://b.example.com:5432', 'direct: a.example.com:5432 plaintext'],
  ['tell hosts without addresses apart', captured, twoDatabases, 'tcp://b.example.com:5432', 'direct: b.example.com:5432 plaintext'],
  ['take no strangers', captured, twoDatabases, 'tcp://c.example.com:5432', 'passthrough: plaintext'],
  ['need addresses to be given', { dnsCapture: true, ipAutoallocate: false }, twoDatabases, 'tcp://b.example.com:5432', 'direct: a.example.com:5432 plaintext'],
  ['give none to NONE', captured, [serviceEntry('a.example.com', '{number: 5432, name: tcp, protocol: TCP}', 'resolution: NONE')], 'tcp://c.example.com:5432', 'direct: a.example.com:5432 plaintext'],
  ['lead HTTP by its host as before', captured, [known], 'http://api.example.com:80', 'direct: api.example.com:80 plaintext'],
  ['lead TLS to the service', captured, [known], 'https://api.example.com:443', 'direct: api.example.com:443 tls'],
  ['send TLS to the addresses of the ServiceEntry', captured, [serviceEntry('db.example.com', '{number: 443, name: tls, protocol: TLS}', 'resolution: STATIC\naddresses: [192.0.2.10]')], 'https://db.example.com:443', 'direct: db.example.com:443 tls'],
]);

check('gateways that select pods of their own namespace only', [
  ['are found in the namespace of the pods', { scopeGatewayToNamespace: true }, toGateway, 'http://api.example.com:80', 'gateway: EGW:80 plaintext > api.example.com:80 plaintext'],
  ['are not found elsewhere', { scopeGatewayToNamespace: true }, toGateway.map((text) => text.replace('kind: Gateway\nmetadata: {name: egress, namespace: istio-system}', 'kind: Gateway\nmetadata: {name: egress, namespace: shop}').replaceAll('istio-system/egress', 'shop/egress')), 'http://api.example.com:80', 'error: EGW:80 plaintext > (no listener matched)'],
  ['otherwise are', {}, toGateway.map((text) => text.replace('kind: Gateway\nmetadata: {name: egress, namespace: istio-system}', 'kind: Gateway\nmetadata: {name: egress, namespace: shop}').replaceAll('istio-system/egress', 'shop/egress')), 'http://api.example.com:80', 'gateway: EGW:80 plaintext > api.example.com:80 plaintext'],
]);
