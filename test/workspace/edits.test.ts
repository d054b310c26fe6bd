// After any sequence of edits the engine knows what it would know had it read the files afresh.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createLinter, defaultOptions } from '../../server/src/engine/index.ts';
import type { Linter } from '../../server/src/engine/index.ts';
import { readFolder } from '../support/workspace.ts';

const policy = (name: string): string => `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata:\n  name: ${name}\nspec:\n  podSelector: {}\n  egres: []\n`;
const configMap = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: c\n';
const meshConfig = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: istio, namespace: istio-system}\ndata:\n  mesh: |\n    outboundTrafficPolicy: {mode: REGISTRY_ONLY}\n    defaultServiceExportTo: ["."]\n    defaultDestinationRuleExportTo: ["."]\n';
const meshSidecar = 'apiVersion: networking.istio.io/v1\nkind: Sidecar\nmetadata: {name: default, namespace: istio-system}\nspec:\n  egress:\n  - hosts: [./*]\n';

/** What edits put in: whole documents, and the marks that part them or stop doing so. */
const fragments = ['', 'a', '-', '.', '#', '\n', '---\n', '---', '...\n', '\n---\n', '# note\n---\n', '%YAML 1.2\n---\n', '"', '{{ x }}', ' ', '\r\n', policy('one'), policy('two'), configMap, `---\n${policy('one')}`, `---\n${configMap}`, `\n---\n${meshConfig}---\n`, `\n---\n${meshSidecar}---\n`];

interface Edit {
  readonly file: number;
  readonly from: number;
  readonly length: number;
  readonly text: string;
  /** So much is checked before the next edit comes; otherwise all of it. */
  readonly cut: number | null;
}

const edit: fc.Arbitrary<Edit> = fc.record({ file: fc.nat(1), from: fc.double({ min: 0, max: 1, noNaN: true }), length: fc.oneof(fc.nat(4), fc.nat(300)), text: fc.constantFrom(...fragments), cut: fc.option(fc.nat(3), { freq: 2 }) });

test('edits of files of many documents', () => {
  const start = [policy('one'), policy('one'), configMap, policy('two'), `# above\n${policy('three')}`].join('---\n');
  const edits = fc.array(edit, { minLength: 1, maxLength: 12 });
  fc.assert(fc.property(edits, (sequence) => { followEdits(['a.yaml', 'b.yaml'], [start, start], sequence); }), { numRuns: 100 });
}, 300_000);

const examples = join(import.meta.dirname, '../../examples/istio');

test.each(readdirSync(examples))('edits of the example %s', (name) => {
  const files = Object.entries(readFolder(join(examples, name)));
  const [uris, texts] = [files.map(([uri]) => uri), files.map(([, text]) => text)];
  const edits = fc.array(edit, { minLength: 1, maxLength: 6 });
  fc.assert(fc.property(edits, (sequence) => { followEdits(uris, texts, sequence); }), { numRuns: 15 });
}, 60_000);

const nothing: Edit = { file: 0, from: 0, length: 0, text: '', cut: null };

function followEdits(uris: readonly string[], start: readonly string[], edits: readonly Edit[]): void {
  const texts = [...start];
  const linter = linterOf(uris, texts);
  for (const { file, from, length, text, cut } of [...edits, nothing]) {
    const which = file % texts.length;
    const before = texts[which]!;
    const at = Math.round(from * before.length);
    texts[which] = before.slice(0, at) + text + before.slice(at + length);
    linter.update(uris[which]!, texts[which]);
    let left = cut ?? Infinity;
    linter.check(() => left-- <= 0);
    if (cut !== null) continue;
    expect(linter.isChecked()).toBe(true);
    expect(describe(linter, uris)).toEqual(describe(linterOf(uris, texts), uris));
  }
}

function linterOf(uris: readonly string[], texts: readonly string[]): Linter {
  const linter = createLinter(defaultOptions, (rule, uri, error) => {
    throw new Error(`${rule} failed on ${uri}`, { cause: error });
  });
  uris.forEach((uri, index) => linter.update(uri, texts[index]));
  linter.check();
  return linter;
}

function describe(linter: Linter, uris: readonly string[]): unknown {
  return uris.map((uri) => ({
    documents: linter.workspace.manifests.get(uri)?.entries.map(({ index, offset, document, resources }) => ({ index, offset, text: document.text, names: resources.map(({ name }) => name) })),
    skipped: linter.workspace.manifests.get(uri)?.skipped,
    findings: linter.findings(uri).map(({ rule, span, message, severity, related }) => ({ rule, span, message, severity, related })),
  }));
}
