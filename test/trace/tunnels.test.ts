// HTTPS proxies outside the mesh: sidecars or gateways that ask one to connect them (CONNECT), and applications that do it themselves.
import { describe, expect, test } from 'vitest';
import type { Trace } from '../../server/src/engine/index.ts';
import { chain, destinationRule, egressGateway, gateway, http80, serviceEntry, tls443, traceIn, virtualService } from './support.ts';

type Case = readonly [what: string, manifests: readonly string[], url: string, hops: readonly string[], flaw: string | undefined];

/** Where each hop leads, what it sends, and what it asks to be connected to. */
function hopsOf({ hops }: Trace): readonly string[] {
  return hops.map(({ service, port, subset, sends, tunnel, error }) => [`${service?.replace('.istio-system.svc.cluster.local', '') ?? ''}:${port ?? ''}${subset === undefined ? '' : `/${subset}`}`, sends, ...(tunnel === undefined ? [] : [`to ${tunnel}`]), error].filter(Boolean).join(' '));
}

function check(title: string, cases: readonly Case[]): void {
  describe(title, () => {
    test.each(cases)('%s', (_, manifests, url, hops, flaw) => {
      const found = traceIn(manifests, url);
      expect([hopsOf(found), found.break]).toEqual([hops, flaw]);
    });
  });
}

const site = 'en.example.org';
const proxy = 'proxy.example.com';
const toSite = 'tunnel: {protocol: CONNECT, targetHost: en.example.org, targetPort: 443}';
const proxyEntry = serviceEntry(proxy, '{number: 3128, name: tcp, protocol: TCP}', 'resolution: STATIC\naddresses: [192.0.2.3/32]\nendpoints: [{address: 192.0.2.3}]');
const siteEntry = serviceEntry(site, tls443);
const both = [proxyEntry, siteEntry];
const route = (destinations: string, block = 'tls'): string => virtualService(`[${site}]`, block === 'tls' ? `tls: [{match: [{port: 443, sniHosts: [${site}]}], route: [${destinations}]}]` : `http: [{route: [${destinations}]}]`);
const toProxy = `{destination: {host: ${proxy}, port: {number: 3128}}}`;
const toSubset = (subset: string, weight = ''): string => `{destination: {host: ${proxy}, port: {number: 3128}, subset: ${subset}}${weight}}`;
const whole = destinationRule(proxy, `trafficPolicy: {${toSite}}`);
const url = `https://${site}:443`;

check('a sidecar that asks the proxy', [
  ['for the whole host', [...both, route(toProxy), whole], url, [`${proxy}:3128 tls to ${site}:443`], undefined],
  ['for a subset', [...both, route(toSubset('wiki')), destinationRule(proxy, `subsets: [{name: wiki, trafficPolicy: {${toSite}}}]`)], url, [`${proxy}:3128/wiki tls to ${site}:443`], undefined],
  ['over TLS to the proxy, which is one layer for each', [...both, route(toProxy), destinationRule(proxy, `trafficPolicy: {tls: {mode: SIMPLE, sni: ${proxy}}, ${toSite}}`)], url, [`${proxy}:3128 tls around tls to ${site}:443`], undefined],
  ['for an address of IPv6', [...both, route(toProxy), destinationRule(proxy, 'trafficPolicy: {tunnel: {targetHost: "2001:db8::7", targetPort: 443}}')], url, [`${proxy}:3128 tls to [2001:db8::7]:443`], undefined],
  ['without the tunnel the proxy gets the application\'s TLS', [...both, route(toProxy)], url, [`${proxy}:3128 tls`], undefined],
  ['a subset does not take over the tunnel of the host', [...both, route(toSubset('wiki')), destinationRule(proxy, `trafficPolicy: {${toSite}}\nsubsets: [{name: wiki}]`)], url, [`${proxy}:3128/wiki tls`], undefined],
  ['HTTP routes have none', [proxyEntry, serviceEntry(site, http80), route(toProxy, 'http'), whole], `http://${site}:80`, [`${proxy}:3128 plaintext`], undefined],
  ['a rule in another namespace does not count', [...both, route(toProxy), whole.replace('namespace: shop', 'namespace: partner')], url, [`${proxy}:3128 tls`], undefined],
  ['no port', [...both, route(`{destination: {host: ${proxy}, port: {number: 8080}}}`), whole], url, [`${proxy}:8080 tls cluster does not exist`], 'no-port'],
]);

