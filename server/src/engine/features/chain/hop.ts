// Hops in Markdown, for the hover's list and the page's.
import type { Hop, Trace } from '../../trace/model.ts';
import { clusterOf, isBroken, shareOf } from '../../trace/words.ts';
import { capped, code, text } from '../markdown.ts';

/** "sidecar → `api.example.com:443`, subset `api`, tls with the server name `api.example.com`". */
export function hopText(hop: Hop): string {
  const cluster = clusterOf(hop);
  const parts = [
    cluster === undefined ? hop.proxy : `${hop.proxy} → ${code(cluster.to)}`,
    ...(cluster?.subset === undefined ? [] : [`subset ${code(cluster.subset)}`]),
    ...(hop.sends === undefined ? [] : [hop.sni === undefined ? hop.sends : `${hop.sends} for ${code(hop.sni)}`]),
    ...(hop.tunnel === undefined ? [] : [`a tunnel to ${code(hop.tunnel)}`]),
  ];
  return `${parts.join(', ')}${hop.error === undefined ? '' : `: **${text(hop.error)}**`}`;
}

const mostBranches = 6;

/** A list of what becomes of each part of split traffic; nothing where it is not split. */
export function branchesText(trace: Trace): string | undefined {
  const items = trace.branches?.map((one) => `${shareOf(one, trace)} ${isBroken(one.trace) ? '✗' : '✓'} ${text(one.trace.reason)}`);
  return items === undefined || items.length === 0 ? undefined : capped(items, mostBranches).map((item) => `- ${item}`).join('\n');
}
