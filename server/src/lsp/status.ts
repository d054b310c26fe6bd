import type { FileProblem, SkippedFiles, Status } from '../protocol/index.ts';
import { largestFile } from '../protocol/index.ts';
import type { ManifestSet } from './manifest-set.ts';

const reasons: Readonly<Record<FileProblem, string | undefined>> = {
  // A file that has vanished in the meantime is nothing to talk about.
  'missing': undefined,
  'unreadable': 'cannot be read',
  'binary': 'not text',
  'too large': `larger than ${String(largestFile / 1_000_000)} MB`,
};
const exampleLimit = 5;

/** What there is to say about the sets as a whole. */
export function statusOf(sets: readonly ManifestSet[], findings: Status['findings']): Status {
  let [files, documents, resources] = [0, 0, 0];
  const templates: string[] = [];
  for (const { linter } of sets) {
    for (const [uri, { entries }] of linter.workspace.manifests) {
      const ours = entries.filter((entry) => entry.ours);
      if (ours.length === 0) continue;
      files++;
      documents += ours.length;
      for (const entry of ours) resources += entry.resources.length;
      if (ours.some((entry) => entry.document.templated)) templates.push(uri);
    }
  }
  return { indexing: sets.some((set) => set.indexing), files, documents, resources, findings, skipped: skippedIn(sets, templates) };
}

function skippedIn(sets: readonly ManifestSet[], templates: readonly string[]): readonly SkippedFiles[] {
  const byReason = new Map<string, string[]>();
  const add = (reason: string, uri: string): void => {
    const known = byReason.get(reason);
    if (known === undefined) byReason.set(reason, [uri]);
    else known.push(uri);
  };
  for (const set of sets) {
    for (const [uri, problem] of set.problems) {
      const reason = reasons[problem];
      if (reason !== undefined) add(reason, uri);
    }
  }
  for (const uri of templates) add('templates: only what is certain in them is checked', uri);
  const skipped = [...byReason].map(([reason, uris]) => ({ reason, count: uris.length, examples: uris.slice(0, exampleLimit) }));
  const overfull = sets.flatMap((set) => (set.beyondLimit ? [set] : []));
  return [
    ...overfull.map(({ folder, settings }) => ({
      reason: `a folder has more than ${String(settings.maxFiles)} files (egress.maxFiles); the others are not read, and references to them not followed`,
      count: 1, examples: folder === undefined ? [] : [folder],
    })),
    ...skipped,
  ];
}

/** For clients that show no status: the same in a line of the log. */
export function inWords({ files, documents, resources, findings, skipped }: Status): string {
  const left = skipped.map(({ reason, count, examples }) => ` Not checked in full: ${String(count)} (${reason}), such as ${examples.join(', ')}.`);
  const found = `${String(findings.error)} errors, ${String(findings.warning)} warnings`;
  return `${String(files)} files with ${String(documents)} documents and ${String(resources)} resources: ${found}.${left.join('')}`;
}
