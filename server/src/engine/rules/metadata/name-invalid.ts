import { replaceString } from '../../edits/scalar.ts';
import type { Problem } from '../../model/finding.ts';
import type { LintOptions } from '../../model/options.ts';
import type { Resource } from '../../model/resource.ts';
import { nameProblem, repairName } from '../../text/names.ts';
import type { NameSyntax } from '../../text/names.ts';
import { walkOf } from '../../workspace/walk.ts';
import type { Value } from '../../yaml/value.ts';
import { resourceRule } from '../define.ts';
import { markOf } from '../support/subject.ts';

/** From this minor version on a Service's name may start with a digit. */
const relaxedServiceNames = 36;

export const nameInvalid = resourceRule({
  id: 'name-invalid',
  title: 'Name or namespace not allowed',
  severity: 'error',
  since: '0.1.0',
  fixable: true,
  docs: `An object needs \`metadata.name\` (or \`metadata.generateName\`, with \`kubectl create\` only). Names become parts of DNS names and URLs, so the server allows little:

- most kinds: lower-case letters, digits, \`-\` and \`.\`, at most 253 characters;
- Service: no dots, at most 63 characters, and before Kubernetes 1.36 no digit at the start;
- \`metadata.namespace\`: no dots, at most 63 characters.

Each part starts and ends with a letter or a digit. Underscores, spaces and capitals are refused.

The rule is silent where the name is a placeholder.

**Do:** write the name in lower case with hyphens.`,
  check(resource, report, options) {
    const metadata = resource.root.at('metadata');
    if (metadata.type !== 'map' && metadata.type !== 'null' && metadata.type !== 'missing') return;
    const [name, generateName, namespace] = [metadata.at('name'), metadata.at('generateName'), metadata.at('namespace')];
    const syntax = syntaxOf(resource, options);
    if (isEmpty(name) && isEmpty(generateName) && isMissing(resource, metadata)) report(missing(resource, metadata, name));
    checkName(name, syntax, report);
    checkPrefix(generateName, isEmpty(name), syntax, report);
    checkName(namespace, 'dns-1123-label', report);
  },
});

function syntaxOf({ kind }: Resource, options: LintOptions): NameSyntax {
  const syntax = kind.nameSyntax ?? 'subdomain';
  return syntax === 'dns-1035-label' && options.kubernetesMinor >= relaxedServiceNames ? 'dns-1123-label' : syntax;
}

function isEmpty(value: Value): boolean {
  return value.type === 'missing' || value.type === 'null' || value.string === '';
}

/** A `metadata` or `name` that is misspelt or not indented is reported as that. */
function isMissing(resource: Resource, metadata: Value): boolean {
  if (metadata.hasUnknownEntries || resource.root.hasUnknownEntries) return false;
  return !walkOf(resource).problems.some(({ code, value, meant, under }) =>
    code === 'unknown-field' && ((value.parent === resource.root && (meant ?? under) === 'metadata') || (value.parent === metadata && meant === 'name')));
}

function missing({ kind }: Resource, metadata: Value, name: Value): Problem {
  return {
    span: name.exists ? markOf(name) : metadata.keySpan, admission: 'rejected',
    message: `This ${kind.kind} has no name: the server refuses an object without metadata.name.`,
  };
}

function checkName(value: Value, syntax: NameSyntax, report: (problem: Problem) => void): void {
  if (value.string === undefined || value.string === '') return;
  const reason = nameProblem(value.string, syntax);
  if (reason === undefined) return;
  const repaired = repairName(value.string, syntax);
  report({
    span: markOf(value), admission: 'rejected',
    message: `The ${String(value.step)} ${reason}. The server refuses the object.${repaired === undefined ? '' : ` Write ${repaired}.`}`,
    ...(repaired === undefined ? {} : { fixes: () => [{ title: `Replace with ${repaired}`, preferred: true, edits: [replaceString(value, repaired)] }] }),
  });
}

/** So much of a prefix stays when five characters are put behind it. */
const keptOfPrefix = 58;

/**
 * A prefix may end with a hyphen, because characters follow: the server looks at it without its last two characters, and then
 * at the name that it makes of it where there is no other.
 */
function checkPrefix(value: Value, isUsed: boolean, syntax: NameSyntax, report: (problem: Problem) => void): void {
  const text = value.string ?? '';
  if (text === '') return;
  const generated = isUsed ? nameProblem(`${text.slice(0, keptOfPrefix)}abcde`, syntax) : undefined;
  const reason = nameProblem(text.length > 1 && text.endsWith('-') ? `${text.slice(0, -2)}a` : text, syntax) ?? generated;
  if (reason !== undefined) report({ span: markOf(value), admission: 'rejected', message: `generateName ${reason}. The server refuses the object.` });
}
