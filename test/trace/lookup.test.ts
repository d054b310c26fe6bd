// What a trace depends on, and that it fails on nothing.
import { describe, expect, test } from 'vitest';
import { defaultOptions, externalRequests, openWorkspace, trace } from '../../server/src/engine/index.ts';
import type { Workspace } from '../../server/src/engine/index.ts';
import { chain, destinationRule, egressGateway, egw, gateway, http80, https443, request, serviceEntry, sidecar, told, traceIn, virtualService } from './support.ts';

const api = 'api.example.com';
const files: Readonly<Record<string, string>> = {
  gateway: egressGateway,
  entry: serviceEntry(api, `${http80}, ${https443}`),
  servers: gateway('{port: {number: 80, name: http, protocol: HTTP}, hosts: [api.example.com]}'),
  subset: destinationRule(egw, 'subsets: [{name: api}]'),
  routes: chain('http', api, { mesh: 80, out: 80, subset: 'api' }),
};

const withoutGateway = Object.entries(files).filter(([name]) => name !== 'gateway').map(([, text]) => text);

function open(): Workspace {
  const workspace = openWorkspace(defaultOptions);
  for (const [name, text] of Object.entries(files)) workspace.update(`file:///${name}.yaml`, text);
  return workspace;
}

const from = { namespace: 'shop', labels: new Map([['app', 'web']]) };

describe('a trace is as current as what it read', () => {
  test.each([
    ['the ServiceEntry', 'entry'], ['the Gateway', 'servers'], ['the DestinationRule', 'subset'], ['the VirtualService', 'routes'], ['the gateway\'s Service', 'gateway'],
  ])('%s goes', (_, name) => {
    const workspace = open();
    const reader = {};
    expect(trace(workspace.lookupFor(reader), request('http://api.example.com:80'), from).outcome).toBe('gateway');
    workspace.takeDirty();
    workspace.update(`file:///${name}.yaml`, undefined);
    expect(workspace.takeDirty().has(reader)).toBe(true);
  });

  test.each([
    ['a Sidecar comes', sidecar('outboundTrafficPolicy: {mode: REGISTRY_ONLY}')],
    ['an older rule comes', destinationRule('*.example.com', 'trafficPolicy: {tls: {mode: SIMPLE}}')],
    ['a VirtualService for a wildcard over the host comes', virtualService('[\'*.example.com\']', 'http: [{route: [{destination: {host: api.example.com}}]}]', 'shop', 'wide')],
    ['a service for TCP on the port comes', serviceEntry('any.example.org', '{number: 80, name: tcp, protocol: TCP}')],
  ])('%s', (_, text) => {
    const workspace = open();
    const reader = {};
    trace(workspace.lookupFor(reader), request('http://api.example.com:80'), from);
    workspace.takeDirty();
    workspace.update('file:///new.yaml', text);
    expect(workspace.takeDirty().has(reader)).toBe(true);
  });

  // Gateways of the same pods: their servers are merged, and most are for other hosts.
  test.each([
    ['for another host', '{port: {number: 80, name: http, protocol: HTTP}, hosts: [other.example.org]}', false],
    ['for the host too', '{port: {number: 80, name: http, protocol: HTTP}, hosts: [api.example.com]}', true],
    ['for a wildcard over it', '{port: {number: 80, name: http, protocol: HTTP}, hosts: [\'*.example.com\']}', true],
    ['on another port', '{port: {number: 443, name: tls, protocol: TLS}, hosts: [api.example.com], tls: {mode: PASSTHROUGH}}', false],
    ['that takes the port for itself', '{port: {number: 80, name: tcp, protocol: TCP}, hosts: [\'*\']}', true],
  ])('a Gateway %s comes', (_, servers, concerns) => {
    const workspace = open();
    const reader = {};
    trace(workspace.lookupFor(reader), request('http://api.example.com:80'), from);
    workspace.takeDirty();
    // The older one comes first.
    workspace.update('file:///a.yaml', gateway(servers).replace('name: egress', 'name: a').replace('metadata: {', 'metadata: {creationTimestamp: "2020-01-01T00:00:00Z", '));
    expect(workspace.takeDirty().has(reader)).toBe(concerns);
  });

  test('what is of no concern concerns nobody', () => {
    const workspace = open();
    const reader = {};
    trace(workspace.lookupFor(reader), request('http://api.example.com:80'), from);
    workspace.takeDirty();
    workspace.update('file:///new.yaml', [
      serviceEntry('other.example.org', `${http80}, ${https443}`), destinationRule('other.example.org', 'trafficPolicy: {tls: {mode: SIMPLE}}'),
      virtualService('[other.example.org]', 'http: [{route: [{destination: {host: other.example.org}}]}]', 'shop', 'other'),
    ].join('\n---\n'));
    expect(workspace.takeDirty().has(reader)).toBe(false);
  });
});

