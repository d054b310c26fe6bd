// `egress-lint trace`, by the bundle where files are read, else as a function.
import { describe, expect, test } from 'vitest';
import type { Trace } from '../../server/src/engine/index.ts';
import { chain, destinationRule, egressGateway, gateway, http80, https443, serviceEntry, sidecar, virtualService } from '../trace/support.ts';
import { folderOf, run, runMain } from './support.ts';

const mesh = [
  egressGateway, serviceEntry('api.example.com', `${http80}, ${https443}`),
  gateway('{port: {number: 80, name: http, protocol: HTTP}, hosts: [api.example.com]}'),
  chain('http', 'api.example.com', { mesh: 80, out: 80 }),
].join('\n---\n');

interface Printed {
  readonly traces: readonly Omit<Trace, 'address'>[];
}

function traces(args: readonly string[], files: Readonly<Record<string, string>>): Printed['traces'] {
  const { stdout, stderr, code } = run(['trace', '--format', 'json', ...args], { cwd: folderOf(files) });
  expect([stderr, code]).toEqual(['', 0]);
  return (JSON.parse(stdout) as Printed).traces;
}

describe('JSON', () => {
  test('has the documented shape: one trace per URL in the order given, hops first to last', () => {
    const found = traces(['--from', 'shop/app=web', 'https://api.example.com:443', 'http://api.example.com:80', 'x.yaml'], { 'x.yaml': mesh });
    expect(found).toEqual([
      {
        host: 'api.example.com', port: 443, protocol: 'TLS', outcome: 'direct',
        hops: [{ proxy: 'sidecar', service: 'api.example.com', port: 443, sends: 'tls', sni: 'api.example.com', file: 'x.yaml', line: 22 }],
        reason: expect.stringContaining('directly') as string,
      },
      {
        host: 'api.example.com', port: 80, protocol: 'HTTP', outcome: 'gateway',
        hops: [
          { proxy: 'sidecar', service: 'istio-egressgateway.istio-system.svc.cluster.local', port: 80, sends: 'plaintext', file: 'x.yaml', line: 39 },
          { proxy: 'gateway', service: 'api.example.com', port: 80, sends: 'plaintext', file: 'x.yaml', line: 41 },
        ],
        reason: expect.stringContaining('gateway') as string,
      },
    ]);
    expect(Object.keys(found[1]!)).toEqual(['host', 'port', 'protocol', 'outcome', 'hops', 'reason']);
  });

  test('without URLs every external host with its ports', () => {
    expect(traces([], { 'a.yaml': mesh, 'b.yaml': serviceEntry('db.example.com', '{number: 5432, name: tcp, protocol: TCP}', 'resolution: STATIC\naddresses: [192.0.2.10/32]', 'data') })
      .map(({ host, port, protocol, outcome }) => `${protocol} ${host}:${port} ${outcome}`))
      .toEqual(['HTTP api.example.com:80 gateway', 'TLS api.example.com:443 direct', 'TCP db.example.com:5432 direct']);
  });

  test('an address is taken for every scheme, and the host as typed', () => {
    const files = { 'x.yaml': serviceEntry('db.example.com', '{number: 443, name: tls, protocol: TLS}', 'resolution: STATIC\naddresses: [192.0.2.10]') };
    expect(traces(['https://DB.example.com:443?address=192.0.2.10', 'https://db.example.com:443', 'http://[2001:db8::1]', '.'], files).map(({ host, port, outcome }) => `${host} ${port} ${outcome}`))
      .toEqual(['DB.example.com 443 direct', 'db.example.com 443 passthrough', '2001:db8::1 80 passthrough']);
  });

  test('tells of a tunnel, and of each part of split traffic', () => {
    const proxy = serviceEntry('proxy.example.com', '{number: 3128, name: tcp, protocol: TCP}', 'resolution: STATIC\nendpoints: [{address: 192.0.2.3}]');
    const tls = virtualService('[api.example.com]', 'tls: [{match: [{sniHosts: [api.example.com]}], route: [{destination: {host: proxy.example.com, port: {number: 3128}}}]}]\nhttp:\n- route:\n  - {weight: 1, destination: {host: api.example.com}}\n  - {weight: 2, destination: {host: gone.example.com}}');
    const rule = destinationRule('proxy.example.com', 'trafficPolicy: {tunnel: {targetHost: api.example.com, targetPort: 443}}');
    const found = traces(['https://api.example.com', 'http://api.example.com', '.'], { 'x.yaml': [serviceEntry('api.example.com', `${http80}, ${https443}`), proxy, tls, rule].join('\n---\n') });
    expect(found[0]?.hops).toEqual([{ proxy: 'sidecar', service: 'proxy.example.com', port: 3128, sends: 'tls', sni: 'api.example.com', tunnel: 'api.example.com:443', file: 'x.yaml', line: 23 }]);
    expect(found[0]).not.toHaveProperty('branches');
    expect(found[1]).toEqual({
      host: 'api.example.com', port: 80, protocol: 'HTTP', outcome: 'other', hops: [{ proxy: 'sidecar', file: 'x.yaml', line: 26 }],
      reason: 'The sidecar\'s rule splits the traffic over 2 destinations.',
      branches: [
        { weight: 1, outcome: 'direct', hops: [{ proxy: 'sidecar', service: 'api.example.com', port: 80, sends: 'plaintext', file: 'x.yaml', line: 26 }], reason: expect.stringContaining('directly') as string },
        { weight: 2, outcome: 'error', hops: [{ proxy: 'sidecar', service: 'gone.example.com', port: 80, sends: 'plaintext', file: 'x.yaml', line: 27 }], reason: expect.stringContaining('gone.example.com is visible') as string },
      ],
    });
  });

  test('what is said to be complete lacks a gateway that is not there, but for the one of Istio\'s own installation', () => {
    const files = { 'x.yaml': mesh.replace(`${egressGateway}\n---\n`, '') };
    for (const complete of [[], ['--complete']]) expect(traces(['http://api.example.com', ...complete, '.'], files)[0]?.outcome).toBe('gateway');
    const others = { 'x.yaml': files['x.yaml'].replaceAll('istio-egressgateway', 'way-out') };
    expect(traces(['http://api.example.com', '--complete', '.'], others)[0]).toMatchObject({ outcome: 'error', hops: [{ proxy: 'sidecar' }] });
  });

  test('what is said to exist is no error', () => {
    expect(traces(['http://legacy.data', '--istio-known-services', 'legacy.data', '--istio-outbound-traffic-policy=REGISTRY_ONLY', '.'], { 'x.yaml': mesh })[0]?.outcome).toBe('other');
  });
});

