/**
 * Every setting but the levels of the rules, declared once: the extension's manifest, the documentation and the server read
 * this record. It depends on nothing, so that all of them can.
 */

/** A setting `egress.<key>`, as the editor presents it. */
export interface SettingDeclaration {
  readonly type: 'string' | 'number' | 'boolean' | 'array';
  readonly default: string | number | boolean | readonly string[];
  /** Markdown. */
  readonly description: string;
  /** The values that are allowed, with what each means. */
  readonly values?: Readonly<Record<string, string>>;
  /** What a string must look like. */
  readonly pattern?: { readonly expression: string; readonly message: string };
  readonly minimum?: number;
  /** `resource`: each workspace folder may have its own. */
  readonly scope: 'resource' | 'window';
}

/** The section that all settings are in. */
export const settingsSection = 'egress';

export const settings = {
  'kubernetesVersion': {
    type: 'string',
    default: '',
    description: 'The Kubernetes version that the manifests are for, such as `1.34`. It decides what the API server refuses, warns about and accepts. Empty: the newest version that the extension knows.',
    pattern: { expression: String.raw`^(v?1\.\d{1,3}(\.\d+)?([-+][\w.+-]*)?)?$`, message: 'Write a version such as 1.34, or nothing for the newest.' },
    scope: 'resource',
  },
  'namespace': {
    type: 'string',
    default: '',
    description: 'The namespace of manifests that name none. Empty: it is not known, so such a manifest may be in any namespace.',
    scope: 'resource',
  },
  'workspaceIsComplete': {
    type: 'boolean',
    default: false,
    description: 'The workspace holds everything that is in the cluster: what a manifest refers to and is not here is an error. Otherwise the workspace counts as a part of the cluster, and references to what may be elsewhere are left alone.',
    scope: 'resource',
  },
  'istio.clusterDomain': {
    type: 'string',
    default: 'cluster.local',
    description: 'The DNS domain of the cluster, with which the full names of its Services end.',
    scope: 'resource',
  },
  'istio.rootNamespace': {
    type: 'string',
    default: '',
    description: 'The root namespace of Istio, whose configuration counts for the whole mesh. Empty: as the MeshConfig in the workspace says, or else `istio-system`.',
    scope: 'resource',
  },
  'istio.knownServices': {
    type: 'array',
    default: [],
    description: 'Services that are there without being in the workspace: a Service as `name.namespace`, a ServiceEntry by its host. The ones that Kubernetes and Istio install are known.',
    scope: 'resource',
  },
  'istio.outboundTrafficPolicy': {
    type: 'string',
    default: 'auto',
    description: 'What the sidecars of the mesh do with traffic to hosts that the mesh does not know (`meshConfig.outboundTrafficPolicy.mode`), where no Sidecar says otherwise.',
    values: {
      auto: 'As the MeshConfig in the workspace says, or else `ALLOW_ANY`.',
      ALLOW_ANY: 'They let it through.',
      REGISTRY_ONLY: 'They drop it.',
      ALLOW_ANY_DYNAMIC_DNS: 'They let it through, plaintext HTTP to the address that they look up themselves.',
    },
    scope: 'resource',
  },
  'istio.dnsCapture': {
    type: 'string',
    default: 'auto',
    description: 'Whether sidecars answer the DNS queries of their applications (`ISTIO_META_DNS_CAPTURE`), with the addresses that the mesh gives a host.',
    values: {
      auto: 'As the `proxyMetadata` of the MeshConfig in the workspace says; without one they do not.',
      on: 'They do.',
      off: 'They do not.',
    },
    scope: 'resource',
  },
  'istio.ipAutoallocate': {
    type: 'boolean',
    default: true,
    description: 'Istio gives hosts of ServiceEntries that have no address one of its own (`PILOT_ENABLE_IP_AUTOALLOCATE`).',
    scope: 'resource',
  },
  'istio.ambientNamespaces': {
    type: 'array',
    default: [],
    description: 'Namespaces in ambient mode, besides those whose manifest has the label `istio.io/dataplane-mode: ambient`.',
    scope: 'resource',
  },
  'istio.scopeGatewayToNamespace': {
    type: 'boolean',
    default: false,
    description: 'Gateways select pods of their own namespace only (`PILOT_SCOPE_GATEWAY_TO_NAMESPACE`).',
    scope: 'resource',
  },
  'istio.defaultExportTo': {
    type: 'array',
    default: [],
    description: 'The namespaces that see a ServiceEntry, Service, VirtualService or DestinationRule without `exportTo` (`meshConfig.defaultServiceExportTo` and its siblings): `*`, `.` or names. Empty: as the MeshConfig in the workspace says, or else `*`.',
    scope: 'resource',
  },
  'networkPlugin': {
    type: 'string',
    default: '',
    description: 'The network plugin that enforces the policies. Some checks speak only where it is known, and only of plugins that do not implement a part of the API.',
    values: {
      '': 'Not known, or another one.',
      'antrea': 'Antrea.',
      'aws-vpc-cni': 'Amazon VPC CNI.',
      'azure-npm': 'Azure NPM.',
      'calico': 'Calico.',
      'cilium': 'Cilium.',
      'cisco-aci': 'Cisco ACI.',
      'flannel': 'Flannel.',
      'kube-router': 'Kube-router.',
      'ovn-kubernetes': 'OVN-Kubernetes.',
      'weave-net': 'Weave Net.',
    },
    scope: 'resource',
  },
  'dualStack': {
    type: 'boolean',
    default: false,
    description: 'Nodes and pods have addresses of both families: a policy that opens every address of one family only is pointed out.',
    scope: 'resource',
  },
  'podRanges': {
    type: 'array',
    default: [],
    description: 'The ranges of the cluster\'s pods as CIDRs, such as `10.244.0.0/16`: address blocks in them are pointed out. Empty: not known.',
    scope: 'resource',
  },
  'serviceRanges': {
    type: 'array',
    default: [],
    description: 'The ranges of the cluster\'s Services as CIDRs, such as `10.96.0.0/12`: address blocks in them are pointed out. Empty: not known.',
    scope: 'resource',
  },
  'protectMetadata': {
    type: 'boolean',
    default: false,
    description: 'Pods must not reach the metadata service of the cloud: a policy that lets them is a warning instead of information.',
    scope: 'resource',
  },
  'nodeLocalDns': {
    type: 'boolean',
    default: false,
    description: 'DNS goes through NodeLocal DNSCache, which selectors of pods do not match: rules for DNS without its address are pointed out.',
    scope: 'resource',
  },
  'scope': {
    type: 'string',
    default: 'workspace',
    description: 'Which files get findings. References are followed through all files of the workspace in any case.',
    values: { workspace: 'All files of the workspace, closed ones too.', openFiles: 'Only files that are open in the editor.' },
    scope: 'resource',
  },
  'exclude': {
    type: 'array',
    default: [],
    description: 'Glob patterns of files to leave alone, relative to the workspace folder, such as `**/testdata/**`. `node_modules` and `.git` are always left alone.',
    scope: 'resource',
  },
  'maxFiles': {
    type: 'number',
    default: 20_000,
    minimum: 0,
    description: 'How many YAML and JSON files of a workspace folder are read. The language status says when there are more.',
    scope: 'resource',
  },
  'schemaChecks': {
    type: 'string',
    default: 'auto',
    description: 'Whether fields are checked against the schema of their kind: unknown and missing fields, wrong types, values that are not allowed. A level of one of these rules (`egress.rules.*`) that is not `default` stands above this setting.',
    values: {
      auto: 'Yes, unless the Red Hat YAML extension validates the same files against Kubernetes schemas.',
      on: 'Always.',
      off: 'Never; another tool does it.',
    },
    scope: 'resource',
  },
  'codeLens.enabled': {
    type: 'boolean',
    default: true,
    description: 'Shows above the hosts of ServiceEntries, VirtualServices and Gateways where requests for them leave the mesh, or where they end.',
    scope: 'resource',
  },
  'trace.server': {
    type: 'string',
    default: 'off',
    description: 'Writes the traffic between the editor and the language server into the output channel.',
    values: { off: 'No trace.', messages: 'Each message by its name.', verbose: 'Each message with its content.' },
    scope: 'window',
  },
} as const satisfies Readonly<Record<string, SettingDeclaration>>;

type Declarations = typeof settings;
type ValueOf<D extends SettingDeclaration> = D extends { readonly values: infer Values } ? keyof Values : Widened<D['default']>;
type Widened<Default> = Default extends readonly unknown[] ? readonly string[] : Default extends string ? string : Default extends number ? number : boolean;

/** The settings that the server reads; of the others the client's library takes care. */
export type SettingKey = Exclude<keyof Declarations, 'trace.server'>;

/** The settings of one workspace folder, as the server uses them. */
export type Settings = { readonly [Key in SettingKey]: ValueOf<Declarations[Key]> } & {
  /** Levels by rule id; only those that are not `default`. */
  readonly rules: Readonly<Record<string, string>>;
};

/** The levels that a rule can be set to, with what each means. */
export const ruleLevels = {
  default: 'The severity that the rule gives each place.',
  off: 'The rule is silent.',
  hint: 'A hint at every place.',
  information: 'Information at every place.',
  warning: 'A warning at every place.',
  error: 'An error at every place.',
} as const;
