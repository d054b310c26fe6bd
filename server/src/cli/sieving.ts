// Most files of a large workspace show nothing by themselves. Another thread finds out which, while this one compares them all.
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { createSieve } from '../engine/index.ts';
import type { LintOptions } from '../engine/index.ts';

/** A file to be looked at. */
export interface Sieved {
  readonly uri: string;
  readonly text: string;
}

/** What a thread is given. */
interface Task {
  readonly options: LintOptions;
  readonly files: readonly Sieved[];
  /** How far each file is; shared. The thread takes files from the first on, whoever started it from the last. */
  readonly states: Int32Array;
}

const state = { open: 0, here: 1, thread: 2, clean: 3, suspicious: 4 } as const;

/** Characters below which the work is done before a thread is up. */
const worthwhile = 400_000;
/** Two processors are mostly two halves of one core, and the compiler and the garbage collector of a single thread use the other half. */
const enough = 3;

/** Files, some of which a thread takes away. */
export interface Sieving {
  /** The next file to look at here; `undefined` where there is none left. */
  take(): Sieved | undefined;
  /** When nothing is left: the files that the thread has taken and that have to be looked at all the same. */
  leftOver(): Promise<readonly Sieved[]>;
}

/** `script` is run in a thread, and calls `sieve` there. Without one, or where it would not help, all files are for this thread. */
export function startSieving(script: string | undefined, options: LintOptions, files: readonly Sieved[], processors = availableParallelism()): Sieving {
  const states = new Int32Array(new SharedArrayBuffer(files.length * Int32Array.BYTES_PER_ELEMENT));
  const ended = script !== undefined && processors >= enough && isWorthwhile(files) ? start(script, { options, files, states }) : undefined;
  let last = files.length;
  return {
    take() {
      while (last > 0) if (claim(states, --last, state.here)) return files[last];
      return undefined;
    },
    async leftOver() {
      await ended;
      // One that was being looked at when the thread ended was the end of it.
      return files.filter((_, index) => states[index] === state.suspicious || states[index] === state.thread);
    },
  };
}

function isWorthwhile(files: readonly Sieved[]): boolean {
  let length = 0;
  for (const { text } of files) length += text.length;
  return length >= worthwhile;
}

/** Ends when the thread does, however that is. */
async function start(script: string, task: Task): Promise<void> {
  const ended = new Promise<void>((resolve) => {
    const thread = new Worker(script, { workerData: task, stderr: true });
    thread.on('error', () => { resolve(); });
    thread.on('exit', () => { resolve(); });
  });
  // Where no thread can be had, there is none.
  await ended.catch(() => undefined);
}

function claim(states: Int32Array, index: number, by: number): boolean {
  return Atomics.compareExchange(states, index, state.open, by) === state.open;
}

/** The thread's work: `task` is what it was started with. */
export function sieve(task: unknown): void {
  const { options, files, states } = task as Task;
  const isClean = createSieve(options);
  for (const [index, { uri, text }] of files.entries()) {
    if (!claim(states, index, state.thread)) return;
    Atomics.store(states, index, isClean(uri, text) ? state.clean : state.suspicious);
  }
}
