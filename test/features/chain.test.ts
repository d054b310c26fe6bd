// The way out of the mesh as hovers, lenses and pages tell it.
import { describe, expect, test } from 'vitest';
import { chainHostNear, chainLenses, chainLensTitle, chainPage, externalHosts, hover } from '../../server/src/engine/index.ts';
import type { LintOptions } from '../../server/src/engine/index.ts';
import { hoverAt } from '../support/cursor.ts';
import { linterOf } from '../support/workspace.ts';
import { chain, destinationRule, egressGateway, egw, gateway, gatewayRoute, http80, https443, kubernetesGateway, service, serviceEntry, sidecar, tls443, virtualService } from '../trace/support.ts';

const api = 'api.example.com';
const entry = serviceEntry(api, http80);
const plain = gateway(`{port: {number: 80, name: http, protocol: HTTP}, hosts: [${api}]}`);
const subset = destinationRule(egw, 'subsets: [{name: api}]');
const route = chain('http', api, { mesh: 80, out: 80, subset: 'api' });
const works = { 'gateway.yaml': `${egressGateway}\n---\n${plain}`, 'entry.yaml': entry, 'rule.yaml': subset, 'routes.yaml': route };
type Files = Readonly<Record<string, string>>;

/** The part of the hover on the first occurrence of a text that tells of the way out. */
function wayAt(files: Files, file: string, text: string, options: Partial<LintOptions> = {}): string | undefined {
  const linter = linterOf(files, options);
  const at = (files[file] ?? '').indexOf(text);
  const placeOf = (uri: string, offset: number) => ({ name: `${uri}:${(files[uri] ?? '').slice(0, offset).split('\n').length}`, href: `file:///${uri}` });
  const part = hover(linter, file, at + 1, { placeOf })?.markdown.split('\n\n---\n\n')[0] ?? '';
  const from = part.search(/[✓✗?] \*\*/);
  return from < 0 ? undefined : part.slice(from).split('\n\n**ServiceEntry')[0]?.replaceAll(egw, 'EGW').replaceAll('\\', '');
}

function titles(files: Files, file: string, options: Partial<LintOptions> = {}): readonly string[] {
  const linter = linterOf(files, options);
  return chainLenses(linter, file).map(({ host, span }) => `${host} ${chainLensTitle(linter, file, span.start)?.title ?? ''}`.replaceAll(egw, 'EGW'));
}

