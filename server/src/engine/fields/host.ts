// What a field that means a host (`x-egress: host:…`) holds. Each kind of field takes other forms of the same names.
import { domainFlaw, dnsLabelFlaw, generatedNameFlaw, hasPartialWildcard, isAddress, isDnsLabel, shown, wildcardDomainFlaw } from '../text/istio-names.ts';

/** The kinds of fields. `egress-proxy` and `tunnel` are hosts that are one plain name. */
export type HostUse = 'service-entry' | 'virtual-service' | 'sni' | 'destination' | 'destination-rule' | 'gateway' | 'sidecar' | 'tunnel' | 'egress-proxy';

/** What else decides about a host. `undefined` is unknown. */
export interface HostContext {
  /** VirtualService: it counts inside the mesh. */
  readonly mesh?: boolean | undefined;
  /** VirtualService: names that istiod makes for `AUTO_PASSTHROUGH` may stand here. */
  readonly generated?: boolean | undefined;
  /** ServiceEntry: names are looked up as they are asked for. */
  readonly dynamic?: boolean | undefined;
}

/** Which mistake it is. */
export type HostMistake = 'invalid' | 'scheme-or-port' | 'address' | 'bare-wildcard' | 'partial-wildcard' | 'short-name' | 'namespace';

export interface HostFlaw {
  readonly mistake: HostMistake;
  /** A clause: "its last part, 7, is a number". */
  readonly reason: string;
  readonly admission: 'rejected' | 'warned' | undefined;
  /** The host that was surely meant. */
  readonly meant?: string;
}

/** What is wrong with a host in such a field; `undefined` where nothing is. Of several flaws the plainest one. */
export function hostFlaw(text: string, use: HostUse, context: HostContext = {}): HostFlaw | undefined {
  if (use === 'gateway') return gatewayFlaw(text);
  if (use === 'sidecar') return sidecarFlaw(text);
  return nameFlaw(text, use, context);
}

function nameFlaw(text: string, use: HostUse, context: HostContext): HostFlaw | undefined {
  const isPlain = use === 'tunnel' || use === 'egress-proxy';
  if (text === '*' && !isPlain) return takesEverything(use, context) ? undefined : { mistake: 'bare-wildcard', reason: '* stands for every host', admission: 'rejected' };
  if (isAddress(text)) return addressFlaw(use);
  if ((use === 'virtual-service' || use === 'sni') && context.generated !== false && text.startsWith('outbound_')) return refused(text, use, generatedNameFlaw(text));
  const reason = isPlain ? domainFlaw(text) : wildcardDomainFlaw(text);
  return reason === undefined ? acceptedFlaw(text, use, context) : refused(text, use, reason);
}

function takesEverything(use: HostUse, { mesh }: HostContext): boolean {
  if (use === 'virtual-service') return mesh !== true;
  return use === 'sni' || use === 'destination-rule';
}

function addressFlaw(use: HostUse): HostFlaw | undefined {
  if (use === 'virtual-service' || use === 'tunnel') return undefined;
  return { mistake: 'address', reason: 'it is an address, not a name', admission: use === 'sni' ? 'warned' : 'rejected' };
}

/** What Istio takes, with or without a warning, though it does not do what it looks like. */
function acceptedFlaw(text: string, use: HostUse, { dynamic }: HostContext): HostFlaw | undefined {
  if (use !== 'service-entry') return undefined;
  if (hasPartialWildcard(text)) return dynamic === false ? { ...partial(text), admission: 'warned' } : undefined;
  return text.includes('.') ? undefined : { mistake: 'short-name', reason: 'it has no dot', admission: undefined };
}

function partial(text: string): HostFlaw {
  const meant = `*.${text.replace(/^\*-?/, '')}`;
  return { mistake: 'partial-wildcard', reason: 'a * may only be the whole first part', admission: 'rejected', ...(wildcardDomainFlaw(meant) === undefined && meant.indexOf('.', 2) > 0 ? { meant } : {}) };
}

