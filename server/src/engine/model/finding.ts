import type { Span } from '../yaml/span.ts';
import type { Resource } from './resource.ts';

/** `error`: refused, or traffic surely breaks. `warning`: almost surely a mistake. The rest is advice. */
export type Severity = 'error' | 'warning' | 'information' | 'hint';

/** What happens when the manifest is applied; absent where nobody but us says anything. */
export type Admission = 'rejected' | 'warned';

/** Another place that explains a finding. `span` is relative to the resource's document. */
export interface Related {
  readonly resource: Resource;
  readonly span: Span;
  readonly message: string;
}

/** Replace `span` by `newText`, in the finding's own document unless `resource` names another. */
export interface Edit {
  readonly resource?: Resource;
  readonly span: Span;
  readonly newText: string;
}

/** One way to mend a finding. `title` is an imperative: "Replace with 10.0.0.0/8". */
export interface Fix {
  readonly title: string;
  readonly edits: readonly Edit[];
  /** The one obvious fix, safe to apply to many findings at once. */
  readonly preferred?: boolean;
}

/** What a rule reports. `span` is relative to the document of the resource it is about. */
export interface Problem {
  readonly span: Span;
  /** What is wrong, why it matters, what to do: one to three short sentences. */
  readonly message: string;
  /** The rule's own severity where this is absent. */
  readonly severity?: Severity;
  readonly admission?: Admission;
  /** Other tools' codes for the same thing (`IST0101`). */
  readonly codes?: readonly string[];
  readonly related?: readonly Related[];
  /** Worked out when somebody asks. */
  readonly fixes?: () => readonly Fix[];
  readonly tags?: readonly ('unnecessary' | 'deprecated')[];
  /** Resources whose content it is drawn from. Where one of them is refused, that comes first, and this is not told. */
  readonly restsOn?: readonly Resource[];
  /** Whether it does not wait for those: istioctl says it of them, refused or not. */
  readonly standsAlone?: boolean;
  /** Further places of the same document where the rules that this one replaces say less of the same mistake: at them or in them. */
  readonly covers?: readonly Span[];
}

/** A problem that a rule found, at its place. Spans are relative to the document of `resource` or `entry`. */
export interface Finding extends Problem {
  readonly rule: string;
  readonly severity: Severity;
  /** Rules whose findings at the same place, and at those that it covers, this one takes the place of. */
  readonly replaces?: readonly string[];
}