describe('hover', () => {
  test('lists the hops with what decides them', () => {
    expect(wayAt(works, 'entry.yaml', api)).toBe(`✓ **\`http://api.example.com:80\`** from \`shop\` reaches api.example.com through istio-egressgateway.

1. ✓ sidecar → \`EGW:80\`, subset \`api\`, plaintext — [routes.yaml:8](file:///routes.yaml), [routes.yaml:9](file:///routes.yaml), [gateway.yaml:6](file:///gateway.yaml), [rule.yaml:6](file:///rule.yaml)
2. ✓ gateway → \`api.example.com:80\`, plaintext — [routes.yaml:10](file:///routes.yaml), [routes.yaml:11](file:///routes.yaml), [gateway.yaml:22](file:///gateway.yaml), [entry.yaml:6](file:///entry.yaml)`);
  });

  test('is the same on the host of a VirtualService and of a Gateway\'s server', () => {
    const told = wayAt(works, 'entry.yaml', api);
    expect(wayAt(works, 'routes.yaml', api)).toBe(told);
    expect(wayAt(works, 'gateway.yaml', api)).toBe(told);
    expect(wayAt({ ...works, 'gateway.yaml': works['gateway.yaml'].replace(`[${api}]`, `["shop/${api}"]`) }, 'gateway.yaml', `shop/${api}`)).toBe(told);
  });

  test('on the host of a route of the Gateway API, and of a listener', () => {
    const routes = {
      'entry.yaml': entry,
      'gateway.yaml': kubernetesGateway('egress', 'istio-egress', `{name: http, port: 80, protocol: HTTP, hostname: ${api}, allowedRoutes: {namespaces: {from: All}}}`),
      'mesh.yaml': gatewayRoute('HTTPRoute', 'to-gateway', 'shop', 'parentRefs: [{group: networking.istio.io, kind: ServiceEntry, name: api-example-com}]\nrules: [{backendRefs: [{name: egress-istio, namespace: istio-egress, port: 80}]}]'),
      'outside.yaml': gatewayRoute('HTTPRoute', 'outside', 'shop', `parentRefs: [{name: egress, namespace: istio-egress}]\nhostnames: [${api}]\nrules: [{backendRefs: [{group: networking.istio.io, kind: Hostname, name: ${api}, port: 80}]}]`),
    };
    const told = wayAt(routes, 'entry.yaml', api);
    expect(told).toContain('reaches api.example.com through egress-istio');
    expect(wayAt(routes, 'outside.yaml', api)).toBe(told);
    expect(wayAt(routes, 'gateway.yaml', api)).toBe(told);
    expect(titles(routes, 'outside.yaml')).toEqual(['api.example.com ✓ reaches api.example.com through egress-istio']);
  });

  test('marks the hop where it goes wrong', () => {
    const told = wayAt({ ...works, 'rule.yaml': subset.replace('name: api}', 'name: other}') }, 'entry.yaml', api);
    expect(told).toContain('has no subset api');
    expect(told).toContain('1. ✗ sidecar → `EGW:80`, subset `api`, plaintext: **cluster does not exist**');
  });

  test('a port that bypasses the gateway, and one that does not', () => {
    const told = wayAt({ ...works, 'entry.yaml': serviceEntry(api, `${http80}, ${https443}`) }, 'entry.yaml', api);
    expect(told).toContain('`http://api.example.com:80`** from `shop` reaches');
    expect(told).toContain('`https://api.example.com:443`** from `shop` leaves directly, through no gateway.');
  });

  test('at most three ports', () => {
    const ports = [80, 81, 82, 83, 84].map((number) => `{number: ${number}, name: http-${number}, protocol: HTTP}`).join(', ');
    expect(wayAt({ 'entry.yaml': serviceEntry(api, ports) }, 'entry.yaml', api)).toContain('… and 2 more');
  });

  test('what leaves and is not understood is marked', () => {
    expect(wayAt({ 'entry.yaml': serviceEntry(api, '{number: 80, name: http, protocol: HTTP, targetPort: 443}') }, 'entry.yaml', api))
      .toContain('✗ **`http://api.example.com:80`** from `shop` leaves directly, through no gateway, but: That port expects TLS.');
  });

  test('clients of several namespaces are told apart where it matters', () => {
    const files = { 'entry.yaml': serviceEntry(api, http80, 'resolution: DNS', 'shared'), 'routes.yaml': `${route}\n  exportTo: [., istio-system]`, 'gateway.yaml': works['gateway.yaml'], 'rule.yaml': subset };
    const told = wayAt(files, 'entry.yaml', api);
    expect(told).toContain('from `shared` leaves directly');
    expect(told).toContain('from `shop` reaches');
  });

  test.each<readonly [string, Files, string, string]>([
    ['a service of the mesh', { 'vs.yaml': virtualService('[cart.shop.svc.cluster.local]', 'http: [{route: [{destination: {host: cart}}]}]'), 'cart.yaml': service('cart', 'shop', 'ports: [{port: 80, name: http}]') }, 'vs.yaml', 'cart.shop'],
    ['a short name', { 'vs.yaml': virtualService('[cart]', 'http: [{route: [{destination: {host: cart}}]}]'), 'cart.yaml': service('cart', 'shop', 'ports: [{port: 80, name: http}]') }, 'vs.yaml', 'cart]'],
    ['an entry inside the mesh', { 'entry.yaml': `${entry}\n  location: MESH_INTERNAL` }, 'entry.yaml', api],
    ['what comes in', { 'gw.yaml': gateway('{port: {number: 80, name: http, protocol: HTTP}, hosts: [www.shop.example]}', 'selector: {istio: ingressgateway}'), 'vs.yaml': virtualService('[www.shop.example]', 'gateways: [istio-system/egress]\nhttp: [{route: [{destination: {host: cart}}]}]') }, 'gw.yaml', 'www.shop'],
    ['a gateway for everything that comes in', {
      'gw.yaml': `${gateway('{port: {number: 80, name: http, protocol: HTTP}, hosts: ["*"]}', 'selector: {istio: ingressgateway}')}\n---\n${service('istio-ingressgateway', 'istio-system', 'selector: {istio: ingressgateway}\nports: [{name: http, port: 80}]')}`,
      'vs.yaml': `${virtualService('["*"]', 'gateways: [istio-system/egress]\nhttp: [{route: [{destination: {host: cart}}]}]')}\n---\n${service('cart', 'shop', 'ports: [{port: 80, name: http}]')}`,
    }, 'gw.yaml', '"*"'],
    ['what routes inside by a name from outside', { 'vs.yaml': virtualService('[www.shop.example]', 'http: [{route: [{destination: {host: cart}}]}]'), 'cart.yaml': service('cart', 'shop', 'ports: [{port: 80, name: http}]') }, 'vs.yaml', 'www.shop'],
    ['what a template fills in', { 'entry.yaml': serviceEntry('{{ .Values.host }}', http80) }, 'entry.yaml', '{{ .'],
  ])('%s has none', (_, files, file, text) => {
    expect(wayAt(files, file, text)).toBeUndefined();
    expect(titles(files, file)).toEqual([]);
  });

  test('while files are being read there is none', () => {
    expect(hover(linterOf(works), 'entry.yaml', entry.indexOf(api) + 1, { isPartial: true })?.markdown).not.toContain('✓');
  });

  test('text of files is not read as Markdown', () => {
    const told = hoverAt(serviceEntry('a`b](x)', http80).replace('a`b', 'a`‸b')) ?? '';
    expect(told).toContain('``http://a`b](x):80``');
  });
});

