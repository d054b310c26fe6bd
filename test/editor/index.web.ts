/** What the editor runs where the extension lives in a web worker: the tests that need no Node. */
import './smoke.ts';
import { runAll } from './harness.ts';

export function run(): Promise<void> {
  return runAll();
}
