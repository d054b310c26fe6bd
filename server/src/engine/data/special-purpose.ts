/**
 * Address blocks that mean something by themselves, most of them no place on the Internet.
 *
 * Sources: the IANA IPv4 and IPv6 Special-Purpose Address Registries (RFC 6890, RFC 8190; state of 2025-10-09, all 25
 * records of each), and below them the blocks that these registries leave out: multicast (the IANA multicast address
 * registries, RFC 5771, RFC 4291) and two withdrawn IPv6 forms. The notes are ours.
 *
 * Blocks nest: the most specific record that contains an address says the most about it.
 */
export interface SpecialPurposeRecord {
  /** In canonical form. */
  readonly cidr: string;
  readonly name: string;
  /** The RFCs that set the block aside, such as `RFC 1918`. */
  readonly rfc: string;
  readonly kind: SpecialPurposeKind;
  /** A sentence on what the block means as a destination. */
  readonly note?: string;
}

export type SpecialPurposeKind =
  | 'private' | 'shared' | 'unique-local' | 'site-local'
  | 'loopback' | 'link-local' | 'unspecified' | 'broadcast' | 'multicast'
  | 'documentation' | 'benchmarking' | 'discard' | 'dummy' | 'reserved'
  | 'protocol-assignments' | 'anycast' | 'relay' | 'tunnel' | 'translation' | 'mapped' | 'identifiers';

const DOCUMENTATION = 'Made for examples: no real host has such an address, so the rule matches nothing.';
const PRIVATE = 'Private addresses, where the pods, Services and nodes of most clusters live too.';
const RESERVED = 'Never assigned, and dropped by most network stacks.';
const AS112 = 'Servers that answer stray reverse lookups of private addresses; applications have no business there.';
const BENCHMARKING = 'Set aside for measuring network devices; some networks use it as further private space.';
const MULTICAST = 'Group addresses. Most cluster networks carry no multicast between pods.';

