/** How many tests passed and failed, as the runners tell it. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { out } from './project.ts';

export interface Counts {
  readonly passed: number;
  readonly failed: number;
}

export const noCounts: Counts = { passed: 0, failed: 0 };

export function add(left: Counts, right: Counts): Counts {
  return { passed: left.passed + right.passed, failed: left.failed + right.failed };
}

/** The last closing line of a runner's output. */
export function countsIn(output: string): Counts {
  const last = [...output.matchAll(/^(\d+) passed, (\d+) failed$/gm)].at(-1);
  return last === undefined ? noCounts : { passed: Number(last[1]), failed: Number(last[2]) };
}

const folder = join(out, 'results');

/** Where a runner lays down its result for whoever started it. */
export function resultPath(name: string): string {
  return join(folder, `${name}.json`);
}

export function writeCounts(name: string, counts: Counts): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(resultPath(name), JSON.stringify(counts));
}

/** A result of an earlier run must not count for this one. */
export function forgetResult(name: string): void {
  rmSync(resultPath(name), { force: true });
}

/** Reads what `writeCounts`, or vitest's JSON reporter, has written; nothing when the runner did not get that far. */
export function readCounts(name: string): Counts {
  try {
    const result = JSON.parse(readFileSync(resultPath(name), 'utf8')) as Partial<Counts & VitestResult>;
    return {
      passed: result.passed ?? result.numPassedTests ?? 0,
      failed: result.failed ?? result.numFailedTests ?? 0,
    };
  } catch {
    return noCounts;
  }
}

interface VitestResult {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
}
