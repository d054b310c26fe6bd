/** What the editor runs: every test file below registers its tests. */
import './smoke.ts';
import './diagnostics.ts';
import { runAll } from './harness.ts';

export function run(): Promise<void> {
  return runAll();
}
