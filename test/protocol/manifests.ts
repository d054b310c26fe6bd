/** Manifests for the tests, small and with the mistakes that are asked for: none of them deserves any advice besides. */

export interface PolicyParts {
  readonly name?: string;
  readonly namespace?: string;
  readonly cidr?: string;
  readonly protocol?: string;
  readonly spec?: string;
}

export function policy({ name = 'web', namespace = 'shop', cidr = '10.20.2.0/24', protocol = 'TCP', spec = 'spec' }: PolicyParts = {}): string {
  return `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: ${name}
  namespace: ${namespace}
${spec}:
  podSelector: {}
  policyTypes: [Egress]
  egress:
    - to:
        - ipBlock:
            cidr: ${cidr}
      ports:
        - protocol: ${protocol}
          port: 443
    - ports:
        - {protocol: UDP, port: 53}
        - {protocol: TCP, port: 53}
`;
}

/** Line and column of the CIDR in `policy`. */
export const cidrLine = 11;
export const cidrColumn = 18;

export function gateway(name: string): string {
  return `apiVersion: networking.istio.io/v1
kind: Gateway
metadata:
  name: ${name}
  namespace: egress
spec:
  selector:
    istio: egressgateway
  servers:
    - port: {number: 80, name: http, protocol: HTTP}
      hosts: [api.example.com]
`;
}

export function virtualService(gatewayName: string): string {
  return `apiVersion: networking.istio.io/v1
kind: VirtualService
metadata:
  name: api
  namespace: egress
spec:
  hosts: [api.example.com]
  gateways: [${gatewayName}]
  http:
    - route:
        - destination: {host: api.example.com}
`;
}

/** A service beside the cluster: a way out of the mesh would be told of more than what these tests are about. */
export function serviceEntry(host: string): string {
  return `apiVersion: networking.istio.io/v1
kind: ServiceEntry
metadata:
  name: api
  namespace: egress
spec:
  hosts: [${host}]
  location: MESH_INTERNAL
  resolution: DNS
  ports: [{number: 80, name: http, protocol: HTTP}]
`;
}