const passthrough = gateway(`{port: {number: 443, name: tls, protocol: TLS}, hosts: [${site}], tls: {mode: PASSTHROUGH}}`);
const throughGateway = chain('tls', site, { to: proxy, out: 3128, sni: site });

check('a gateway that asks the proxy', [
  ['as it should be', [egressGateway, ...both, passthrough, throughGateway, whole], url, ['istio-egressgateway:443 tls', `${proxy}:3128 tls to ${site}:443`], undefined],
  ['the rule is for sidecars of its namespace alone', [egressGateway, ...both, passthrough, throughGateway, `${whole}\n  exportTo: [.]`], url, ['istio-egressgateway:443 tls', `${proxy}:3128 tls`], undefined],
]);

/** What each part asks for. */
function tunnelsOf(manifests: readonly string[]): readonly (string | undefined)[] | undefined {
  return traceIn(manifests, url).branches?.map(({ trace }) => trace.hops.at(-1)?.tunnel);
}

describe('a listener with several destinations has one tunnel', () => {
  const other = serviceEntry('other.example.com', '{number: 3128, name: tcp, protocol: TCP}', 'resolution: DNS');
  const toOther = '{destination: {host: other.example.com, port: {number: 3128}}, weight: 50}';

  test('that of the first one\'s host, for all', () => {
    expect(tunnelsOf([...both, other, whole, route(`${toProxy.replace('}}}', '}}, weight: 50}')}, ${toOther}`)])).toEqual([`${site}:443`, `${site}:443`]);
    expect(tunnelsOf([...both, other, whole, route(`${toOther}, ${toProxy.replace('}}}', '}}, weight: 50}')}`)])).toEqual([undefined, undefined]);
  });

  test('and none of subsets', () => {
    const subsets = destinationRule(proxy, `subsets: [{name: a, trafficPolicy: {${toSite}}}, {name: b, trafficPolicy: {${toSite}}}]`);
    expect(tunnelsOf([...both, subsets, route(`${toSubset('a', ', weight: 1')}, ${toSubset('b', ', weight: 1')}`)])).toEqual([undefined, undefined]);
  });

  test('even where only one of them gets traffic', () => {
    const subsets = destinationRule(proxy, `subsets: [{name: a, trafficPolicy: {${toSite}}}]`);
    expect(hopsOf(traceIn([...both, subsets, route(`${toSubset('a', ', weight: 100')}, ${toSubset('a', ', weight: 0')}`)], url))).toEqual([`${proxy}:3128/a tls`]);
  });
});

check('an application that asks the proxy itself', [
  ['by its address', [proxyEntry], `tcp://${proxy}:3128`, [`${proxy}:3128 plaintext`], undefined],
  ['which is not that of the ServiceEntry', [proxyEntry], `tcp://${proxy}:3128?address=192.0.2.4`, [': plaintext'], 'unknown'],
  ['entries for the sites change nothing', [...both], `tcp://${proxy}:3128`, [`${proxy}:3128 plaintext`], undefined],
  ['called HTTP, the CONNECT names a host that nobody knows there', [serviceEntry(proxy, '{number: 3128, name: http, protocol: HTTP}'), siteEntry], `http://${site}:3128`, [': plaintext'], 'unknown'],
]);

test('where the tunnel is written is told', () => {
  const found = traceIn([...both, route(toProxy), whole], url);
  expect(found.reason).toBe(`It leaves directly from the sidecar, as tls to ${proxy}:3128, which is asked to connect it to ${site}:443.`);
  expect(found.hops[0]?.decisions.map(({ role, resource }) => `${role} ${resource.kind.kind}`)).toEqual(['route VirtualService', 'destination VirtualService', 'service ServiceEntry', 'tunnel DestinationRule']);
});