describe('exit code 0 whatever the outcome', () => {
  const noGateway = mesh.replace('hosts: [api.example.com]}', 'hosts: [other.example.com]}');
  const split = virtualService('[api.example.com]', 'http: [{route: [{destination: {host: api.example.com}, weight: 1}, {destination: {host: gone.example.com}, weight: 1}]}]');
  const entry = serviceEntry('api.example.com', http80);

  test.each([
    ['gateway', mesh], ['direct', entry], ['passthrough', sidecar('egress: [{hosts: [./*]}]')], ['blackhole', sidecar('outboundTrafficPolicy: {}')],
    ['loop', mesh.replace('gateways: [mesh], ', '')], ['error', noGateway], ['other', `${entry}\n---\n${split}`],
  ])('%s', async (outcome, text) => {
    for (const format of ['json', 'pretty']) {
      const { code, stdout, stderr } = await runMain(['trace', '-f', format, '--from=shop', 'http://api.example.com', '.'], { cwd: folderOf({ 'x.yaml': text }) });
      expect([code, stderr]).toEqual([0, '']);
      expect(stdout).toContain(format === 'json' ? `"outcome":"${outcome}"` : `  ${outcome}: `);
    }
  });
});

describe('text', () => {
  test('lists the hops with what they send and where that is written', async () => {
    const { stdout, code } = await runMain(['trace', '--from', 'shop/app=web,version=v1', 'http://api.example.com:80', '.'], { cwd: folderOf({ 'x.yaml': mesh }) });
    expect(code).toBe(0);
    expect(stdout).toBe([
      'http://api.example.com:80 from shop/app=web,version=v1',
      '  ✓ sidecar → istio-egressgateway.istio-system.svc.cluster.local:80, plaintext — x.yaml:39',
      '  ✓ gateway → api.example.com:80, plaintext — x.yaml:41',
      '  gateway: It leaves the mesh through the gateway, as plaintext to api.example.com:80.',
      '',
    ].join('\n'));
  });

  test('marks the hop where it ends', async () => {
    const { stdout } = await runMain(['trace', 'http://api.example.com:80', '.'], { cwd: folderOf({ 'x.yaml': mesh.replace('hosts: [api.example.com]}', 'hosts: [other.example.com]}') }) });
    expect(stdout).toContain('  ✗ gateway: no route matched — x.yaml:');
    expect(stdout).toContain('from shop');
  });

  test('tells of each part of split traffic below the rule, with its share', async () => {
    const files = { 'x.yaml': [
      serviceEntry('api.example.com', http80), destinationRule('proxy.example.com', 'trafficPolicy: {tunnel: {targetHost: api.example.com, targetPort: 80}}'),
      serviceEntry('proxy.example.com', '{number: 3128, name: tcp, protocol: TCP}', 'resolution: STATIC\naddresses: [192.0.2.3]\nendpoints: [{address: 192.0.2.3}]'),
      virtualService('[api.example.com]', 'http: [{route: [{destination: {host: api.example.com}, weight: 1}, {destination: {host: gone.example.com}, weight: 2}]}]'),
    ].join('\n---\n') };
    const { stdout } = await runMain(['trace', 'http://api.example.com:80', 'tcp://proxy.example.com:3128', '.'], { cwd: folderOf(files) });
    expect(stdout).toBe([
      'http://api.example.com:80 from shop',
      '  ✗ sidecar — x.yaml:31',
      '  other: The sidecar\'s rule splits the traffic over 2 destinations.',
      '    33.3 %',
      '      ✓ sidecar → api.example.com:80, plaintext — x.yaml:31',
      '      direct: It leaves directly from the sidecar, as plaintext to api.example.com:80.',
      '    66.7 %',
      '      ✗ sidecar → gone.example.com:80, plaintext: cluster does not exist — x.yaml:31',
      '      error: It is dropped at the sidecar: no Service or ServiceEntry with the host gone.example.com is visible in namespace shop.',
      '',
      'tcp://proxy.example.com:3128 from shop',
      '  ✓ sidecar → proxy.example.com:3128, plaintext, tunnel to api.example.com:80 — x.yaml:21',
      '  direct: It leaves directly from the sidecar, as plaintext to proxy.example.com:3128, which is asked to connect it to api.example.com:80.',
      '',
    ].join('\n'));
  });
});