describe('places', () => {
  test('every hop names what decides it', () => {
    const { hops } = traceIn(Object.values(files), 'http://api.example.com:80');
    expect(hops.map(({ decisions }) => decisions.map(({ role, resource }) => `${role} ${resource.kind.kind}/${resource.name ?? ''}`))).toEqual([
      ['route VirtualService/routes', 'destination VirtualService/routes', 'service Service/istio-egressgateway', 'subset DestinationRule/istio-egressgateway-istio-system-svc-cluster-local'],
      ['route VirtualService/routes', 'destination VirtualService/routes', 'server Gateway/egress', 'service ServiceEntry/api-example-com'],
    ]);
  });

  test('what is not in a file is not shown', () => {
    const { outcome, hops } = traceIn(withoutGateway, 'http://api.example.com:80');
    expect(outcome).toBe('gateway');
    expect(hops.flatMap(({ decisions }) => decisions).every(({ resource }) => resource.entry.uri.startsWith('file:'))).toBe(true);
  });

  test('what Istio\'s installation brings is there where everything else is said to be here too', () => {
    expect(told(traceIn(withoutGateway, 'http://api.example.com:80', 'shop', { workspaceIsComplete: true }))).toBe('gateway: EGW:80/api plaintext > api.example.com:80 plaintext');
  });
});

describe('no text makes it fail', () => {
  test('manifests cut off anywhere', () => {
    const whole = Object.values(files).join('\n---\n');
    for (let length = 0; length < whole.length; length += 17) {
      const workspace = openWorkspace(defaultOptions);
      workspace.update('file:///mesh.yaml', whole.slice(0, length));
      const lookup = workspace.lookupFor({});
      for (const one of [...externalRequests(lookup).map(({ request: own }) => own), request('http://api.example.com:80'), request('tcp://api.example.com:443')]) {
        expect(trace(lookup, one, from).reason).not.toBe('');
      }
    }
  });

  test.each(['spec: {}', 'spec: []', 'spec: null', 'spec: {hosts: {}, ports: 1, servers: [1, {}], http: [{route: [{}]}, 1], tls: [{match: [{}], route: [1]}], egress: [{}], subsets: [{}]}'])('%s', (spec) => {
    const kinds = ['ServiceEntry', 'Gateway', 'VirtualService', 'DestinationRule', 'Sidecar', 'WorkloadEntry'].map(kind => `apiVersion: networking.istio.io/v1\nkind: ${kind}\nmetadata: {name: x, namespace: shop}\n${spec}`);
    expect(traceIn([...Object.values(files), ...kinds], 'http://api.example.com:80').reason).not.toBe('');
  });

  test('a VirtualService whose delegates go round', () => {
    const round = virtualService('[api.example.com]', 'http: [{delegate: {name: routes}}]');
    expect(told(traceIn([files['entry']!, round], 'http://api.example.com:80'))).toBe('direct: api.example.com:80 plaintext');
  });

  test('gateways that lead to each other', () => {
    const loop = virtualService('[api.example.com]', `gateways: [mesh, istio-system/egress]\nhttp: [{route: [{destination: {host: ${egw}, port: {number: 80}}}]}]`);
    expect(traceIn([files['gateway']!, files['entry']!, files['servers']!, loop], 'http://api.example.com:80').outcome).toBe('loop');
  });
});
