// The way out of the mesh to a host, in short: each port, each proxy, and where that is written.
import type { Lookup } from '../../model/rule.ts';
import { urlOf } from '../../trace/words.ts';
import { chainsOf, markIn } from '../chain/chains.ts';
import type { Chain } from '../chain/chains.ts';
import { headline, markOfChain } from '../chain/headline.ts';
import { branchesText, hopText } from '../chain/hop.ts';
import { decisionsOf, placeLink } from '../chain/places.ts';
import type { PlaceOf } from '../chain/places.ts';
import { chainHostAt } from '../chain/subject.ts';
import type { FieldPlace } from '../locate.ts';
import { capped, code, paragraphs, text } from '../markdown.ts';
import { enumerated } from '../../text/words.ts';

const shownChains = 3;
const shownPlaces = 4;
const shownNamespaces = 3;

/** What becomes of requests for the host at a place; `undefined` where it is none, or none that leaves the mesh. */
export function describeChain(place: FieldPlace, lookup: Lookup, placeOf: PlaceOf): string | undefined {
  const subject = chainHostAt(place);
  if (subject === undefined) return undefined;
  const { chains, more, guessedNamespace } = chainsOf(lookup, { host: subject.host, resources: [subject.resource] }, shownChains);
  if (chains.length === 0) return undefined;
  const left = more + Math.max(0, chains.length - shownChains);
  return paragraphs(
    ...chains.slice(0, shownChains).map((chain) => chainText(chain, lookup, placeOf)),
    left === 0 ? undefined : `… and ${left} more`,
    guessedNamespace === undefined ? undefined : `*A namespace is not written: shown as for ${code(guessedNamespace)}.*`,
  );
}

function chainText(chain: Chain, lookup: Lookup, placeOf: PlaceOf): string {
  const from = enumerated(capped(chain.from.map(code), shownNamespaces));
  const hops = chain.trace.hops.map((hop, index) => {
    const places = decisionsOf(hop).slice(0, shownPlaces).map((one) => placeLink(one, placeOf));
    return `${index + 1}. ${markIn(chain, index)} ${hopText(hop)}${places.length === 0 ? '' : ` — ${places.join(', ')}`}`;
  });
  return paragraphs(
    `${markOfChain(chain)} **${code(urlOf(chain.trace))}** from ${from} ${text(headline(chain, lookup.options.clusterDomain))}.`,
    hops.join('\n'),
    branchesText(chain.trace),
    ...chain.doubts.slice(0, 2).map((doubt) => `*Not known:* ${doubt}`),
  );
}
