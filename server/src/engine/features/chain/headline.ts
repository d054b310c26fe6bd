// What a chain comes to, in a few words behind a ✓, ✗ or ?.
import { parseClusterHost } from '../../text/host.ts';
import { fateOf } from '../../trace/words.ts';
import { markIn } from './chains.ts';
import type { Chain } from './chains.ts';

/** Plain text: names in it are as the files have them. */
export function headline(chain: Chain, clusterDomain: string): string {
  const words = fate(chain, clusterDomain);
  return isDoubtful(chain) ? `as far as this workspace shows, it ${words}` : words;
}

/** The mark of a chain is that of its last hop. */
export function markOfChain(chain: Chain): '✓' | '✗' | '?' {
  return markIn(chain, chain.trace.hops.length - 1);
}

function isDoubtful(chain: Chain): boolean {
  return markOfChain(chain) === '?' || (chain.doubts.length > 0 && chain.trace.outcome === 'passthrough');
}

function fate({ trace }: Chain, clusterDomain: string): string {
  const gateway = gatewayName(trace.hops[0]?.service, clusterDomain);
  switch (trace.outcome) {
    case 'gateway':
      return `reaches ${trace.host} through ${gateway}${flaw(trace.reason)}`;
    case 'direct':
      return `leaves directly, through no gateway${flaw(trace.reason)}`;
    case 'passthrough':
      return 'is unknown to the mesh and let through';
    case 'blackhole':
      return 'is dropped: the mesh does not know it';
    case 'loop':
      return `loops: ${gateway} sends it back to itself`;
    case 'error': case 'other':
      return fateOf(trace);
  }
}

/** What is wrong though it leaves: the second sentence of the reason. */
function flaw(reason: string): string {
  const at = reason.indexOf('. ');
  return at < 0 ? '' : `, but: ${reason.slice(at + 2, -1)}`;
}

function gatewayName(service: string | undefined, clusterDomain: string): string {
  return service === undefined ? 'the gateway' : (parseClusterHost(service, clusterDomain)?.name ?? service);
}