const ipv4: readonly SpecialPurposeRecord[] = [
  { cidr: '0.0.0.0/8', name: 'This network', rfc: 'RFC 791', kind: 'unspecified', note: 'Not usable as a destination; `0.0.0.0/0` is the block that means any address.' },
  { cidr: '0.0.0.0/32', name: 'This host on this network', rfc: 'RFC 1122', kind: 'unspecified', note: 'No host has this address; `0.0.0.0/0` is the block that means any address.' },
  { cidr: '10.0.0.0/8', name: 'Private use', rfc: 'RFC 1918', kind: 'private', note: PRIVATE },
  { cidr: '100.64.0.0/10', name: 'Shared address space (carrier-grade NAT)', rfc: 'RFC 6598', kind: 'shared', note: 'Meant for providers; some clouds and clusters put pods or internal services here.' },
  { cidr: '127.0.0.0/8', name: 'Loopback', rfc: 'RFC 1122', kind: 'loopback', note: 'Stays inside the pod, where no network policy looks.' },
  { cidr: '169.254.0.0/16', name: 'Link-local', rfc: 'RFC 3927', kind: 'link-local', note: 'Reaches the node and its neighbours only; cloud metadata and node-local DNS usually have their addresses here.' },
  { cidr: '172.16.0.0/12', name: 'Private use', rfc: 'RFC 1918', kind: 'private', note: `${PRIVATE} It ends at 172.31.255.255.` },
  { cidr: '192.0.0.0/24', name: 'IETF protocol assignments', rfc: 'RFC 6890', kind: 'protocol-assignments', note: 'Usable only where a smaller block within it says so.' },
  { cidr: '192.0.0.0/29', name: 'IPv4 service continuity prefix', rfc: 'RFC 7335', kind: 'translation', note: 'Local ends of IPv4-over-IPv6 techniques such as DS-Lite and 464XLAT.' },
  { cidr: '192.0.0.8/32', name: 'IPv4 dummy address', rfc: 'RFC 7600', kind: 'dummy', note: 'Stands in as a source address; nothing listens there.' },
  { cidr: '192.0.0.9/32', name: 'Port Control Protocol anycast', rfc: 'RFC 7723', kind: 'anycast', note: 'The nearest server that opens ports on a NAT.' },
  { cidr: '192.0.0.10/32', name: 'TURN anycast', rfc: 'RFC 8155', kind: 'anycast', note: 'The nearest TURN relay for media traffic.' },
  { cidr: '192.0.0.170/32', name: 'NAT64/DNS64 discovery', rfc: 'RFC 8880, RFC 7050', kind: 'translation', note: 'Appears in DNS answers to find a NAT64 prefix; nothing listens there.' },
  { cidr: '192.0.0.171/32', name: 'NAT64/DNS64 discovery', rfc: 'RFC 8880, RFC 7050', kind: 'translation', note: 'Appears in DNS answers to find a NAT64 prefix; nothing listens there.' },
  { cidr: '192.0.2.0/24', name: 'Documentation (TEST-NET-1)', rfc: 'RFC 5737', kind: 'documentation', note: DOCUMENTATION },
  { cidr: '192.31.196.0/24', name: 'AS112-v4', rfc: 'RFC 7535', kind: 'anycast', note: AS112 },
  { cidr: '192.52.193.0/24', name: 'AMT', rfc: 'RFC 7450', kind: 'relay', note: 'Relays that carry multicast to networks without it.' },
  { cidr: '192.88.99.0/24', name: '6to4 relay anycast (deprecated)', rfc: 'RFC 7526', kind: 'relay', note: 'Withdrawn in 2015; nothing useful answers there.' },
  { cidr: '192.88.99.2/32', name: '6a44 relay anycast', rfc: 'RFC 6751', kind: 'relay', note: 'An experiment within providers\' networks.' },
  { cidr: '192.168.0.0/16', name: 'Private use', rfc: 'RFC 1918', kind: 'private', note: PRIVATE },
  { cidr: '192.175.48.0/24', name: 'Direct delegation AS112 service', rfc: 'RFC 7534', kind: 'anycast', note: AS112 },
  { cidr: '198.18.0.0/15', name: 'Benchmarking', rfc: 'RFC 2544', kind: 'benchmarking', note: BENCHMARKING },
  { cidr: '198.51.100.0/24', name: 'Documentation (TEST-NET-2)', rfc: 'RFC 5737', kind: 'documentation', note: DOCUMENTATION },
  { cidr: '203.0.113.0/24', name: 'Documentation (TEST-NET-3)', rfc: 'RFC 5737', kind: 'documentation', note: DOCUMENTATION },
  { cidr: '240.0.0.0/4', name: 'Reserved', rfc: 'RFC 1112', kind: 'reserved', note: `${RESERVED} Some clouds use it as private space.` },
  { cidr: '255.255.255.255/32', name: 'Limited broadcast', rfc: 'RFC 8190, RFC 919', kind: 'broadcast', note: 'Every host on the local link; it never leaves that link.' },

  { cidr: '224.0.0.0/4', name: 'Multicast', rfc: 'RFC 5771', kind: 'multicast', note: MULTICAST },
  { cidr: '224.0.0.0/24', name: 'Local network control multicast', rfc: 'RFC 5771', kind: 'multicast', note: 'Routing protocols and mDNS on one link; routers never forward it.' },
  { cidr: '232.0.0.0/8', name: 'Source-specific multicast', rfc: 'RFC 4607', kind: 'multicast', note: MULTICAST },
  { cidr: '239.0.0.0/8', name: 'Administratively scoped multicast', rfc: 'RFC 2365', kind: 'multicast', note: 'Multicast that stays within an organisation.' },
];

