// Short ways to write a mesh and to ask where a request in it ends.
import { defaultOptions, openWorkspace, trace } from '../../server/src/engine/index.ts';
import type { AppProtocol, LintOptions, Trace, TraceRequest } from '../../server/src/engine/index.ts';

const schemes: Readonly<Record<string, AppProtocol>> = { http: 'HTTP', https: 'TLS', tcp: 'TCP' };

/** `https://host:443?address=192.0.2.1` as a request. */
export function request(url: string): TraceRequest {
  const [, scheme = '', host = '', port = '', address] = /^([a-z]+):\/\/(.+):(\d+)(?:\?address=(.*))?$/.exec(url) ?? [];
  return { host, port: Number(port), protocol: schemes[scheme]!, ...(address === undefined ? {} : { address }) };
}

/** Traces a request of a pod `app=web` in namespace `shop`. */
export function traceIn(manifests: readonly string[], url: string, from = 'shop', options: Partial<LintOptions> = {}): Trace {
  const workspace = openWorkspace({ ...defaultOptions, ...options });
  workspace.update('file:///mesh.yaml', manifests.join('\n---\n'));
  return trace(workspace.lookupFor({}), request(url), { namespace: from, labels: new Map([['app', 'web']]) });
}

/** The outcome, and for each hop where it goes and what it sends: `gateway: istio-egressgateway:80/cnn mtls > api:443 tls`. */
export function told({ outcome, hops }: Trace): string {
  const shown = hops.map(({ service, port, subset, sends, error }) => {
    const name = service?.replace('istio-egressgateway.istio-system.svc.cluster.local', 'EGW');
    return [...(name === undefined ? [] : [`${name}:${port ?? ''}${subset === undefined ? '' : `/${subset}`}`]), sends, error === undefined ? undefined : `(${error})`].filter(Boolean).join(' ');
  });
  return `${outcome}: ${shown.join(' > ')}`;
}

function resource(kind: string, name: string, namespace: string, spec: string, version = 'networking.istio.io/v1'): string {
  return `apiVersion: ${version}\nkind: ${kind}\nmetadata: {name: ${name}, namespace: ${namespace}}\nspec:\n${spec.replaceAll(/^/gm, '  ')}`;
}

export function serviceEntry(host: string, ports: string, more = 'resolution: DNS', namespace = 'shop'): string {
  return resource('ServiceEntry', host.replaceAll(/[^a-z]/g, '-'), namespace, `hosts: ['${host}']\nports: [${ports}]\n${more}`);
}

export const http80 = '{number: 80, name: http, protocol: HTTP}';
export const https443 = '{number: 443, name: https, protocol: HTTPS}';
export const tls443 = '{number: 443, name: tls, protocol: TLS}';

export function gateway(servers: string, more = 'selector: {istio: egressgateway}', namespace = 'istio-system', name = 'egress'): string {
  return resource('Gateway', name, namespace, `${more}\nservers: [${servers}]`);
}

export function destinationRule(host: string, spec: string, namespace = 'shop', name = host.replaceAll(/[^a-z]/g, '-')): string {
  return resource('DestinationRule', name, namespace, `host: '${host}'\n${spec}`);
}

export function virtualService(hosts: string, spec: string, namespace = 'shop', name = 'routes'): string {
  return resource('VirtualService', name, namespace, `hosts: ${hosts}\n${spec}`);
}

export function sidecar(spec: string, namespace = 'shop', name = 'default'): string {
  return resource('Sidecar', name, namespace, spec);
}

export function service(name: string, namespace: string, spec: string): string {
  return resource('Service', name, namespace, spec, 'v1');
}

/** The egress gateway as Istio's chart installs it. */
export const egressGateway = [
  service('istio-egressgateway', 'istio-system', 'selector: {istio: egressgateway}\nports: [{name: http2, port: 80, targetPort: 8080}, {name: https, port: 443, targetPort: 8443}, {name: tcp, port: 5432, targetPort: 15432}]\nclusterIP: 10.96.0.7'),
  resource('Deployment', 'istio-egressgateway', 'istio-system', 'template:\n  metadata: {labels: {istio: egressgateway, app: istio-egressgateway}}\n  spec: {containers: [{name: istio-proxy, image: auto}]}', 'apps/v1'),
].join('\n---\n');

export const egw = 'istio-egressgateway.istio-system.svc.cluster.local';

/** The gateway's name where VirtualServices of other namespaces name it. */
export const gw = 'istio-system/egress';

/** The two rules of a chain: from the mesh to the gateway, from the gateway outside. */
export function chain(block: 'http' | 'tls' | 'tcp', host: string, { to = host, mesh = 443, server = mesh, out = 443, subset = '', sni = '' }: { to?: string; mesh?: number; server?: number; out?: number; subset?: string; sni?: string } = {}): string {
  const names = sni === '' ? '' : `, sniHosts: ['${sni}']`;
  return virtualService(`['${host}']`, [
    `gateways: [mesh, ${gw}]`, `${block}:`,
    `- match: [{gateways: [mesh], port: ${mesh}${names}}]`,
    `  route: [{destination: {host: ${egw}, port: {number: ${server}}${subset === '' ? '' : `, subset: ${subset}`}}}]`,
    `- match: [{gateways: [${gw}], port: ${server}${names}}]`,
    `  route: [{destination: {host: '${to}', port: {number: ${out}}}}]`,
  ].join('\n'));
}

/** A Gateway of the Gateway API for which Istio makes a gateway. */
export function kubernetesGateway(name: string, namespace: string, listeners: string): string {
  return resource('Gateway', name, namespace, `gatewayClassName: istio\nlisteners: [${listeners}]`, 'gateway.networking.k8s.io/v1');
}

export function gatewayRoute(kind: string, name: string, namespace: string, spec: string): string {
  return resource(kind, name, namespace, spec, 'gateway.networking.k8s.io/v1');
}

/** A waypoint; `purpose` is what its label says it is for. */
export function waypoint(name: string, namespace: string, purpose?: string): string {
  const text = resource('Gateway', name, namespace, 'gatewayClassName: istio-waypoint\nlisteners: [{name: mesh, port: 15008, protocol: HBONE}]', 'gateway.networking.k8s.io/v1');
  return purpose === undefined ? text : text.replace('}\nspec', `, labels: {istio.io/waypoint-for: ${purpose}}}\nspec`);
}