/** A refused name, which may be one with more around it than belongs here. */
function refused(text: string, use: HostUse, reason: string | undefined): HostFlaw | undefined {
  if (reason === undefined) return undefined;
  const bare = bareName(text);
  if (bare === undefined) return { mistake: 'invalid', reason, admission: 'rejected' };
  const isAlone = isAddress(bare);
  if (isAlone && use !== 'virtual-service' && use !== 'tunnel') return { mistake: 'address', reason: 'it is an address, not a name', admission: 'rejected' };
  const isSound = isAlone || hostFlaw(bare, use) === undefined;
  return { mistake: 'scheme-or-port', reason: 'only the name of the host belongs here, without scheme, port and path', admission: 'rejected', ...(isSound ? { meant: bare } : {}) };
}

/** The host of a URL, or of `host:port` or `host/path`; `undefined` where the text is nothing of the sort. */
function bareName(text: string): string | undefined {
  const match = /^(?:[a-zA-Z][-+.a-zA-Z0-9]*:\/\/)?(?:[^/@]*@)?([^/:\s]+|\[[0-9a-fA-F:.]+\])(?::\d+)?(?:\/.*)?$/.exec(text);
  const name = match?.[1]?.replace(/^\[|\]$/g, '');
  return name === undefined || name === text || (wildcardDomainFlaw(name) !== undefined && !isAddress(name)) ? undefined : name;
}

function gatewayFlaw(text: string): HostFlaw | undefined {
  if (text.includes('://')) return refused(text, 'virtual-service', wildcardDomainFlaw(text));
  const slash = text.indexOf('/');
  const namespace = slash < 0 ? undefined : text.slice(0, slash);
  if (namespace === '' || slash === text.length - 1) return { mistake: 'namespace', reason: 'before and behind the slash stand a namespace and a host', admission: 'rejected' };
  return (namespace === undefined ? undefined : namespaceFlaw(namespace)) ?? partOfListener(text.slice(slash + 1), true);
}

/** What is wrong with the namespace before a host; `*` is any, `.` the own one. */
function namespaceFlaw(namespace: string): HostFlaw | undefined {
  if (namespace === '*' || namespace === '.' || isDnsLabel(namespace)) return undefined;
  return { mistake: 'namespace', reason: `${shown(namespace)} is not a namespace: ${dnsLabelFlaw(namespace) ?? ''}`, admission: 'rejected' };
}

/** A host of a Sidecar that is a name alone, or no host at all. */
function withoutNamespace(text: string): HostFlaw {
  const isName = text !== '' && !text.includes('/') && partOfListener(text, false) === undefined;
  return { mistake: 'namespace', reason: 'a namespace and a slash must stand before it', admission: 'rejected', ...(isName ? { meant: `*/${text}` } : {}) };
}

/** The host behind a namespace. A gateway takes an address as well. */
function partOfListener(host: string, takesAddress: boolean): HostFlaw | undefined {
  if (host === '*') return undefined;
  if (isAddress(host)) return takesAddress && host.includes('.') ? undefined : { mistake: 'address', reason: 'it is an address, not a name', admission: 'rejected' };
  const reason = wildcardDomainFlaw(host);
  if (reason !== undefined) return refused(host, 'virtual-service', reason);
  if (!host.includes('.')) return { mistake: 'short-name', reason: 'it has no dot', admission: 'rejected' };
  return hasPartialWildcard(host) ? partial(host) : undefined;
}

function sidecarFlaw(text: string): HostFlaw | undefined {
  const slash = text.indexOf('/');
  if (slash < 0 || text.includes('://')) return withoutNamespace(text);
  if (slash === 0 || slash === text.length - 1) return { mistake: 'namespace', reason: 'before and behind the slash stand a namespace and a host', admission: 'rejected' };
  const namespace = text.slice(0, slash).replace(/^~/, '');
  const flaw = (namespace === '' ? undefined : namespaceFlaw(namespace)) ?? partOfListener(text.slice(slash + 1), false);
  return flaw?.meant === undefined ? flaw : { ...flaw, meant: text.slice(0, slash + 1) + flaw.meant };
}
