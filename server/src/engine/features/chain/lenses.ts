// What stands above a host: where requests for it go, in a line.
import { serviceEntry } from '../../kinds/service-entry.ts';
import type { Lookup } from '../../model/rule.ts';
import { leavesMesh } from '../../trace/host-requests.ts';
import { requestsOf } from '../../trace/requests.ts';
import { shift } from '../../yaml/span.ts';
import type { Span } from '../../yaml/span.ts';
import { fieldAt, withLookup } from '../locate.ts';
import type { Source } from '../locate.ts';
import { chainsOf } from './chains.ts';
import type { Chain } from './chains.ts';
import { headline, markOfChain } from './headline.ts';
import { chainHostAt, chainHostsOf } from './subject.ts';
import type { ChainHost } from './subject.ts';

/** A host that has a way out, and its place in the file. */
export interface ChainLens {
  readonly host: string;
  readonly span: Span;
}

/** Lists of more hosts than this have a lens at the first ones only: there would be more lenses than text. */
const mostInList = 6;

/** Of hosts that no ServiceEntry has, and of gateways for every host, only following tells: no more of them than this a file. */
const mostFollowed = 30;

/** The hosts of a file with something to say about them. What it is is worked out when it is asked for, host by host. */
export function chainLenses(source: Source, uri: string): readonly ChainLens[] {
  const resources = (source.workspace.manifests.get(uri)?.entries ?? []).flatMap((entry) => entry.resources);
  let followed = 0;
  const hasChain = (lookup: Lookup, { host, resource }: ChainHost): boolean => {
    const known = resource.kind === serviceEntry ? requestsOf(resource).length > 0 : leavesMesh(lookup, host);
    return known ?? (++followed <= mostFollowed && chainsOf(lookup, { host, resources: [resource] }, 1).chains.length > 0);
  };
  return withLookup(source, (lookup) => resources.flatMap((resource) => firstOfLists(chainHostsOf(resource)).filter((one) => hasChain(lookup, one))
    .map(({ host, value }) => ({ host, span: shift(value.span, resource.entry.offset) }))));
}

function firstOfLists(hosts: readonly ChainHost[]): readonly ChainHost[] {
  return hosts.filter(({ value }) => typeof value.step !== 'number' || value.step < mostInList);
}

const mostRequests = 4;
const longest = 140;

/** The text of the lens of a host at an offset; `undefined` where there is no such host any more. */
export function chainLensTitle(source: Source, uri: string, offset: number): { readonly host: string; readonly title: string } | undefined {
  const place = fieldAt(source, uri, offset);
  const subject = place === undefined ? undefined : chainHostAt(place);
  if (subject === undefined) return undefined;
  const { host, resource } = subject;
  return withLookup(source, (lookup) => {
    const { chains, more } = chainsOf(lookup, { host, resources: [resource] }, mostRequests);
    // Of a wildcard the names below it have lenses of their own.
    const own = chains.filter(({ trace }) => trace.host === host);
    return chains.length === 0 ? undefined : { host, title: titleOf(own.length > 0 ? own : chains, more, lookup.options.clusterDomain) };
  });
}

/** What is the same for several ports is said once, with all of them before it. */
function titleOf(chains: readonly Chain[], more: number, clusterDomain: string): string {
  const byWords = new Map<string, Chain[]>();
  for (const chain of chains) {
    const words = `${markOfChain(chain)} ${headline(chain, clusterDomain)}`;
    const same = byWords.get(words);
    if (same === undefined) byWords.set(words, [chain]);
    else same.push(chain);
  }
  const [only] = byWords.keys();
  if (only !== undefined && byWords.size === 1) return plain(only);
  const parts = [...byWords].map(([words, same]) => `${labelOf(same, chains)}: ${plain(words)}`);
  return `${parts.join(' · ')}${more > 0 ? ` · and ${more} more` : ''}`;
}

/** The ports; where one port has several ways, the namespaces too. */
function labelOf(same: readonly Chain[], all: readonly Chain[]): string {
  const ports = [...new Set(same.map(({ trace }) => trace.port))].join(', ');
  const split = same.some((one) => all.some((other) => !same.includes(other) && other.trace.port === one.trace.port && other.trace.protocol === one.trace.protocol && other.trace.host === one.trace.host));
  return split ? `${ports} from ${[...new Set(same.flatMap(({ from }) => from))].join(', ')}` : ports;
}

/** An editor shows `$(name)` as an icon, and a lens is one line. */
function plain(words: string): string {
  const shown = words.replaceAll(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, ' ').replaceAll('$(', '$ (');
  return shown.length > longest ? `${shown.slice(0, longest)}…` : shown;
}
