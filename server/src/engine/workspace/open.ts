import type { LintOptions } from '../model/options.ts';
import { indexes } from './indexes/index.ts';
import { createWorkspace } from './workspace.ts';
import type { Workspace } from './workspace.ts';

/** A workspace in which resources can be found in every way there is, for those who look things up and check nothing. */
export function openWorkspace(options: LintOptions): Workspace {
  return createWorkspace(options, indexes);
}
