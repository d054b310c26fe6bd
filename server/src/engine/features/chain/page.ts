// A page about the ways out to a host: each as a list of hops with what decides them, and as a diagram.
import type { DocumentEntry } from '../../model/resource.ts';
import type { Lookup } from '../../model/rule.ts';
import { urlOf } from '../../trace/words.ts';
import { withLookup } from '../locate.ts';
import type { Source } from '../locate.ts';
import { capped, code, counted, paragraphs, text } from '../markdown.ts';
import { assumedServices } from './assumed.ts';
import { chainsOf, markIn } from './chains.ts';
import type { Chain } from './chains.ts';
import { headline, markOfChain } from './headline.ts';
import { branchesText, hopText } from './hop.ts';
import { mermaidOf } from './mermaid.ts';
import { decisionsOf, fileOnly, placeLink, roleText } from './places.ts';
import type { PlaceOf } from './places.ts';
import { chainHostsOf } from './subject.ts';
import { enumerated } from '../../text/words.ts';

const mostRequests = 12;
const mostPlaces = 8;
const mostNamespaces = 6;

/** The page of a host. `uri` is a file that names it: of a host that is a wildcard, the one that is meant. */
export function chainPage(source: Source, uri: string, host: string, placeOf: PlaceOf = fileOnly): string {
  const entries: readonly DocumentEntry[] = source.workspace.manifests.get(uri)?.entries ?? [];
  const resources = entries.flatMap((entry) => entry.resources).filter((one) => chainHostsOf(one).some((here) => here.host === host));
  return withLookup(source, (lookup) => pageText(lookup, { host, resources }, placeOf));
}

function pageText(lookup: Lookup, subject: Parameters<typeof chainsOf>[1], placeOf: PlaceOf): string {
  const { chains, more, guessedNamespace } = chainsOf(lookup, subject, mostRequests);
  const head = `# The way out to ${code(subject.host)}`;
  if (chains.length === 0) return paragraphs(head, 'Nothing in this workspace leads out of the mesh to this host: there is no ServiceEntry for it, or it lies inside the mesh.', footer(lookup));
  return paragraphs(
    head,
    chains.length > 1 ? chains.map((chain) => `- ${summary(chain, lookup)}`).join('\n') : undefined,
    ...chains.map((chain) => section(chain, lookup, placeOf)),
    more === 0 ? undefined : `… and ${counted(more, 'more port')}`,
    guessedNamespace === undefined ? undefined : `> Some of these manifests name no namespace. They are shown as if all of them were applied to ${code(guessedNamespace)}.`,
    footer(lookup),
  );
}

function summary(chain: Chain, lookup: Lookup): string {
  return `${markOfChain(chain)} ${code(urlOf(chain.trace))} from ${fromText(chain)} ${text(headline(chain, lookup.options.clusterDomain))}`;
}

function fromText({ from }: Chain): string {
  return enumerated(capped(from.map(code), mostNamespaces));
}

function section(chain: Chain, lookup: Lookup, placeOf: PlaceOf): string {
  const { trace } = chain;
  const steps = trace.hops.map((hop, index) => [
    `${index + 1}. ${markIn(chain, index)} ${hopText(hop)}`,
    ...decisionsOf(hop).slice(0, mostPlaces).map((one) => `   - ${placeLink(one, placeOf)} ${roleText(one)}`),
  ].join('\n'));
  return paragraphs(
    `### ${markOfChain(chain)} ${code(urlOf(trace))} from ${fromText(chain)}`,
    `${markOfChain(chain) === '?' ? 'As far as this workspace shows: ' : ''}${text(trace.reason)}`,
    steps.join('\n'),
    branchesText(trace),
    ['```mermaid', mermaidOf(chain), '```'].join('\n'),
    ...chain.doubts.map((doubt) => `> **Not known:** ${doubt}`),
    ...assumedServices(lookup, trace).map((service) => `> The Service ${code(service)} is not in this workspace; the ports of Istio's own installation are assumed.`),
  );
}

function footer({ options }: Lookup): string {
  return options.workspaceIsComplete
    ? '*As Istio would configure the proxies from the manifests of this workspace.*'
    : '*As Istio would configure the proxies from the manifests of this workspace; what is applied from elsewhere is not known.*';
}
