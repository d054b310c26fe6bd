/** Time, memory, and the unit that times are told in: what the bare parser takes for one document, in the same run. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { parseAllDocuments } from 'yaml';

/** One line of the table. */
export interface Measurement {
  readonly what: string;
  readonly value: number;
  readonly unit: 'ms' | 'MB' | '%';
  /** `value` in parses: how many times what `yaml` alone takes for the changed document (of an index: for each document). */
  readonly ratio?: number;
  /** What is to be reached, in `unit`. */
  readonly target?: number;
  readonly p95?: number;
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** The value that the given part of the values does not exceed. */
export function quantile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
}

/** How long one call takes, in milliseconds. */
export function time(run: () => void): number {
  const start = performance.now();
  run();
  return performance.now() - start;
}

/** Times of many calls, after some that are not counted. */
export function times(rounds: number, run: (round: number) => void, warmUp = Math.ceil(rounds / 4)): readonly number[] {
  for (let round = 0; round < warmUp; round++) run(round);
  return Array.from({ length: rounds }, (_, round) => time(() => { run(warmUp + round); }));
}

/** What the parser alone takes for a text: the unit of all ratios. */
export function bareParse(text: string): number {
  return median(times(200, () => parseAllDocuments(text, { prettyErrors: false }), 100));
}

/** The same of a text so long that it is parsed once only. */
export function parseOnce(text: string): number {
  collectGarbage();
  return time(() => { parseAllDocuments(text, { prettyErrors: false }); });
}

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** What the engine keeps in memory, in MB, without what the collector has not got round to. */
export function heapInUse(): number {
  collectGarbage();
  return process.memoryUsage().heapUsed / 1024 / 1024;
}

/** The memory that a process holds, in MB; its own where no other is named. */
export function residentMemory(pid: number = process.pid): number {
  if (process.platform === 'linux') {
    const line = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
    return Number(line?.[1]) / 1024;
  }
  return Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' })) / 1024;
}
