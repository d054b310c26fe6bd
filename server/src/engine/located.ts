import type { Admission, Finding, Fix, Severity } from './model/finding.ts';
import type { DocumentEntry, Resource } from './model/resource.ts';
import { shift } from './yaml/span.ts';
import type { Span } from './yaml/span.ts';

/** A place in a file. Offsets are UTF-16 units from the start of the file. */
export interface Location {
  readonly uri: string;
  readonly span: Span;
}

/** A finding as a host shows it, its places those of the files. */
export interface LocatedFinding extends Location {
  readonly rule: string;
  readonly severity: Severity;
  readonly admission?: Admission;
  readonly message: string;
  readonly codes: readonly string[];
  readonly resource?: Resource;
  readonly related: readonly (Location & { readonly message: string })[];
  readonly tags: readonly ('unnecessary' | 'deprecated')[];
  /** Ways to mend it, worked out now. */
  fixes(): readonly LocatedFix[];
}

export interface LocatedFix {
  readonly title: string;
  readonly preferred: boolean;
  readonly edits: readonly (Location & { readonly newText: string })[];
}

/** A finding with what it was found in. */
export interface FindingIn {
  readonly finding: Finding;
  readonly entry: DocumentEntry;
  readonly resource?: Resource;
}

const relatedLimit = 5;
/** Messages quote what is written, which may be of any length; none that is worth reading is as long as this. */
const longestMessage = 1000;
const longestTitle = 150;

/** Gives a finding its places in the files. */
export function locate({ finding, entry, resource = resourceAt(entry, finding.span) }: FindingIn): LocatedFinding {
  const all = finding.related ?? [];
  const more = all.length - relatedLimit;
  return {
    uri: entry.uri,
    span: shift(finding.span, entry.offset),
    rule: finding.rule,
    severity: finding.severity,
    ...(finding.admission === undefined ? {} : { admission: finding.admission }),
    message: `${shortened(finding.message, longestMessage)}${more > 0 ? ` (${more} more such ${more === 1 ? 'place' : 'places'} not shown.)` : ''}`,
    codes: finding.codes ?? [],
    ...(resource === undefined ? {} : { resource }),
    related: all.slice(0, relatedLimit).map((related) => ({
      uri: related.resource.entry.uri, span: shift(related.span, related.resource.entry.offset), message: shortened(related.message, longestMessage),
    })),
    tags: finding.tags ?? [],
    fixes: () => (finding.fixes?.() ?? []).map((fix) => locateFix(fix, entry)),
  };
}

/** A text without its middle, where it is longer than is wanted: what is wrong stands at its beginning, and what to do at its end. */
function shortened(text: string, most: number): string {
  if (text.length <= most) return text;
  const half = Math.floor(most / 2);
  return `${text.slice(0, half)} … ${text.slice(-half)}`;
}

/** The resource whose text a finding about a document stands in: the only one there, or the item of the list. */
function resourceAt({ resources }: DocumentEntry, span: Span): Resource | undefined {
  return resources.length === 1 ? resources[0] : resources.find(({ root }) => root.span.start <= span.start && span.start < root.span.end);
}

function locateFix(fix: Fix, home: DocumentEntry): LocatedFix {
  return {
    title: shortened(fix.title, longestTitle),
    preferred: fix.preferred ?? false,
    edits: fix.edits.map((edit) => {
      const entry = edit.resource?.entry ?? home;
      return { uri: entry.uri, span: shift(edit.span, entry.offset), newText: edit.newText };
    }),
  };
}
