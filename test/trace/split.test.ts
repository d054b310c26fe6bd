// Rules that split traffic: what becomes of each part.
import { describe, expect, test } from 'vitest';
import type { Trace } from '../../server/src/engine/index.ts';
import { chain, destinationRule, egressGateway, egw, gateway, gw, http80, https443, serviceEntry, told, traceIn, virtualService } from './support.ts';

const api = 'api.example.com';
const both = serviceEntry(api, `${http80}, ${https443}`);
const other = serviceEntry('other.example.com', `${http80}, ${https443}`);
const url = `http://${api}:80`;

function parts(trace: Trace): readonly string[] {
  return [told(trace), ...(trace.branches ?? []).flatMap((one) => parts(one.trace).map((line) => `${one.weight} ${line}`))];
}

type Case = readonly [what: string, manifests: readonly string[], url: string, parts: readonly string[]];

function check(title: string, cases: readonly Case[]): void {
  describe(title, () => {
    test.each(cases)('%s', (_, manifests, asked, expected) => {
      expect(parts(traceIn(manifests, asked))).toEqual(expected);
    });
  });
}

const to = (host: string, weight: number, more = ''): string => `{destination: {host: ${host}${more}}, weight: ${weight}}`;
const http = (...routes: readonly string[]): string => virtualService(`[${api}]`, `http: [{route: [${routes.join(', ')}]}]`);

check('at the sidecar', [
  ['over two hosts', [both, other, http(to(api, 90), to('other.example.com', 10))], url, ['other: ', '90 direct: api.example.com:80 plaintext', '10 direct: other.example.com:80 plaintext']],
  ['over subsets, of which one is missing', [both, destinationRule(api, 'subsets: [{name: a}]'), http(to(api, 1, ', subset: a'), to(api, 2, ', subset: b'))], url, ['other: ', '1 direct: api.example.com:80/a plaintext', '2 error: api.example.com:80/b plaintext (cluster does not exist)']],
  ['one without weight gets nothing', [both, other, http(to(api, 100), to('other.example.com', 0))], url, ['direct: api.example.com:80 plaintext']],
  ['a weight that is not written is none', [both, other, http(to(api, 100), '{destination: {host: other.example.com}}')], url, ['direct: api.example.com:80 plaintext']],
  ['TLS', [both, other, virtualService(`[${api}]`, `tls: [{match: [{port: 443, sniHosts: [${api}]}], route: [${to(api, 50)}, ${to('other.example.com', 50)}]}]`)], `https://${api}:443`, ['other: ', '50 direct: api.example.com:443 tls', '50 direct: other.example.com:443 tls']],
  ['a part through the gateway, the other past it', [
    egressGateway, both, gateway(`{port: {number: 80, name: http, protocol: HTTP}, hosts: [${api}]}`),
    virtualService(`[${api}]`, `gateways: [mesh, ${gw}]\nhttp:\n- match: [{gateways: [${gw}], port: 80}]\n  route: [{destination: {host: ${api}, port: {number: 80}}}]\n- route: [${to(egw, 20, ', port: {number: 80}')}, ${to(api, 80, ', port: {number: 80}')}]`),
  ], url, ['other: ', '20 gateway: EGW:80 plaintext > api.example.com:80 plaintext', '80 direct: api.example.com:80 plaintext']],
]);

const server = gateway(`{port: {number: 80, name: http, protocol: HTTP}, hosts: [${api}]}`);
const splitAtGateway = chain('http', api, { mesh: 80, out: 80 }).replace(`route: [{destination: {host: '${api}', port: {number: 80}}}]`, `route: [${to(api, 75)}, ${to('other.example.com', 25)}]`);

check('at the gateway', [
  ['each part has the whole way', [egressGateway, both, other, server, splitAtGateway], url, ['other: EGW:80 plaintext > ', '75 gateway: EGW:80 plaintext > api.example.com:80 plaintext', '25 gateway: EGW:80 plaintext > other.example.com:80 plaintext']],
  ['one part has nowhere to go', [egressGateway, both, server, splitAtGateway], url, ['other: EGW:80 plaintext > ', '75 gateway: EGW:80 plaintext > api.example.com:80 plaintext', '25 error: EGW:80 plaintext > other.example.com:80 plaintext (cluster does not exist)']],
  ['split twice', [egressGateway, both, other, server, splitAtGateway.replace(`host: ${egw}, port: {number: 80}}}`, `host: ${egw}, port: {number: 80}}, weight: 60}, ${to('other.example.com', 40)}`)], url, ['other: ', '60 other: EGW:80 plaintext > ', '60 75 gateway: EGW:80 plaintext > api.example.com:80 plaintext', '60 25 gateway: EGW:80 plaintext > other.example.com:80 plaintext', '40 direct: other.example.com:80 plaintext']],
]);

test('what is not split has no parts', () => {
  expect(traceIn([both], url)).not.toHaveProperty('branches');
  expect(traceIn([both, virtualService(`[${api}]`, 'http: [{redirect: {uri: /}}]')], url)).not.toHaveProperty('branches');
  expect(traceIn([both, virtualService(`[${api}]`, 'http: [{route: []}]')], url)).not.toHaveProperty('branches');
});
