/** Runs the stages of a test run one after the other and sums up what came out. */
import { add, noCounts, type Counts } from './counts.ts';

export interface Stage {
  /** How the command line names it. */
  readonly id: string;
  readonly title: string;
  /** Stages without which this one means nothing. */
  readonly needs?: readonly string[];
  readonly run: () => Promise<Outcome>;
}

/** What a stage found. A stage that counts no tests tells only whether it went well. */
export interface Outcome {
  readonly ok: boolean;
  readonly counts?: Counts;
}

interface Result {
  readonly stage: Stage;
  readonly outcome: Outcome;
  readonly seconds: number;
  readonly skipped: boolean;
}

/** Returns false when anything has failed; later stages run all the same. */
export async function runStages(stages: readonly Stage[]): Promise<boolean> {
  const results: Result[] = [];
  for (const stage of stages) {
    const broken = results.find(({ stage: { id }, outcome }) => !outcome.ok && stage.needs?.includes(id));
    const started = Date.now();
    console.log(`\n=== ${stage.title}`);
    if (broken !== undefined) console.log(`Not run: it needs "${broken.stage.title}"`);
    const outcome = broken === undefined ? await guarded(stage) : { ok: false };
    const seconds = (Date.now() - started) / 1000;
    console.log(`--- ${stage.title}: ${outcome.ok ? 'passed' : 'FAILED'} in ${seconds.toFixed(1)} s`);
    results.push({ stage, outcome, seconds, skipped: broken !== undefined });
  }
  summarize(results);
  return results.every(({ outcome }) => outcome.ok);
}

async function guarded(stage: Stage): Promise<Outcome> {
  try {
    return await stage.run();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return { ok: false };
  }
}

function summarize(results: readonly Result[]): void {
  const width = Math.max(...results.map(({ stage }) => stage.title.length));
  console.log('\n=== Summary');
  for (const { stage, outcome, seconds, skipped } of results) {
    const counts = outcome.counts === undefined ? '' : `  ${String(outcome.counts.passed)} passed, ${String(outcome.counts.failed)} failed`;
    const verdict = skipped ? 'not run' : outcome.ok ? 'passed' : 'FAILED';
    console.log(`${stage.title.padEnd(width)}  ${verdict.padEnd(7)}  ${seconds.toFixed(1).padStart(6)} s${counts}`);
  }
  const { passed, failed } = results.map(({ outcome }) => tally(outcome)).reduce(add, noCounts);
  console.log(`\n${String(passed)} passed, ${String(failed)} failed`);
}

/** A stage that failed without a failing test counts as one: the closing line must not look clean. */
function tally({ ok, counts = noCounts }: Outcome): Counts {
  return !ok && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}
