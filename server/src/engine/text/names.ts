/**
 * Names of Kubernetes objects, labels and their values. Source: `k8s.io/apimachinery/pkg/util/validation` and
 * `pkg/api/validation`. Each check gives the reason why a text is refused, a clause without a full stop.
 */
export type NameSyntax = 'subdomain' | 'dns-1123-label' | 'dns-1035-label';

interface Form {
  readonly expression: RegExp;
  readonly limit: number;
  readonly words: string;
}

const label = '[a-z0-9](?:[-a-z0-9]*[a-z0-9])?';
const forms: Readonly<Record<NameSyntax, Form>> = {
  subdomain: { expression: new RegExp(`^${label}(?:\\.${label})*$`), limit: 253, words: 'lower-case letters, digits, hyphens and dots, each part starting and ending with a letter or digit' },
  'dns-1123-label': { expression: new RegExp(`^${label}$`), limit: 63, words: 'lower-case letters, digits and hyphens, starting and ending with a letter or digit' },
  'dns-1035-label': { expression: /^[a-z](?:[-a-z0-9]*[a-z0-9])?$/, limit: 63, words: 'lower-case letters, digits and hyphens, starting with a letter and ending with a letter or digit' },
};

/** Why an object cannot have this name. */
export function nameProblem(text: string, syntax: NameSyntax): string | undefined {
  const { expression, limit, words } = forms[syntax];
  if (text.length > limit) return `has ${text.length} characters, and ${limit} are allowed`;
  return expression.test(text) ? undefined : `must be made of ${words}`;
}

/** The valid name that a refused one was almost surely meant to be. */
export function repairName(text: string, syntax: NameSyntax): string | undefined {
  const repaired = text.trim().toLowerCase().replaceAll(syntax === 'subdomain' ? /[_\s]+/g : /[_\s.]+/g, '-').replace(/^[-.]+|[-.]+$/g, '');
  return repaired !== '' && nameProblem(repaired, syntax) === undefined ? repaired : undefined;
}

const labelName = /^[A-Za-z0-9](?:[-A-Za-z0-9_.]*[A-Za-z0-9])?$/;
const labelNameLimit = 63;
const labelWords = 'letters, digits, hyphens, underscores and dots, starting and ending with a letter or digit';

/** Why a text cannot be a label's key (a "qualified name": `name` or `prefix/name`). */
export function labelKeyProblem(text: string): string | undefined {
  const parts = text.split('/');
  const name = parts[parts.length - 1] ?? '';
  if (parts.length > 2) return 'may hold one slash only, between a prefix and a name';
  if (parts.length === 2) {
    const prefix = parts[0] ?? '';
    const reason = prefix === '' ? 'must not be empty' : nameProblem(prefix, 'subdomain');
    if (reason !== undefined) return `has a prefix that is no domain: it ${reason}`;
  }
  if (name === '') return 'must have a name of at least one character';
  if (name.length > labelNameLimit) return `has a name of ${name.length} characters, and ${labelNameLimit} are allowed`;
  return labelName.test(name) ? undefined : `must have a name made of ${labelWords}`;
}

/** Why a text cannot be a label's value. The empty value is one. */
export function labelValueProblem(text: string): string | undefined {
  if (text.length > labelNameLimit) return `has ${text.length} characters, and ${labelNameLimit} are allowed`;
  return text === '' || labelName.test(text) ? undefined : `must be empty or made of ${labelWords}`;
}
