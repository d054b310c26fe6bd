// Tells files apart that show nothing by themselves. It needs no other file, so another thread can do it.
import type { LintOptions } from './model/options.ts';
import type { Lookup } from './model/rule.ts';
import { createRuleRunner } from './run-rules.ts';
import { rules } from './rules/index.ts';
import { readManifest } from './workspace/manifest.ts';

/** Whether no rule that looks at one file alone finds anything there. A `false` says only that it has to be looked at. */
export type Sieve = (uri: string, text: string) => boolean;

export function createSieve(options: LintOptions): Sieve {
  let failed = false;
  const runner = createRuleRunner(rules, options, () => { failed = true; });
  const nobody = nobodyElse(options);
  return (uri, text) => {
    failed = false;
    const { entries } = readManifest(uri, text, options).manifest;
    // What cannot be read whole is judged by fewer rules where it turns out to be a patch, and these then say more.
    return entries.every((entry) => entry.document.problems.length === 0 && runner.document(entry).length === 0
      && entry.resources.every((resource) => runner.references(resource, nobody, 'by itself').length === 0)) && !failed;
  };
}

/** A workspace without manifests. */
function nobodyElse(options: LintOptions): Lookup {
  return {
    options,
    all: () => [],
    first: () => [],
    any: () => false,
    isCrowded: () => false,
    part: (_, keys, question) => question.answer(keys.map(() => [])),
    isKustomized: () => false,
  };
}
