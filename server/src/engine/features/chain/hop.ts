// One hop in Markdown, for the hover's list and the page's.
import type { Hop } from '../../trace/model.ts';
import { clusterOf } from '../../trace/words.ts';
import { code, text } from '../markdown.ts';

/** "sidecar → `api.example.com:443`, subset `api`, tls with the server name `api.example.com`". */
export function hopText(hop: Hop): string {
  const cluster = clusterOf(hop);
  const parts = [
    cluster === undefined ? hop.proxy : `${hop.proxy} → ${code(cluster.to)}`,
    ...(cluster?.subset === undefined ? [] : [`subset ${code(cluster.subset)}`]),
    ...(hop.sends === undefined ? [] : [hop.sni === undefined ? hop.sends : `${hop.sends} for ${code(hop.sni)}`]),
  ];
  return `${parts.join(', ')}${hop.error === undefined ? '' : `: **${text(hop.error)}**`}`;
}
