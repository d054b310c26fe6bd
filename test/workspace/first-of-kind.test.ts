/** The first manifest of a kind in a workspace that is full of others: nobody is to be checked again whom it does not concern. */
import { expect, test } from 'vitest';
import { createLinter, defaultOptions } from '../../server/src/engine/index.ts';
import { kinds } from '../../server/src/engine/kinds/index.ts';
import { apiVersionOf } from '../../server/src/engine/model/kind.ts';
import type { Kind } from '../../server/src/engine/model/kind.ts';

const external = 'resolution: DNS, ports: [{number: 80, name: http, protocol: HTTP}, {number: 443, name: tls, protocol: TLS}]';
const pods = 'selector: {matchLabels: {app: WEB}}, template: {metadata: {labels: {app: WEB}}, spec: {containers: [{name: app, env: [{name: URL, value: "https://api.HOME.example"}]}]}}';
const gatewayService = 'EGRESS.istio-system.svc.cluster.local';
const ofService = '{group: "", kind: Service, name: WEB}';

/** What stands for names in what manifests say. */
type Names = Readonly<Record<'HOME' | 'ONE' | 'WEB' | 'EGRESS', string>>;

/** What a manifest of a kind says, where it is more than its name. */
const specs: Readonly<Record<string, string>> = {
  NetworkPolicy: 'podSelector: {matchLabels: {app: WEB}}, policyTypes: [Egress], egress: [{to: [{ipBlock: {cidr: 10.0.0.0/8}}]}]',
  Service: 'selector: {app: WEB}, ports: [{port: 80, name: http}]',
  ServiceEntry: `hosts: [api.HOME.example], ${external}`,
  VirtualService: `exportTo: [.], hosts: [api.HOME.example], gateways: [mesh, HOME/ONE], http: [{match: [{gateways: [mesh], port: 80}], route: [{destination: {host: ${gatewayService}, port: {number: 80}}}]}, {match: [{gateways: [HOME/ONE], port: 80}], route: [{destination: {host: api.HOME.example, port: {number: 443}}}]}]`,
  DestinationRule: 'host: api.HOME.example, trafficPolicy: {portLevelSettings: [{port: {number: 443}, tls: {mode: SIMPLE}}]}',
  Sidecar: 'egress: [{hosts: [./*, istio-system/*]}]',
  AuthorizationPolicy: `selector: {matchLabels: {app: WEB}}, rules: [{to: [{operation: {hosts: [api.HOME.example]}}]}]`,
  WorkloadEntry: 'address: 192.0.2.1, labels: {app: WEB}',
  HTTPRoute: `parentRefs: [{group: networking.istio.io, kind: ServiceEntry, name: ONE}], rules: [{backendRefs: [{name: WEB, port: 80}]}]`,
  GRPCRoute: `parentRefs: [${ofService}], rules: [{backendRefs: [{name: WEB, port: 80}]}]`,
  TLSRoute: `parentRefs: [${ofService}], hostnames: [api.HOME.example], rules: [{backendRefs: [{group: networking.istio.io, kind: Hostname, name: api.HOME.example, port: 443}]}]`,
  TCPRoute: `parentRefs: [${ofService}], rules: [{backendRefs: [{name: WEB, port: 80}]}]`,
  BackendTLSPolicy: 'targetRefs: [{group: networking.istio.io, kind: ServiceEntry, name: ONE}], validation: {hostname: api.HOME.example, wellKnownCACertificates: System}',
  Pod: 'containers: [{name: app}]',
  ReferenceGrant: 'from: [{group: gateway.networking.k8s.io, kind: HTTPRoute, namespace: other}], to: [{group: "", kind: Service}]',
};
for (const kind of ['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'Job', 'Rollout']) Object.assign(specs, { [kind]: pods });

/** Istio's Gateway and that of the Gateway API have one name. */
function specOf({ kind, group }: Kind): string {
  if (kind !== 'Gateway') return specs[kind] ?? '';
  return group === 'networking.istio.io' ? 'selector: {istio: EGRESS}, servers: [{port: {number: 80, name: http, protocol: HTTP}, hosts: [api.HOME.example]}]'
    : 'gatewayClassName: istio, listeners: [{name: http, port: 80, protocol: HTTP}]';
}

function manifest(kind: Kind, names: Names): string {
  const name = kind.kind === 'Namespace' ? 'HOME' : `${kind.kind === 'Service' ? 'WEB' : 'ONE'}, namespace: HOME`;
  const labels = kind.kind === 'Pod' ? ', labels: {app: WEB}' : '';
  const data = kind.kind === 'ConfigMap' ? '\ndata: {ca.crt: x}' : '';
  const text = `apiVersion: ${apiVersionOf(kind)}\nkind: ${kind.kind}\nmetadata: {name: ${name}${labels}}\nspec: {${specOf(kind)}}${data}`;
  return Object.entries(names).reduce((filled, [word, by]) => filled.replaceAll(word, by), text);
}

const namespaces = 12;
/** Fewer than one in each namespace. */
const few = 8;
const labels = 'istio: istio-egressgateway';

/** The egress gateway that all lead to. */
function shared(kind: Kind): string {
  const maker = kind.kind === 'Deployment' ? 'StatefulSet' : 'Deployment';
  return `apiVersion: v1
kind: Service
metadata: {name: istio-egressgateway, namespace: istio-system}
spec: {selector: {${labels}}, ports: [{port: 80, name: http}]}
---
apiVersion: apps/v1
kind: ${maker}
metadata: {name: istio-egressgateway, namespace: istio-system}
spec: {selector: {matchLabels: {${labels}}}, template: {metadata: {labels: {${labels}}}, spec: {containers: [{name: istio-proxy}]}}}`;
}

/** It says how the whole mesh is configured, so that it concerns everybody. */
const concernAll: ReadonlySet<string> = new Set(['IstioOperator']);

/** Without any of these everything is broken, and whoever misses one looks for what is like it: of them not the first is added, but one more. */
const needed: ReadonlySet<string> = new Set(['Service', 'ServiceEntry']);

test.each(kinds.filter(({ kind }) => !concernAll.has(kind)).map((kind) => [`${kind.group} ${kind.kind}`, kind] as const))('the first %s', (_, kind) => {
  const linter = createLinter(defaultOptions, (rule, uri, error) => { throw new Error(`${rule} failed on ${uri}`, { cause: error }); });
  const { workspace } = linter;
  const lookupFor = workspace.lookupFor.bind(workspace);
  let checks = 0;
  workspace.lookupFor = (reader) => {
    checks++;
    return lookupFor(reader);
  };
  linter.update('shared.yaml', shared(kind));
  for (let at = 0; at < namespaces; at++) {
    const others = kinds.filter((one) => (one !== kind || needed.has(one.kind)) && !concernAll.has(one.kind));
    linter.update(`team-${at}.yaml`, others.map((one) => manifest(one, { HOME: `team-${at}`, ONE: 'one', WEB: 'web', EGRESS: 'istio-egressgateway' })).join('\n---\n'));
  }
  linter.check();
  const all = checks;
  linter.update('fresh.yaml', manifest(kind, { HOME: 'fresh', ONE: 'first', WEB: 'other', EGRESS: 'second-egressgateway' }));
  linter.check();
  expect(all).toBeGreaterThan(namespaces * 10);
  expect(checks - all).toBeLessThan(few);
});
