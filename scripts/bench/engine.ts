/** What the engine alone takes, without a host. */
import type { Linter } from '../../server/src/engine/index.ts';
import { parseCidr } from '../../server/src/engine/net/cidr.ts';
import { cidrDialects } from '../../server/src/engine/net/dialect.ts';
import { findOverlaps } from '../../server/src/engine/net/overlap.ts';
import { filled } from './edits.ts';
import { cidrTexts, networkPolicy, policyFile, workspaceFiles, type File } from './manifests.ts';
import { bareParse, median, quantile, heapInUse, time, times, type Measurement } from './measure.ts';

/** The first check of a workspace of so many documents, in a process that has done nothing yet. */
export function indexing(documents: number): readonly Measurement[] {
  const files = workspaceFiles(documents);
  const empty = heapInUse();
  let linter: Linter | undefined;
  const taken = time(() => { linter = filled(files); });
  const each = bareParse(files[0]?.text ?? '') / 4;
  const kept = heapInUse() - empty;
  const found = files.reduce((sum, file) => sum + (linter?.findings(file.name).length ?? 0), 0);
  if (found === 0) throw new Error('The made-up workspace has mistakes, and none was found');
  return [
    { what: `index ${documents.toLocaleString('en')} documents`, value: taken, unit: 'ms', ratio: taken / documents / each },
    { what: '… memory kept', value: kept, unit: 'MB' },
  ];
}

/** From the new text of a file to the new findings of all files that changed. */
function keystrokes(what: string, files: readonly File[], at: number, changed: string): readonly Measurement[] {
  const file = files[at];
  if (file === undefined) return [];
  const empty = heapInUse();
  const linter = filled(files);
  const [before, after] = file.text.split(changed, 2);
  if (after === undefined) throw new Error(`${file.name} does not hold the text to change`);
  const taken = times(101, (round) => {
    linter.update(file.name, `${before ?? ''}${changed}${round % 2 === 0 ? '9' : ''}${file.text.slice((before ?? '').length + changed.length)}`);
    for (const uri of linter.check()) linter.findings(uri);
  });
  const kept = heapInUse() - empty;
  if (!linter.workspace.manifests.has(file.name)) return [];
  return [
    { what: `keystroke, ${what}`, value: median(taken), p95: quantile(taken, 0.95), unit: 'ms', ratio: median(taken) / bareParse(networkPolicy(1)) },
    { what: '… memory kept', value: kept, unit: 'MB' },
  ];
}

/** From the texts of networks to what lies in what. */
export function overlaps(count: number, target?: number): readonly Measurement[] {
  const texts = cidrTexts(count);
  let inside = 0;
  const taken = times(11, () => {
    const ranges = texts.flatMap((text) => {
      const result = parseCidr(text, cidrDialects.ipblock);
      return result.ok ? [result.range] : [];
    });
    inside = findOverlaps(ranges).container.filter((container) => container >= 0).length;
  }, 3);
  if (inside === 0) throw new Error('The made-up networks overlap, and none was found to');
  return [{ what: `overlap of ${count.toLocaleString('en')} CIDRs`, value: median(taken), unit: 'ms', ratio: median(taken) / bareParse(networkPolicy(1)), ...(target === undefined ? {} : { target }) }];
}

/** The scenarios that need nothing but the engine. Each runs in a process of its own, so that none warms up another. */
export const engineScenarios: Readonly<Record<string, () => readonly Measurement[]>> = {
  'index-1000': () => indexing(1_000),
  'index-10000': () => indexing(10_000),
  'keystroke-1': () => keystrokes('1 document', [{ name: 'policy.yaml', text: networkPolicy(1) }], 0, 'name: allow-1'),
  'keystroke-500': () => keystrokes('500 documents in one file', [{ name: 'policies.yaml', text: policyFile(500) }], 0, 'name: allow-250'),
  'keystroke-2000': () => keystrokes('2,000 documents in one file', [{ name: 'policies.yaml', text: policyFile(2_000) }], 0, 'name: allow-1000'),
  'keystroke-workspace': () => keystrokes('a workspace of 10,000 documents', workspaceFiles(10_000), 1_250, 'name: allow-1250'),
  'overlap-1000': () => overlaps(1_000),
  'overlap-100000': () => overlaps(100_000, 150),
};
