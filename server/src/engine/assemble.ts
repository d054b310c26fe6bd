import type { Finding } from './model/finding.ts';
import type { LintOptions } from './model/options.ts';
import type { DocumentEntry, Resource } from './model/resource.ts';
import type { FindingIn } from './located.ts';
import { isSuppressedByAnnotation, removalOf, suppressionsOf, unusedSuppressionId } from './suppress.ts';
import type { Suppression } from './suppress.ts';

/**
 * The findings of a document: levels, suppressing comments and annotations applied, each said once, in the order of their places. `isRefused`
 * tells of a resource whether the cluster refuses it for what it says itself.
 */
export function assemble(entry: DocumentEntry, options: LintOptions, all: readonly FindingIn[], isRefused: (resource: Resource) => boolean): readonly FindingIn[] {
  const found = withoutReplaced(all, isRefused);
  const suppressions = entry.ours ? suppressionsOf(entry.document) : [];
  if (found.length === 0 && suppressions.length === 0) return found;
  const used = new Set<Suppression>();
  const commented = suppressions.length === 0 ? found : found.filter(({ finding }) => !suppress(finding, suppressions, used));
  const kept = commented.filter(({ finding, resource }) => resource === undefined || finding.codes === undefined || !isSuppressedByAnnotation(resource, finding.codes));
  const unused = suppressions.filter((one) => !used.has(one)).map((one) => ({ entry, finding: unusedFinding(one, entry.document.text) }));
  const inOrder = [...kept, ...unused].sort(byPlace);
  return withoutRepeats(inOrder).map((one) => withLevel(one, options)).filter((one) => one !== undefined);
}

/** Of two findings about the same mistake the one that explains more is told, if it need not wait for what it rests on. */
function withoutReplaced(found: readonly FindingIn[], isRefused: (resource: Resource) => boolean): readonly FindingIn[] {
  const replacing = found.flatMap(({ finding: { replaces = [], span, covers = [] } }) => (replaces.length === 0 ? [] : [{ replaces, span, covers }]));
  const isReplaced = ({ finding: { rule, span } }: FindingIn): boolean => replacing.some((one) => one.replaces.includes(rule)
    && ((one.span.start === span.start && one.span.end === span.end) || one.covers.some(({ start, end }) => start <= span.start && span.end <= end)));
  // What istioctl tells of as well, refused or not, is told all the same.
  const waits = ({ finding: { standsAlone = false, restsOn } }: FindingIn): boolean => !standsAlone && restsOn?.some(isRefused) === true;
  return found.filter((one) => !isReplaced(one) && !waits(one));
}

/** Whether findings of one document by itself say that a resource of it is refused. */
export function refuses(ofDocument: readonly FindingIn[], resource: Resource): boolean {
  return ofDocument.some((one) => one.finding.admission === 'rejected' && (one.resource === undefined || one.resource === resource));
}

function suppress(finding: Finding, suppressions: readonly Suppression[], used: Set<Suppression>): boolean {
  const silencing = suppressions.filter(({ reach, rules }) => finding.span.start >= reach.start && finding.span.start <= reach.end && (rules.length === 0 || rules.includes(finding.rule)));
  for (const one of silencing) used.add(one);
  return silencing.length > 0;
}

function unusedFinding(suppression: Suppression, text: string): Finding {
  const { span, rules } = suppression;
  const what = rules.length === 0 ? 'No rule' : rules.length === 1 ? rules[0] ?? '' : `None of ${rules.join(', ')}`;
  return {
    rule: unusedSuppressionId, severity: 'hint', span, tags: ['unnecessary'],
    message: `${what} reports ${rules.length === 1 ? 'nothing' : 'anything'} here, so this comment suppresses nothing. Delete it, or correct the rule's name.`,
    fixes: () => [{ title: 'Delete the comment', preferred: true, edits: [{ span: removalOf(suppression, text), newText: '' }] }],
  };
}

function withLevel(one: FindingIn, options: LintOptions): FindingIn | undefined {
  const level = options.rules[one.finding.rule] ?? 'default';
  if (level === 'off') return undefined;
  return level === 'default' ? one : { ...one, finding: { ...one.finding, severity: level } };
}

/**
 * What stands in an anchored node is found once for every alias, and what several ways rest on once for each of them; it is said
 * once. Repeats stand side by side, having one place.
 */
function withoutRepeats(inOrder: readonly FindingIn[]): readonly FindingIn[] {
  const said = new Set<string>();
  return inOrder.filter((one, index) => {
    const before = inOrder[index - 1];
    if (before === undefined || byPlace(before, one) !== 0) said.clear();
    else if (one.finding.restsOn !== undefined) return false;
    else said.add(before.finding.message);
    return !said.has(one.finding.message);
  });
}

function byPlace(a: FindingIn, b: FindingIn): number {
  const [left, right] = [a.finding, b.finding];
  return left.span.start - right.span.start || left.span.end - right.span.end || (left.rule < right.rule ? -1 : Number(left.rule > right.rule));
}