const ipv6: readonly SpecialPurposeRecord[] = [
  { cidr: '::1/128', name: 'Loopback address', rfc: 'RFC 4291', kind: 'loopback', note: 'Stays inside the pod, where no network policy looks.' },
  { cidr: '::/128', name: 'Unspecified address', rfc: 'RFC 4291', kind: 'unspecified', note: 'No host has this address; `::/0` is the block that means any address.' },
  { cidr: '::ffff:0:0/96', name: 'IPv4-mapped addresses', rfc: 'RFC 4291', kind: 'mapped', note: 'A way to write IPv4 inside programs, never seen on the wire: write the IPv4 block instead.' },
  { cidr: '64:ff9b::/96', name: 'IPv4-IPv6 translation, well-known prefix', rfc: 'RFC 6052', kind: 'translation', note: 'NAT64: the last 32 bits are the IPv4 address that is really reached.' },
  { cidr: '64:ff9b:1::/48', name: 'IPv4-IPv6 translation, local use', rfc: 'RFC 8215', kind: 'translation', note: 'NAT64 within one network: an IPv4 address, possibly a private one, lies behind it.' },
  { cidr: '100::/64', name: 'Discard-only address block', rfc: 'RFC 6666', kind: 'discard', note: 'Routers that know it throw such traffic away.' },
  { cidr: '100:0:0:1::/64', name: 'Dummy IPv6 prefix', rfc: 'RFC 9780', kind: 'dummy', note: 'Stands in as a source address; nothing listens there.' },
  { cidr: '2001::/23', name: 'IETF protocol assignments', rfc: 'RFC 2928', kind: 'protocol-assignments', note: 'Usable only where a smaller block within it says so.' },
  { cidr: '2001::/32', name: 'Teredo', rfc: 'RFC 4380, RFC 8190', kind: 'tunnel', note: 'IPv6 tunnelled over IPv4, practically retired; the address holds an IPv4 address.' },
  { cidr: '2001:1::1/128', name: 'Port Control Protocol anycast', rfc: 'RFC 7723', kind: 'anycast', note: 'The nearest server that opens ports on a NAT.' },
  { cidr: '2001:1::2/128', name: 'TURN anycast', rfc: 'RFC 8155', kind: 'anycast', note: 'The nearest TURN relay for media traffic.' },
  { cidr: '2001:1::3/128', name: 'DNS-SD service registration anycast', rfc: 'RFC 9665', kind: 'anycast', note: 'The nearest server that registers services in DNS.' },
  { cidr: '2001:2::/48', name: 'Benchmarking', rfc: 'RFC 5180', kind: 'benchmarking', note: BENCHMARKING },
  { cidr: '2001:3::/32', name: 'AMT', rfc: 'RFC 7450', kind: 'relay', note: 'Relays that carry multicast to networks without it.' },
  { cidr: '2001:4:112::/48', name: 'AS112-v6', rfc: 'RFC 7535', kind: 'anycast', note: AS112 },
  { cidr: '2001:10::/28', name: 'ORCHID (deprecated)', rfc: 'RFC 4843', kind: 'reserved', note: 'An experiment that ended in 2014; nothing answers there.' },
  { cidr: '2001:20::/28', name: 'ORCHIDv2', rfc: 'RFC 7343', kind: 'identifiers', note: 'Cryptographic host identities in the form of addresses, not places in a network.' },
  { cidr: '2001:30::/28', name: 'Drone remote ID entity tags', rfc: 'RFC 9374', kind: 'identifiers', note: 'Identities of drones in the form of addresses, not places in a network.' },
  { cidr: '2001:db8::/32', name: 'Documentation', rfc: 'RFC 3849', kind: 'documentation', note: DOCUMENTATION },
  { cidr: '2002::/16', name: '6to4', rfc: 'RFC 3056', kind: 'tunnel', note: 'IPv6 tunnelled over IPv4, practically retired; bits 17 to 48 are an IPv4 address.' },
  { cidr: '2620:4f:8000::/48', name: 'Direct delegation AS112 service', rfc: 'RFC 7534', kind: 'anycast', note: AS112 },
  { cidr: '3fff::/20', name: 'Documentation', rfc: 'RFC 9637', kind: 'documentation', note: DOCUMENTATION },
  { cidr: '5f00::/16', name: 'Segment routing (SRv6) identifiers', rfc: 'RFC 9602', kind: 'identifiers', note: 'Steps of a route within one operator\'s network, not hosts.' },
  { cidr: 'fc00::/7', name: 'Unique local', rfc: 'RFC 4193, RFC 8190', kind: 'unique-local', note: 'The private addresses of IPv6, where many clusters have their pods and Services; in practice they begin with `fd`.' },
  { cidr: 'fe80::/10', name: 'Link-local unicast', rfc: 'RFC 4291', kind: 'link-local', note: 'Reaches the neighbours on one link only; every IPv6 interface has such an address.' },

  { cidr: '::/96', name: 'IPv4-compatible addresses (deprecated)', rfc: 'RFC 4291', kind: 'reserved', note: 'A withdrawn way to write IPv4 in IPv6: write the IPv4 block instead.' },
  { cidr: 'fec0::/10', name: 'Site-local unicast (deprecated)', rfc: 'RFC 3879', kind: 'site-local', note: 'Replaced by `fc00::/7`.' },
  { cidr: 'ff00::/8', name: 'Multicast', rfc: 'RFC 4291', kind: 'multicast', note: MULTICAST },
  { cidr: 'ff02::/16', name: 'Link-local multicast', rfc: 'RFC 4291', kind: 'multicast', note: 'Neighbour discovery and mDNS on one link; routers never forward it.' },
];

export const specialPurposeRecords: readonly SpecialPurposeRecord[] = [...ipv4, ...ipv6];
