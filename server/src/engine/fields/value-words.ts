/**
 * What the words of closed lists mean, in our own words: protocols, and the values of enumerations.
 *
 * Sources: the comments of the Kubernetes API types (`networking/v1`, `core/v1`) and of Istio's `networking/v1` and
 * `security/v1` protobufs, and `pkg/config/protocol/instance.go` for the protocols.
 */

/** Values of enumerations, by the field's name, or by the parent's and the field's where the name alone says too little. */
const enumerations: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  policyTypes: {
    Egress: 'Outgoing traffic of the chosen pods is cut off but for what egress rules allow, DNS included.',
    Ingress: 'Incoming traffic of the chosen pods is cut off but for what ingress rules allow.',
  },
  resolution: {
    NONE: 'The proxy connects to the address that the application has looked up. No use through an egress gateway, where that address is the gateway’s.',
    STATIC: 'The addresses in `endpoints` are the service; nothing is looked up.',
    DNS: 'The proxy looks up `endpoints`, or else `hosts`, and spreads connections over all answers. Not for wildcard hosts.',
    DNS_ROUND_ROBIN: 'The proxy looks up the name and uses the first answer for each new connection. For large services whose DNS answers change.',
    DYNAMIC_DNS: 'The proxy looks up the very name that was asked for: the way to reach wildcard hosts.',
  },
  location: {
    MESH_EXTERNAL: 'Outside the mesh: no mutual TLS of the mesh, no identity.',
    MESH_INTERNAL: 'A workload of the mesh, such as a virtual machine: mutual TLS applies.',
  },
  action: {
    ALLOW: 'Lets through what some rule matches. Once a workload has an `ALLOW` policy, everything else is refused.',
    DENY: 'Refuses what some rule matches, before any `ALLOW` is looked at.',
    AUDIT: 'Marks matching requests for a log plugin. Nothing is refused.',
    CUSTOM: 'Asks an external authorizer, before `DENY` and `ALLOW` are looked at.',
  },
  'outboundTrafficPolicy.mode': {
    REGISTRY_ONLY: 'Only hosts that the mesh knows (Services and ServiceEntries) can be reached; the rest is dropped.',
    ALLOW_ANY: 'Unknown destinations are passed on as they are.',
  },
  'tls.mode': {
    PASSTHROUGH: 'The connection stays encrypted and is routed by its server name (SNI): `tls` routes apply.',
    AUTO_PASSTHROUGH: 'As `PASSTHROUGH`, but the server name itself says which service is meant; for gateways between clusters.',
    SIMPLE: 'Ordinary TLS, with the server’s certificate.',
    MUTUAL: 'TLS in which both sides show certificates, from the files or Secret given here.',
    ISTIO_MUTUAL: 'Mutual TLS with the certificates that Istio gives its workloads. Between workloads of the mesh only.',
    OPTIONAL_MUTUAL: 'TLS; a client certificate is checked if there is one.',
    DISABLE: 'No TLS is added to the connection.',
  },
  captureMode: {
    DEFAULT: 'As the environment captures traffic.',
    IPTABLES: 'Connections are redirected to the listener.',
    NONE: 'Nothing is redirected: the application connects to the listener itself.',
  },
  type: {
    ClusterIP: 'Reached inside the cluster, at a virtual address.',
    NodePort: 'Also reached at a port of every node.',
    LoadBalancer: 'Also reached through a load balancer of the cloud.',
    ExternalName: 'A DNS alias (CNAME) for a host outside. Nothing is proxied, and policies see the outside address.',
  },
  operator: {
    In: 'The label is there and has one of `values`.',
    NotIn: 'The label has none of `values`, or is not there at all.',
    Exists: 'The label is there, whatever its value.',
    DoesNotExist: 'The label is not there.',
  },
  simple: {
    LEAST_REQUEST: 'Of two endpoints chosen at random, the one with fewer open requests. Istio’s default.',
    LEAST_CONN: 'Old name of `LEAST_REQUEST`.',
    ROUND_ROBIN: 'Each endpoint in turn.',
    RANDOM: 'A random endpoint.',
    PASSTHROUGH: 'No balancing: the address that the client asked for.',
    UNSPECIFIED: 'Istio’s default, `LEAST_REQUEST`.',
  },
  h2UpgradePolicy: {
    DEFAULT: 'As the mesh has it; normally no upgrade.',
    UPGRADE: 'HTTP/1.1 requests go out as HTTP/2.',
    DO_NOT_UPGRADE: 'HTTP/1.1 requests stay what they are.',
  },
  internalTrafficPolicy: { Cluster: 'To all endpoints.', Local: 'To endpoints on the caller’s node only, and nowhere if it has none.' },
  externalTrafficPolicy: { Cluster: 'To all endpoints.', Local: 'To endpoints on the node that was reached; the client’s address is kept.' },
  sessionAffinity: { None: 'Each connection may go to another pod.', ClientIP: 'Connections of one client address go to one pod.' },
  ipFamilyPolicy: {
    SingleStack: 'One address, of the cluster’s first IP family.',
    PreferDualStack: 'An IPv4 and an IPv6 address where the cluster has both.',
    RequireDualStack: 'An IPv4 and an IPv6 address, or the Service is refused.',
  },
  trafficDistribution: {
    PreferSameZone: 'Endpoints in the caller’s zone first.',
    PreferSameNode: 'Endpoints on the caller’s node first, then those in its zone.',
    PreferClose: 'Old name of `PreferSameZone`.',
  },
};

/** What a value of an enumeration means. `field` is the field's name, `parent` that of the object around it. */
export function enumerationWords(parent: string, field: string, value: string): string | undefined {
  const words = enumerations[`${parent}.${field}`] ?? enumerations[field];
  return words !== undefined && Object.hasOwn(words, value) ? words[value] : undefined;
}
