// A chain as a Mermaid diagram. Everything from a file is written in character codes: nothing in it is read as syntax.
import type { Hop, Trace } from '../../trace/model.ts';
import { clusterOf, isBroken, urlOf } from '../../trace/words.ts';
import { markIn } from './chains.ts';
import type { Chain } from './chains.ts';

const longest = 80;

/** The lines of a flowchart from the application to where the request ends. */
export function mermaidOf(chain: Chain): string {
  const { trace, from } = chain;
  const { hops } = trace;
  const boxes = hops.map((hop, index) => `  hop${index}["${markIn(chain, index)} ${hop.proxy}"]`);
  const ends = endOf(trace);
  const arrows = hops.map((hop, index) => {
    const label = labelOf(hop);
    return `  hop${index} ${isLastBroken(trace, index) ? '-.->' : '-->'}|"${label}"| ${index + 1 < hops.length ? `hop${index + 1}` : 'last'}`;
  });
  return [
    'flowchart TB',
    `  app(["application in ${from.map(escape).join(', ')}"])`, ...boxes, `  last${ends}`,
    `  app -->|"${escape(urlOf(trace).replace(/\.svc\..*(?=:\d+$)/, ''))}"| hop0`, ...arrows,
    '  classDef broken stroke:#d33,stroke-width:2px,color:#d33',
    ...(isBroken(trace) ? [`  class hop${hops.length - 1},last broken`] : []),
  ].join('\n');
}

function isLastBroken(trace: Trace, index: number): boolean {
  return isBroken(trace) && index === trace.hops.length - 1;
}

function labelOf(hop: Hop): string {
  const cluster = clusterOf(hop);
  // A full name makes the diagram wider than the page; the list has it.
  const parts = [...(cluster === undefined ? [] : [cluster.to.replace(/\.svc\..*(?=:\d+$)/, '')]), ...(cluster?.subset === undefined ? [] : [`subset ${cluster.subset}`]), ...(hop.sends === undefined ? [] : [hop.sends])];
  return parts.length === 0 ? ' ' : parts.map(escape).join(', ');
}

function endOf(trace: Trace): string {
  switch (trace.outcome) {
    case 'gateway': case 'direct': case 'passthrough':
      return `(["${escape(trace.host)}"])`;
    case 'loop':
      return '{{"the same gateway, again"}}';
    case 'blackhole':
      return '{{"dropped"}}';
    case 'error':
      return `{{"${escape(trace.hops[trace.hops.length - 1]?.error ?? 'dropped')}"}}`;
    case 'other':
      return `{{"${trace.branches !== undefined ? 'split' : trace.break === 'elsewhere' ? 'not known from here' : 'answered by the proxy'}"}}`;
  }
}

/** Letters, digits and a few marks as they are, all else as a code. */
export function escape(written: string): string {
  const shown = written.length > longest ? `${written.slice(0, longest)}…` : written;
  return [...shown].map((character) => (/[A-Za-z0-9 .:/,-]/.test(character) ? character : `#${character.codePointAt(0) ?? 0};`)).join('');
}