describe('what is not here', () => {
  test('a Service elsewhere is not known to be missing', () => {
    const elsewhere = { 'entry.yaml': entry, 'routes.yaml': route.replaceAll(egw, 'egress.gateways.svc.cluster.local') };
    expect(wayAt(elsewhere, 'entry.yaml', api)).toContain('?');
    expect(wayAt(elsewhere, 'entry.yaml', api)).toContain('*Not known:* `egress.gateways.svc.cluster.local` is not in this workspace.');
    expect(wayAt(elsewhere, 'entry.yaml', api, { workspaceIsComplete: true })).toContain('1. ✗ sidecar');
  });

  test('so is a DestinationRule', () => {
    expect(wayAt({ ...works, 'rule.yaml': '' }, 'entry.yaml', api)).toContain('1. ? sidecar');
  });

  test('a template on the way', () => {
    const told = wayAt({ ...works, 'rule.yaml': `{{ if .Values.on }}\n${subset}\n{{ end }}` }, 'entry.yaml', api);
    expect(told).toContain('`rule.yaml` is a template');
  });

  test('a namespace that is not written is a guess', () => {
    const told = wayAt({ 'entry.yaml': entry.replace(', namespace: shop', '') }, 'entry.yaml', api);
    expect(told).toContain('*A namespace is not written: shown as for `default`.*');
  });

  test('a host that only routes name', () => {
    expect(wayAt({ 'routes.yaml': route, 'gateway.yaml': works['gateway.yaml'], 'rule.yaml': subset }, 'routes.yaml', api)).toContain('*Not known:* `api.example.com` is not in this workspace.');
  });
});

