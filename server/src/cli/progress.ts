import type { Output } from './io.ts';
import { grouped } from './format/counts.ts';

export type Progress = (what: string, done: number, total: number) => void;

const patience = 800;
const interval = 100;

/** One line on a terminal that says how far a long run is; nothing elsewhere, and nothing in a short one. */
export function createProgress(output: Output): { readonly report: Progress; readonly end: () => void } {
  const start = Date.now();
  let last = start + patience - interval;
  let width = 0;
  const show = (text: string): void => {
    output.write(`\r${text.padEnd(width)}`);
    width = text.length;
  };
  return {
    report(what, done, total) {
      if (!output.isTerminal) return;
      const now = Date.now();
      if (now - last < interval) return;
      last = now;
      show(`${what} ${grouped(done)} of ${grouped(total)}`);
    },
    end() {
      if (width === 0) return;
      show('');
      output.write('\r');
    },
  };
}
