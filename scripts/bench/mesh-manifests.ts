/** A made-up mesh that sends what it asks of the outside through its egress gateways: as many chains as wanted, none of them with a mistake. */
import { separator, type File } from './manifests.ts';

const gatewayHost = 'istio-egressgateway.istio-system.svc.cluster.local';

/** The host outside of a chain. */
export function hostOf(number: number): string {
  return `api-${number}.example.com`;
}

function serviceEntry(number: number): string {
  return `apiVersion: networking.istio.io/v1
kind: ServiceEntry
metadata:
  name: api-${number}
  namespace: team-${number % 100}
spec:
  hosts:
    - ${hostOf(number)}
  location: MESH_EXTERNAL
  resolution: DNS
  ports:
    - number: 80
      name: http
      protocol: HTTP
      targetPort: 443
    - number: 443
      name: tls
      protocol: TLS
`;
}

/** From the sidecars to the gateway, and from there outside. */
function virtualService(number: number, gateway: string): string {
  return `apiVersion: networking.istio.io/v1
kind: VirtualService
metadata:
  name: api-${number}
  namespace: team-${number % 100}
spec:
  hosts:
    - ${hostOf(number)}
  gateways:
    - mesh
    - istio-system/${gateway}
  http:
    - match:
        - gateways:
            - mesh
          port: 80
      route:
        - destination:
            host: ${gatewayHost}
            port:
              number: 80
    - match:
        - gateways:
            - istio-system/${gateway}
          port: 80
      route:
        - destination:
            host: ${hostOf(number)}
            port:
              number: 80
`;
}

function gateway(name: string, hosts: readonly string[]): string {
  return `apiVersion: networking.istio.io/v1
kind: Gateway
metadata:
  name: ${name}
  namespace: istio-system
spec:
  selector:
    istio: egressgateway
  servers:
    - port:
        number: 80
        name: http-${name}
        protocol: HTTP
      hosts:
${hosts.map((host) => `        - ${host}\n`).join('')}`;
}

/** TLS begins at the gateway. */
function destinationRule(number: number): string {
  return `apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata:
  name: api-${number}
  namespace: team-${number % 100}
spec:
  host: ${hostOf(number)}
  trafficPolicy:
    portLevelSettings:
      - port:
          number: 80
        tls:
          mode: SIMPLE
          sni: ${hostOf(number)}
          subjectAltNames:
            - ${hostOf(number)}
`;
}

function service(name: string, namespace: string, selector: string, ports: readonly number[]): string {
  return `apiVersion: v1
kind: Service
metadata:
  name: ${name}
  namespace: ${namespace}
spec:
  selector:
    ${selector}
  ports:
${ports.map((port) => `    - name: ${port === 443 ? 'tls' : 'http'}-${port}\n      port: ${port}\n      targetPort: ${port + 8000}\n`).join('')}`;
}

const egressGateway = [
  service('istio-egressgateway', 'istio-system', 'istio: egressgateway', [80, 443]),
  `apiVersion: apps/v1
kind: Deployment
metadata:
  name: istio-egressgateway
  namespace: istio-system
spec:
  selector:
    matchLabels:
      istio: egressgateway
  template:
    metadata:
      labels:
        istio: egressgateway
    spec:
      containers:
        - name: istio-proxy
          image: auto
`,
].join(separator);

/** The names of the files of a mesh that one edits. */
export const meshFiles = { gatewayService: 'istio-system/egressgateway.yaml' } as const;

/**
 * So many chains, a file for each, in a hundred namespaces with a Service of their own; so many share a gateway: 4 chains are 4 external hosts with
 * their routes and the start of their TLS, and one Gateway in the file of the first.
 */
export function meshWorkspace(chains: number, sharing: number): readonly File[] {
  const files = Array.from({ length: chains }, (_, number): File => {
    const first = number - (number % sharing);
    const name = `egress-${first}`;
    const hosts = Array.from({ length: Math.min(sharing, chains - first) }, (_one, at) => hostOf(first + at));
    return {
      name: fileOfChain(number),
      text: [serviceEntry(number), ...(number === first ? [gateway(name, hosts)] : []), virtualService(number, name), destinationRule(number)].join(separator),
    };
  });
  const services = Array.from({ length: 100 }, (_, team): File => ({ name: `team-${team}/web.yaml`, text: service('web', `team-${team}`, 'app: web', [80]) }));
  return [{ name: meshFiles.gatewayService, text: egressGateway }, ...services, ...files];
}

/** The file of a chain. */
export function fileOfChain(number: number): string {
  return `team-${number % 100}/api-${number}.yaml`;
}
