import type { Fix, Related, Severity } from '../model/finding.ts';
import type { Resource } from '../model/resource.ts';
import type { Span } from '../yaml/span.ts';
import type { Case, ChainBreak, ChainRule } from './model.ts';
import { isWritten } from './certain.ts';
import { pathOf, relatedOf } from './places.ts';

/** What is to be said of a break. */
export interface Said {
  readonly message: string;
  readonly severity?: Severity;
  readonly codes?: readonly string[];
  /** What matters most beside the finding; the hops that are as they should be follow. */
  readonly related?: readonly Related[];
  readonly covers?: readonly Span[];
  /** For what istioctl says too of what the cluster refuses. */
  readonly standsAlone?: boolean;
  readonly fix?: (() => Fix | undefined | readonly Fix[]) | undefined;
}

/** A break of a case at a place. */
export function breakAt(of: Case, rule: ChainRule, at: Resource, span: Span, { fix, related = [], ...said }: Said): ChainBreak {
  const fixes = fix === undefined ? {} : { fixes: () => [fix() ?? []].flat() };
  return { rule, at, problem: { ...said, ...fixes, span, related: relatedOf(related, pathOf(of, span, at)), restsOn: restsOn(of, at, related) } };
}

/** The same where it is not quite sure that traffic breaks. */
export function asWarning(found: ChainBreak | undefined): ChainBreak | undefined {
  return found === undefined ? undefined : { ...found, problem: { ...found.problem, severity: 'warning' } };
}

/** All that a break follows from: what the request passes, and what it should have. */
function restsOn({ subject: { resource, attached }, entry, trace: { hops } }: Case, at: Resource, related: readonly Related[]): readonly Resource[] {
  const passed = hops.flatMap(({ decisions }) => decisions.map((one) => one.resource));
  return [...new Set([at, resource, ...attached, ...(entry === undefined ? [] : [entry.resource]), ...passed, ...related.map((one) => one.resource)])].filter(isWritten);
}