describe('lenses', () => {
  test('say it in a line', () => {
    expect(titles(works, 'entry.yaml')).toEqual(['api.example.com ✓ reaches api.example.com through istio-egressgateway']);
    expect(titles(works, 'gateway.yaml')).toEqual(['api.example.com ✓ reaches api.example.com through istio-egressgateway']);
    expect(titles({ 'entry.yaml': entry }, 'entry.yaml')).toEqual(['api.example.com ✓ leaves directly, through no gateway']);
    expect(titles({ 'entry.yaml': entry, 'sidecar.yaml': sidecar('egress: [{hosts: ["./other.example.com"]}]\noutboundTrafficPolicy: {}') }, 'entry.yaml')).toEqual(['api.example.com ✗ is dropped: the mesh does not know it']);
    expect(titles({ ...works, 'entry.yaml': serviceEntry(api, tls443) }, 'entry.yaml')).toEqual(['api.example.com ✓ leaves directly, through no gateway']);
  });

  test('tell ports apart', () => {
    expect(titles({ ...works, 'entry.yaml': serviceEntry(api, `${http80}, ${https443}`) }, 'entry.yaml'))
      .toEqual(['api.example.com 80: ✓ reaches api.example.com through istio-egressgateway · 443: ✓ leaves directly, through no gateway']);
  });

  test('a gateway that sends to itself', () => {
    const files = {
      'gateway.yaml': `${gateway('{port: {number: 80, name: http, protocol: HTTP}, hosts: ["*"]}')}\n---\n${egressGateway}`,
      'routes.yaml': virtualService('["*"]', `gateways: [egress]\nhttp: [{match: [{port: 80}], route: [{destination: {host: ${egw}}}]}]`, 'istio-system'),
    };
    expect(titles(files, 'routes.yaml')).toEqual(['* ✗ loops: istio-egressgateway sends it back to itself']);
    expect(titles(files, 'gateway.yaml')).toEqual(['* ✗ loops: istio-egressgateway sends it back to itself']);
  });

  test('of a long list the first few', () => {
    const hosts = Array.from({ length: 30 }, (_, index) => `a${index}.example.com`);
    expect(titles({ 'entry.yaml': entry.replace(`['${api}']`, `[${hosts.join(', ')}]`) }, 'entry.yaml').length).toBe(6);
  });

  test('an icon is not made of a name', () => {
    expect(titles({ 'entry.yaml': serviceEntry('$(bug).example.com', http80), 'gateway.yaml': works['gateway.yaml'].replace(api, '"*"'), 'routes.yaml': chain('http', '$(bug).example.com', { mesh: 80, out: 80 }) }, 'entry.yaml').join()).not.toMatch(/ \$\(/);
  });
});

describe('page', () => {
  const page = (files: Files, file: string, host: string): string => chainPage(linterOf(files), file, host).replaceAll(egw, 'EGW');

  test('has the hops as a list and as a diagram', () => {
    expect(page(works, 'entry.yaml', api)).toMatchInlineSnapshot(`
      "# The way out to \`api.example.com\`

      ### ✓ \`http://api.example.com:80\` from \`shop\`

      It leaves the mesh through the gateway, as plaintext to api\\.example\\.com\\:80\\.

      1. ✓ sidecar → \`EGW:80\`, subset \`api\`, plaintext
         - \`routes.yaml\` the rule of VirtualService \`shop/routes\`
         - \`routes.yaml\` the destination of VirtualService \`shop/routes\`
         - \`gateway.yaml\` the port of Service \`istio-system/istio-egressgateway\`
         - \`rule.yaml\` the subset of DestinationRule \`shop/istio-egressgateway-istio-system-svc-cluster-local\`
      2. ✓ gateway → \`api.example.com:80\`, plaintext
         - \`routes.yaml\` the rule of VirtualService \`shop/routes\`
         - \`routes.yaml\` the destination of VirtualService \`shop/routes\`
         - \`gateway.yaml\` the server of Gateway \`istio-system/egress\`
         - \`entry.yaml\` the port of ServiceEntry \`shop/api-example-com\`

      \`\`\`mermaid
      flowchart TB
        app(["application in shop"])
        hop0["✓ sidecar"]
        hop1["✓ gateway"]
        last(["api.example.com"])
        app -->|"http://api.example.com:80"| hop0
        hop0 -->|"istio-egressgateway.istio-system:80, subset api, plaintext"| hop1
        hop1 -->|"api.example.com:80, plaintext"| last
        classDef broken stroke:#d33,stroke-width:2px,color:#d33
      \`\`\`

      *As Istio would configure the proxies from the manifests of this workspace; what is applied from elsewhere is not known.*"
    `);
  });

  test('of nothing', () => {
    expect(page(works, 'entry.yaml', 'gone.example.com')).toContain('Nothing in this workspace leads out');
  });

  test('a label of the diagram is text', () => {
    const host = 'a"]--x{b}`;#quot;<script>.example.com';
    const [, diagram = ''] = /```mermaid\n([^]*?)\n```/.exec(page({ 'entry.yaml': serviceEntry('HOST', http80).replace('\'HOST\'', JSON.stringify(host)) }, 'entry.yaml', host)) ?? [];
    expect(diagram).toContain('a#34;#93;--x#123;b#125;#96;#59;#35;quot#59;#60;script#62;.example.com');
    expect(diagram).not.toContain('<script>');
  });
});

describe('traffic that is split', () => {
  const split = virtualService(`[${api}]`, `http: [{route: [{destination: {host: ${api}}, weight: 90}, {destination: {host: gone.data.svc.cluster.local}, weight: 10}]}]`);

  test('is told part by part; one that may be elsewhere is no mistake', () => {
    const way = wayAt({ 'entry.yaml': entry, 'routes.yaml': split }, 'entry.yaml', api) ?? '';
    expect(way).toMatch(/^\? .* as far as this workspace shows, it is split: 90 % leaves directly from the sidecar, as plaintext to api\.example\.com:80; 10 % is dropped at the sidecar/);
    expect(way).toContain('- 90 % ✓ It leaves directly');
    expect(way).toContain('- 10 % ✗ It is dropped');
    expect(way).toContain('*Not known:* `gone.data.svc.cluster.local` is not in this workspace.');
  });

  test('is broken where everything is here, and whole where all parts arrive', () => {
    expect(wayAt({ 'entry.yaml': entry, 'routes.yaml': split }, 'entry.yaml', api, { workspaceIsComplete: true })).toMatch(/^✗ /);
    expect(wayAt({ 'entry.yaml': `${entry}\n---\n${service('gone', 'data', 'clusterIP: 10.96.0.9\nports: [{name: http, port: 80}]')}`, 'routes.yaml': split }, 'entry.yaml', api)).toMatch(/^✓ /);
  });
});

test('a way to what is said to exist is not known to its end', () => {
  const toLegacy = virtualService(`[${api}]`, 'http: [{route: [{destination: {host: legacy.data.svc.cluster.local}}]}]');
  const way = wayAt({ 'entry.yaml': entry, 'routes.yaml': toLegacy }, 'entry.yaml', api, { knownServices: ['legacy.data'], workspaceIsComplete: true });
  expect(way).toMatch(/^\? .* goes to legacy\.data\.svc\.cluster\.local, which the settings say exists/);
  expect(way).toContain('is said to exist in the settings');
});

test('a tunnel is told with its hop', () => {
  const proxy = `${serviceEntry('proxy.example.com', '{number: 3128, name: tcp, protocol: TCP}', 'resolution: STATIC\naddresses: [192.0.2.3]\nendpoints: [{address: 192.0.2.3}]')}\n---\n${destinationRule('proxy.example.com', 'trafficPolicy: {tunnel: {targetHost: en.example.org, targetPort: 443}}')}`;
  expect(wayAt({ 'entry.yaml': proxy }, 'entry.yaml', 'proxy.example.com')).toContain('a tunnel to `en.example.org:443`');
});

describe('the host that is meant', () => {
  test('is the one at the cursor, or the only one around it', () => {
    const linter = linterOf(works);
    expect(chainHostNear(linter, 'entry.yaml', entry.indexOf(api))).toBe(api);
    expect(chainHostNear(linter, 'entry.yaml', entry.indexOf('resolution'))).toBe(api);
    expect(chainHostNear(linter, 'rule.yaml', 3)).toBeUndefined();
  });

  test('or one of all there are', () => {
    expect(externalHosts(linterOf(works))).toEqual([{ host: api, uri: 'entry.yaml', ports: [80] }]);
  });
});
