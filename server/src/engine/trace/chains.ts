// How Envoy chooses among the filter chains of a listener: address, then server name, then what the traffic is.
import { understandCidr } from '../net/cidr.ts';
import { containsRange } from '../net/range.ts';
import type { CidrRange } from '../net/range.ts';
import { isWildcard } from '../text/host.ts';

export interface Chain<Target> {
  /** Server names it takes; empty or with `*`: any connection. */
  readonly names: readonly string[];
  /** Addresses of destinations it takes; empty: any. */
  readonly cidrs: readonly string[];
  readonly target: Target;
}

export interface Connection {
  /** The destination's address, where it is known. */
  readonly address: string | undefined;
  readonly sni: string | undefined;
}

/** The chains that a connection could take: none, the one that does, or several that Envoy cannot tell apart. */
export function chainsFor<Target>(chains: readonly Chain<Target>[], { address, sni }: Connection): readonly Chain<Target>[] {
  if (chains.length === 0) return chains;
  const byAddress = closest(chains.filter((chain) => !isDefault(chain)), address);
  const exact = byAddress.filter(({ names }) => sni !== undefined && names.includes(sni.toLowerCase()));
  if (exact.length > 0) return exact;
  const wild = sni === undefined ? [] : widestNames(byAddress, sni.toLowerCase());
  if (wild.length > 0) return wild;
  const open = byAddress.filter((chain) => takesAnyName(chain) && !isDefault(chain));
  // What takes everything becomes the default chain, of which there is one.
  return open.length > 0 ? open : chains.filter(isDefault).slice(-1);
}

function takesAnyName({ names }: Pick<Chain<unknown>, 'names'>): boolean {
  return names.length === 0 || names.includes('*');
}

function isDefault(chain: Chain<unknown>): boolean {
  return takesAnyName(chain) && chain.cidrs.length === 0;
}

/** The addresses that a chain is narrowed to. Istio takes a range from 0.0.0.0 on for any address. */
export function rangesOf({ cidrs }: Pick<Chain<unknown>, 'cidrs'>): readonly string[] {
  return cidrs.filter((cidr) => cidr.split('/', 1)[0] !== '0.0.0.0');
}

function widestNames<Target>(chains: readonly Chain<Target>[], sni: string): readonly Chain<Target>[] {
  const patterns = chains.flatMap(({ names }) => names).filter((name) => isWildcard(name) && name !== '*' && sni.endsWith(name.slice(1).toLowerCase()));
  const longest = patterns.sort((a, b) => b.length - a.length)[0];
  return longest === undefined ? [] : chains.filter(({ names }) => names.includes(longest));
}

/** Those with the narrowest range around an address, or else those that name no range. There is no way back from there. */
function closest<Target>(chains: readonly Chain<Target>[], address: string | undefined): readonly Chain<Target>[] {
  if (chains.every(({ cidrs }) => cidrs.length === 0)) return chains;
  const at = rangeOfText(address);
  const prefixes = chains.map((chain) => Math.max(-1, ...rangesOf(chain).map((cidr) => prefixAround(cidr, at))));
  const best = Math.max(-1, ...prefixes);
  return chains.filter((chain, index) => (best < 0 ? rangesOf(chain).length === 0 : prefixes[index] === best));
}

function prefixAround(cidr: string, at: CidrRange | undefined): number {
  const range = rangeOfText(cidr);
  return range !== undefined && at !== undefined && containsRange(range, at) ? range.prefix : -1;
}

export function rangeOfText(text: string | undefined): CidrRange | undefined {
  return text === undefined ? undefined : understandCidr(text)?.range;
}

/** Whether two chains have the same conditions, so that the later one is left out (`conflictsWith`). */
export function sameConditions(a: Chain<unknown>, b: Chain<unknown>): boolean {
  return key(a.names.filter((name) => name !== '*')) === key(b.names.filter((name) => name !== '*'))
    && key(rangesOf(a).map((cidr) => rangeOfText(cidr)?.text ?? cidr)) === key(rangesOf(b).map((cidr) => rangeOfText(cidr)?.text ?? cidr));
}

function key(texts: readonly string[]): string {
  return [...new Set(texts)].sort().join();
}
