import type { Severity } from '../model/finding.ts';
import type { LintOptions } from '../model/options.ts';

/**
 * How sure it is that a name that resolves to nothing is a mistake. A workspace mostly holds a part of the cluster: the name
 * may stand for something that is not here. A near miss makes the mistake plain. `undefined`: there is nothing to say.
 */
export function unresolvedSeverity(options: LintOptions, known: { readonly nearMiss: boolean; readonly couldBeHere: boolean }): Severity | undefined {
  if (options.workspaceIsComplete || known.nearMiss) return 'error';
  return known.couldBeHere ? 'warning' : undefined;
}
