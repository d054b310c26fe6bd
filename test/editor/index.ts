/** What the editor runs: every test file below registers its tests. */
import './smoke.ts';
import './diagnostics.ts';
import './hover.ts';
import './fixes.ts';
import './chains.ts';
import './snippets.ts';
import './settings.ts';
import './pictures.ts';
import { runAll } from './harness.ts';

export function run(): Promise<void> {
  return runAll();
}
