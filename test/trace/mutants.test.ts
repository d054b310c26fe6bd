// Whatever small edits do to a mesh, each trace has an outcome, with the hops that belong to it, and the same one when asked again.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { defaultOptions, externalRequests, openWorkspace, trace } from '../../server/src/engine/index.ts';
import type { LintOptions, Outcome, Trace, TraceSource, Workspace } from '../../server/src/engine/index.ts';
import { request } from './support.ts';

interface Mesh {
  readonly base: string;
  readonly documents: readonly string[];
  readonly requests: Readonly<Record<string, string>>;
}

const recorded = readFileSync(join(import.meta.dirname, 'data/recorded.jsonl'), 'utf8').trim().split('\n');
const meshes = recorded.filter((line) => line.startsWith('{"base"')).map((line) => JSON.parse(line) as Mesh);

/** What stands in place of a value; those of the mesh itself, such as another port or host, come besides. */
const odd = ['', 'null', '[]', '{}', '0', '-1', '70000', '*', '"*.example.com"', '.', '~', 'mesh', '{{ .Values.x }}', '${PORT}', 'REGISTRY_ONLY', 'NONE', 'ISTIO_MUTUAL', 'SIMPLE', '[{}]', '{port: 80}'];

interface Edit {
  readonly type: 'value' | 'odd' | 'delete' | 'repeat' | 'swap' | 'indent';
  readonly at: number;
  readonly other: number;
}

const edit: fc.Arbitrary<Edit> = fc.record({ type: fc.constantFrom('value', 'value', 'odd', 'delete', 'repeat', 'swap', 'indent'), at: fc.nat(10_000), other: fc.nat(10_000) });
const edits = fc.array(edit, { minLength: 1, maxLength: 3 });
const options: fc.Arbitrary<LintOptions> = fc.record({
  workspaceIsComplete: fc.boolean(), dnsCapture: fc.boolean(), scopeGatewayToNamespace: fc.boolean(),
  ambientNamespaces: fc.constantFrom([], [], ['shop']), knownServices: fc.constantFrom([], ['istio-egressgateway.istio-system', '*.example.com']),
}).map((some) => ({ ...defaultOptions, ...some }));

function applied(text: string, { type, at, other }: Edit): string {
  const lines = text.split('\n');
  const index = at % lines.length;
  const [line, second] = [lines[index]!, other % lines.length];
  const [, head = '', value = ''] = /^(\s*(?:- )?(?:[\w./-]+: )?)(.*)$/.exec(line) ?? [];
  const values = lines.flatMap((one) => /^\s*(?:- )?(?:[\w./-]+: )?([^:]+)$/.exec(one)?.[1] ?? []);
  switch (type) {
    case 'value': lines[index] = head + (values[other % values.length] ?? value); break;
    case 'odd': lines[index] = head + odd[other % odd.length]!; break;
    case 'delete': lines.splice(index, 1); break;
    case 'repeat': lines.splice(second, 0, line); break;
    case 'swap': [lines[index], lines[second]] = [lines[second]!, line]; break;
    case 'indent': lines[index] = `  ${line}`; break;
  }
  return lines.join('\n');
}

const sources: readonly TraceSource[] = [{ namespace: 'shop', labels: new Map([['app', 'web']]) }, { namespace: 'istio-system', labels: new Map() }];

function tracesIn(workspace: Workspace, urls: readonly string[]): readonly Trace[] {
  const lookup = workspace.lookupFor({});
  const requests = [...urls.map(request), ...externalRequests(lookup).map((one) => one.request)];
  return requests.flatMap((one) => sources.map((source) => trace(lookup, one, source)));
}

function workspaceOf(documents: readonly string[], settings: LintOptions): Workspace {
  const workspace = openWorkspace(settings);
  documents.forEach((text, index) => workspace.update(`file:///${index}.yaml`, text));
  return workspace;
}

/** All that is told of a trace, its places included. */
function told(found: Trace): unknown {
  return JSON.parse(JSON.stringify(found, (key, value: unknown) => (key === 'decisions' ? (value as Trace['hops'][number]['decisions']).map(({ role, resource, value: at }) => [role, resource.entry.uri, at.span]) : value)));
}

const outcomes: ReadonlySet<Outcome> = new Set<Outcome>(['gateway', 'direct', 'passthrough', 'blackhole', 'loop', 'error', 'other']);

function verify({ outcome, hops, reason, branches = [] }: Trace): void {
  expect(outcomes).toContain(outcome);
  expect(reason).toMatch(/\.$/);
  expect(hops.length).toBeGreaterThan(0);
  if (outcome === 'gateway') expect(hops.length).toBeGreaterThan(1);
  if (outcome === 'direct' || outcome === 'passthrough' || outcome === 'blackhole') expect(hops[hops.length - 1]?.error).toBeUndefined();
  if (outcome === 'direct') expect(hops).toHaveLength(1);
  if (outcome === 'gateway' || outcome === 'direct') expect(hops[hops.length - 1]).toMatchObject({ service: expect.any(String) as string, port: expect.any(Number) as number, sends: expect.any(String) as string });
  for (const hop of hops.slice(0, -1)) expect([hop.service, hop.error]).toEqual([expect.any(String), undefined]);
  if (branches.length > 0) expect(outcome).toBe('other');
  for (const { weight, trace: part } of branches) {
    expect(weight).toBeGreaterThan(0);
    expect(part.hops.length).toBeGreaterThan(hops.length - 1);
    verify(part);
  }
}

describe('traces over edits of', () => {
  test.each(meshes)('$base', ({ documents, requests }) => {
    const urls = Object.keys(requests);
    fc.assert(fc.property(edits, fc.nat(), options, (sequence, which, settings) => {
      const index = which % documents.length;
      const text = sequence.reduce(applied, documents[index]!);
      const changed = documents.with(index, text);
      const workspace = workspaceOf(documents, settings);
      tracesIn(workspace, urls);
      workspace.update(`file:///${index}.yaml`, text);
      const found = tracesIn(workspace, urls);
      found.forEach(verify);
      expect(tracesIn(workspace, urls).map(told)).toEqual(found.map(told));
      expect(tracesIn(workspaceOf(changed, settings), urls).map(told)).toEqual(found.map(told));
    }), { numRuns: 25 });
  }, 60_000);
});
