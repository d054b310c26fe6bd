// Compares our findings with what Kubernetes' and Istio's own validation code says: see verdicts/README.md.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { LineCounter, isMap, isSeq, parseDocument } from 'yaml';
import type { Node } from 'yaml';
import type { LocatedFinding } from '../server/src/engine/index.ts';
import { linterOf } from './support/workspace.ts';

interface Mutant {
  readonly id: string;
  readonly text: string;
  readonly accepted: boolean;
  readonly by: readonly string[];
  readonly fields: readonly string[];
}

/** How many mutants of each kind are judged as the real validators judge them. The last number may only grow. */
const agreed: Readonly<Record<string, { readonly structure: number; readonly accepted: number; readonly other: number }>> = {
  networkpolicy: { structure: 150, accepted: 100, other: 90 },
  service: { structure: 150, accepted: 100, other: 68 },
  gateway: { structure: 150, accepted: 100, other: 53 },
  virtualservice: { structure: 150, accepted: 100, other: 17 },
  destinationrule: { structure: 150, accepted: 100, other: 1 },
  serviceentry: { structure: 150, accepted: 100, other: 74 },
  sidecar: { structure: 150, accepted: 100, other: 61 },
  authorizationpolicy: { structure: 150, accepted: 100, other: 48 },
  workloadentry: { structure: 150, accepted: 100, other: 0 },
};

describe.each(Object.entries(agreed))('%s', (kind, floor) => {
  const mutants = readMutants(kind);
  const structural = mutants.filter(({ accepted, by }) => !accepted && (by.includes('decode') || by.includes('schema')));
  const other = mutants.filter((mutant) => !mutant.accepted && !structural.includes(mutant));
  // Each is a workspace of its own: all of one kind have the same name.
  const rejections = new Map(mutants.map(({ id, text }) => [id, linterOf({ [id]: text }).findings(id).filter(({ admission }) => admission === 'rejected')]));
  const isRejected = ({ id }: Mutant): boolean => (rejections.get(id) ?? []).length > 0;

  test('what decoding and schemas refuse is rejected', () => {
    const missed = structural.filter((mutant) => !isRejected(mutant)).map(({ id, text }) => `${id}\n${text}`);
    expect(missed).toEqual([]);
    expect(structural.length).toBe(floor.structure);
  });

  test('what is accepted is not rejected', () => {
    const accepted = mutants.filter((mutant) => mutant.accepted);
    const wrong = accepted.filter(isRejected).map(({ id }) => `${id}: ${rejections.get(id)?.[0]?.message ?? ''}`);
    expect(wrong).toEqual([]);
    expect(accepted.length).toBe(floor.accepted);
  });

  test('what the server or the webhook refuses is rejected', () => {
    expect(other.filter(isRejected).length).toBeGreaterThanOrEqual(floor.other);
  });

  test('rejections stand where the real one does', () => {
    const misplaced = structural.filter(({ id, text, fields }) => fields.length > 0 && isRejected({ id } as Mutant) && !fields.some((field) => touchesField(text, field, rejections.get(id) ?? [])));
    expect(misplaced.map(({ id, fields }) => `${id}: ${fields.join(', ')}, found at ${rejections.get(id)?.[0]?.message ?? ''}`)).toEqual([]);
  });
});

function readMutants(kind: string): readonly Mutant[] {
  const bases = new Map<string, string>();
  const mutants: Mutant[] = [];
  for (const line of readFileSync(join(import.meta.dirname, 'verdicts', `${kind}.jsonl`), 'utf8').split('\n')) {
    if (line === '') continue;
    const one = JSON.parse(line) as { base: string; text: string } | { base: string; id: string; change: readonly [number, number, string]; accepted: boolean; by?: string[]; fields?: string[] };
    if ('text' in one) {
      bases.set(one.base, one.text);
      continue;
    }
    const base = bases.get(one.base) ?? '';
    const [at, removed, inserted] = one.change;
    mutants.push({ id: one.id, accepted: one.accepted, by: one.by ?? [], fields: one.fields ?? [], text: base.slice(0, at) + inserted + base.slice(at + removed) });
  }
  return mutants;
}

/** Whether a finding touches the lines of a field, or of its nearest ancestor that is there. */
function touchesField(text: string, field: string, findings: readonly LocatedFinding[]): boolean {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: false });
  let node: Node | null = document.contents;
  let [from, to] = [0, text.length];
  for (const part of field.replace(/\[([^\]]*)\]/g, '.$1').split('.').filter((step) => step !== '')) {
    const pair = isMap(node) ? node.items.find(({ key }) => String((key as { value?: unknown }).value) === part) : undefined;
    const found: Node | null | undefined = pair === undefined ? (isSeq(node) ? (node.items[Number(part)] as Node | undefined) : undefined) : (pair.value as Node | null);
    if (pair === undefined && found === undefined) break;
    from = (pair?.key as Node | undefined)?.range?.[0] ?? found?.range?.[0] ?? from;
    to = found?.range?.[1] ?? to;
    node = found ?? null;
  }
  const lineOf = (offset: number): number => lines.linePos(offset).line;
  return findings.some(({ span }) => lineOf(span.start) <= lineOf(Math.max(from, to - 1)) && lineOf(span.end) >= lineOf(from));
}
