// "A CIDR" is many grammars. All are the one lenient grammar of `scan.ts` minus the facts a field refuses, so a dialect
// is a row of data. A dialect says what the *strictest stage that reads the field* refuses at every version; what depends
// on the version of the cluster (Kubernetes' StrictIPCIDRValidation) is judged on the facts, elsewhere.

import { bitsOf, type CidrFact } from './facts.ts';

/** What the text must be: an address with a prefix length, an address alone, or one of the two. */
export type CidrForm = 'cidr' | 'address' | 'either';

/** The grammar of one field. */
export interface CidrDialect {
  readonly id: string;
  readonly form: CidrForm;
  /** Facts that make the value invalid. Shape (`bareAddress`, `blanks`, `zone`) is settled by the other members. */
  readonly refuses: readonly CidrFact[];
  /** `refuses` as bits. */
  readonly refusedBits: number;
  /** Blanks around the value are dropped by the reader of the field (Go `strings.TrimSpace`). */
  readonly trims: boolean;
  /** An address without prefix length may carry an IPv6 zone. */
  readonly zone: boolean;
  /** IPv4-mapped IPv6 means the IPv4 network, as in Go's `net.IPNet`; otherwise it stays IPv6, as in `netip`. */
  readonly unmaps: boolean;
  /** IPv6 is not understood at all. */
  readonly ipv4Only: boolean;
}

interface Row {
  readonly form?: CidrForm;
  readonly refuses?: readonly CidrFact[];
  readonly trims?: boolean;
  readonly zone?: boolean;
  readonly unmaps?: boolean;
  readonly ipv4Only?: boolean;
}

function dialect(id: string, row: Row): CidrDialect {
  const { form = 'cidr', refuses = [], trims = false, zone = false, unmaps = false, ipv4Only = false } = row;
  return { id, form, refuses, refusedBits: bitsOf(refuses), trims, zone, unmaps, ipv4Only };
}

/** The dialects, by name. */
export const cidrDialects = {
  /** NetworkPolicy `ipBlock`: `ParseCIDRSloppy` (apimachinery validation/ip.go `parseCIDR`); strictness is judged on the facts. */
  ipblock: dialect('ipblock', { unmaps: true }),
  /** Service `loadBalancerSourceRanges`: as `ipblock`, but each entry is trimmed first. */
  'source-ranges': dialect('source-ranges', { unmaps: true, trims: true }),
  /** Plain addresses of older Kubernetes fields, such as Service `externalIPs`: `ParseIPSloppy`. */
  'legacy-ip': dialect('legacy-ip', { form: 'address', unmaps: true }),
  /** Service `loadBalancerIP`: as other plain addresses, but the server only warns of what it can read, and takes anything. */
  'load-balancer-ip': dialect('load-balancer-ip', { form: 'address', unmaps: true }),
  /** Istio `ValidateIPSubnet` (ServiceEntry addresses, destinationSubnets): `netip.ParsePrefix` if there is a slash, else `netip.ParseAddr`. */
  istio: dialect('istio', { form: 'either', refuses: ['leadingZeros'], zone: true }),
  /** Istio `ValidateIPs` (AuthorizationPolicy ipBlocks and remoteIpBlocks); the same two parsers. */
  authz: dialect('authz', { form: 'either', refuses: ['leadingZeros'], zone: true }),
  /** Plain addresses of Istio (bind, tunnel targets): `netip.ParseAddr`. */
  'istio-ip': dialect('istio-ip', { form: 'address', refuses: ['leadingZeros'], zone: true }),
  /** Any CRD with `format: cidr` (kube-openapi strfmt `isCIDR`): `ParseCIDRSloppy`. */
  'crd-format-cidr': dialect('crd-format-cidr', { unmaps: true }),
  /** The CEL function `isCIDR`, used by the network policy API: `ParsePrefix`, and no IPv4-mapped addresses. */
  'cel-cidr': dialect('cel-cidr', { refuses: ['leadingZeros', 'ipv4Mapped'] }),
  /** `netip.ParsePrefix`: the Cilium agent, Antrea's ExternalIPPool. */
  'go-prefix': dialect('go-prefix', { refuses: ['leadingZeros'] }),
  /** `net.ParseCIDR`: OVN-Kubernetes, Antrea's webhook. It lets zeros through in the prefix length only. */
  'go-cidr': dialect('go-cidr', { refuses: ['addressZeros'], unmaps: true }),
  /** Calico rule `nets`: `net.ParseCIDR`, and the value must equal its own network. */
  'calico-rule-net': dialect('calico-rule-net', { refuses: ['addressZeros', 'hostBits'], unmaps: true }),
  /** Calico's tag `net`: as in a rule, or a plain address. */
  'calico-net-or-ip': dialect('calico-net-or-ip', { form: 'either', refuses: ['addressZeros', 'hostBits'], unmaps: true }),
  /** Calico's tag `cidr` (NetworkSet `nets`): a network, an address, or an address within its network. */
  'calico-cidr': dialect('calico-cidr', { form: 'either', refuses: ['addressZeros'], unmaps: true }),
  /** Linkerd EgressNetwork, kube-ovn SecurityGroup: a network or an address. */
  'cidr-or-ip': dialect('cidr-or-ip', { form: 'either', refuses: ['leadingZeros'] }),
  /** OpenShift SDN kinds: a regular expression for IPv4, then `net.ParseCIDR`. */
  'ipv4-cidr': dialect('ipv4-cidr', { refuses: ['leadingZeros'], ipv4Only: true }),
} as const satisfies Readonly<Record<string, CidrDialect>>;

/** The name of a dialect. */
export type CidrDialectId = keyof typeof cidrDialects;

/** Everything that can be understood at all: for explaining and repairing, never for judging. */
export const lenient: CidrDialect = dialect('lenient', { form: 'either', trims: true, zone: true, unmaps: true });
