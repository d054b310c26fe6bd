// The words of a command line by a table of options: both commands read theirs here.
import { parseArgs } from 'node:util';
import { nearest } from '../engine/index.ts';

/** What has to be known of an option to read it. */
export interface OptionForm {
  readonly name: string;
  readonly short?: string;
  /** What its value is called in the help; absent for a switch. */
  readonly value?: string;
}

export interface GivenOptions {
  /** What is no option, in the order given. */
  readonly positionals: readonly string[];
  /** Values by option; those of a switch are empty. */
  readonly values: ReadonlyMap<string, readonly string[]>;
  /** Where whoever goes on reading adds what else is wrong. */
  readonly problems: string[];
}

/** `stranger` says that there is no such option. Not strict: the parser's own errors know neither likely spellings nor more than the first mistake. */
export function readOptions(args: readonly string[], forms: readonly OptionForm[], stranger: (written: string) => string): GivenOptions {
  const { tokens } = parseArgs({
    args: [...args], strict: false, allowPositionals: true, tokens: true,
    options: Object.fromEntries(forms.map(({ name, short, value }) => [name, { type: value === undefined ? 'boolean' as const : 'string' as const, ...(short === undefined ? {} : { short }) }])),
  });
  const positionals: string[] = [];
  const values = new Map<string, string[]>();
  const problems: string[] = [];
  for (const token of tokens) {
    if (token.kind === 'positional') positionals.push(token.value);
    if (token.kind !== 'option') continue;
    const form = forms.find(({ name }) => name === token.name);
    const problem = form === undefined ? stranger(token.rawName) + meantOption(token, forms) : valueProblem(token, form);
    if (problem === undefined) values.set(token.name, [...(values.get(token.name) ?? []), token.value ?? '']);
    else problems.push(problem);
  }
  if (positionals.includes('')) problems.push('A path is empty; the current folder is "." (is a variable of the shell not set?).');
  return { positionals, values, problems };
}

interface OptionToken {
  readonly name: string;
  readonly rawName: string;
  readonly value: string | undefined;
  readonly inlineValue: boolean | undefined;
}

function meantOption({ name, rawName }: OptionToken, forms: readonly OptionForm[]): string {
  const meant = rawName.startsWith('--') ? nearest(name, forms.map((form) => form.name)) : undefined;
  return meant === undefined ? '' : ` Did you mean --${meant}?`;
}

function valueProblem({ rawName, value, inlineValue }: OptionToken, form: OptionForm): string | undefined {
  if (form.value === undefined) return inlineValue === true ? `${rawName} takes no value.` : undefined;
  const missing = value === undefined || (inlineValue !== true && value.length > 1 && value.startsWith('-'));
  return missing || value === '' ? `${rawName} needs a value: ${rawName} ${form.value}.` : undefined;
}