test.each([['trace'], ['trace', '--format', 'json'], [], ['--format', 'json'], ['--format', 'github']])('what a manifest holds does not steer the terminal: %s %s %s', (...args: readonly string[]) => {
  const name = String.raw`"a\e[31m\a\u009b2J\u202e"`;
  const files = { 'a.yaml': serviceEntry('api.example.com', http80, 'resolution: DNS', name) };
  // eslint-disable-next-line no-control-regex -- these are the characters that are meant
  expect(run([...args, 'a.yaml'], { cwd: folderOf(files) }).stdout).not.toMatch(/[\u001b\u0007\u009b\u202e]/);
});

describe('arguments', () => {
  test.each([
    ['a scheme that is none', ['ftp://api.example.com:21'], 'ftp://api.example.com:21 is none of http://host:80'],
    ['TCP without a port', ['tcp://api.example.com'], 'tcp://api.example.com needs a port'],
    ['an address that is none', ['tcp://api.example.com:5432?address=nowhere'], 'nowhere is no IP address'],
    ['another word for the address', ['tcp://api.example.com:5432?adress=192.0.2.1'], '?adress= means nothing here'],
    ['a port that is none', ['http://api.example.com:99999'], 'needs a port between 1 and 65535'],
    ['a source without a namespace', ['--from', '/app=web'], '--from /app=web: it starts with a namespace'],
    ['a label that is none', ['--from', 'shop/app'], 'app is no label'],
    ['an option of the other command', ['--fail-on', 'error'], 'trace has no option --fail-on'],
    ['a slip', ['--form', 'shop'], 'Did you mean --from?'],
    ['a format of the other command', ['--format', 'sarif'], '--format of trace is pretty or json, not sarif.'],
    ['no value', ['--from'], '--from needs a value'],
  ])('%s', async (_, args, message) => {
    const { code, stderr } = await runMain(['trace', ...args], { cwd: folderOf({}) });
    expect(code).toBe(2);
    expect(stderr).toContain(message);
  });

  test('what cannot be read', async () => {
    expect((await runMain(['trace', 'gone.yaml'], { cwd: folderOf({}) })).code).toBe(2);
  });

  test('help', async () => {
    const { code, stdout } = await runMain(['trace', '--help']);
    expect([code, stdout.includes('egress-lint trace [--from')]).toEqual([0, true]);
  });
});
