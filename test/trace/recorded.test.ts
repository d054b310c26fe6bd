// Meshes with single changes, and where requests end in them, recorded from Istio's own configuration code: what istiod builds
// for the sidecar and the gateway, and the request matched against it as Envoy would.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Trace } from '../../server/src/engine/index.ts';
import { traceIn } from './support.ts';

/** A mesh, or a change of the one before it: documents by their number, `null` where one is taken out. */
interface Recorded {
  readonly base?: string;
  readonly change?: string;
  readonly documents: readonly string[] | Readonly<Record<string, string | null>>;
  /** By URL: the outcome, and for each hop the cluster (`port|subset|host`), what is sent and what is wrong. */
  readonly requests: Readonly<Record<string, string>>;
}

const recorded = readFileSync(join(import.meta.dirname, 'data/recorded.jsonl'), 'utf8').trim().split('\n').map(line => JSON.parse(line) as Recorded);

let [name, documents]: [string, readonly string[]] = ['', []];
const meshes = recorded.map(({ base, change, documents: own, requests }) => {
  if (Array.isArray(own)) [name, documents] = [base ?? '', own as readonly string[]];
  return { title: `${name} ${change ?? 'as it is'}`, requests, documents: Array.isArray(own) ? documents : changed(documents, own as Readonly<Record<string, string | null>>) };
});

function changed(before: readonly string[], change: Readonly<Record<string, string | null>>): readonly string[] {
  const after: (string | null)[] = [...before];
  for (const [index, text] of Object.entries(change)) after[Number(index)] = text;
  return after.filter(text => text !== null);
}

function told({ outcome, hops }: Trace): string {
  const known = outcome !== 'passthrough' && outcome !== 'blackhole';
  return `${outcome}: ${hops.map(({ service, port, subset, sends, error }) =>
    [known && service !== undefined ? `${port ?? ''}|${subset ?? ''}|${service}` : '', sends, error === undefined ? '' : `(${error})`].filter(Boolean).join(' ')).join(' > ')}`;
}

describe.each(meshes)('$title', ({ requests, documents: texts }) => {
  test.each(Object.entries(requests))('%s', (url, expected) => {
    expect(told(traceIn(texts, url))).toBe(expected);
  });
});
