import { replaceString } from '../../edits/scalar.ts';
import type { Fix } from '../../model/finding.ts';
import { meaningOf } from '../../schema/problem.ts';
import type { SchemaProblem } from '../../schema/problem.ts';
import { parseDuration } from '../../text/duration.ts';
import { nearest } from '../../text/nearest.ts';
import { walkOf } from '../../workspace/walk.ts';
import type { Value } from '../../yaml/value.ts';
import { resourceRule } from '../define.ts';
import { istioValidationCode } from '../support/istio-code.ts';
import { deletion } from '../support/remove.ts';
import { markOf, subjectOf } from '../support/subject.ts';

/** What rules about the meaning of a field report themselves, saying more: by meaning, the words of the schema that refuse. */
const reportedElsewhere: Readonly<Record<string, readonly string[]>> = {
  'protocol': ['enum', 'maxLength'],
  'port': ['minimum', 'maximum', 'port-range'],
  'port-name': ['maxLength'],
  'cidr': ['maxLength'],
  'host': ['no-star-host'],
  'policy-type': ['enum'],
  'selector-operator': ['enum'],
};

/** Constraints that have a rule of their own, which says more. */
const ownRules = new Set(['service-entry-none-endpoints', 'service-entry-round-robin-endpoints', 'service-entry-cidr-resolution']);

/** What Istio's own validation asks as well. Words that are not of an enumeration it cannot even decode, and lengths it does not count. */
const askedByIstio = new Set([
  'x-at-least-one', 'minItems', 'minLength', 'pattern', 'no-wildcard', 'not-empty', 'port-map-name', 'unix-absolute', 'unix-no-ports', 'unix-not-directory',
  'source-service-accounts-alone',
]);

export const invalidValue = resourceRule({
  id: 'invalid-value',
  title: 'Value not allowed',
  severity: 'error',
  since: '0.1.0',
  codes: ['IST0106', 'KIA1503'],
  fixable: true,
  docs: `The value is of the right type, but not one that the API allows here: not a word of the enumeration, too long or too short, a duration that cannot be read, two fields set of which only one may be, two list items with the same key. The server refuses the object.

Words are compared with their case: \`Egress\` is not \`egress\`. Durations have a unit (\`30s\`, \`1h30m\`) and are at least \`1ms\`.

CIDRs, ports, protocols, names and labels have rules of their own, which say more.

**Do:** write one of the values that the message names.`,
  check(resource, report) {
    for (const problem of walkOf(resource).problems) {
      if ((problem.code !== 'invalid-value' && problem.code !== 'duplicate-item') || isReportedElsewhere(problem)) continue;
      const { value, other, ofKey } = problem;
      const instead = replacementOf(problem);
      const rivals = rivalsOf(problem);
      report({
        span: ofKey === true ? value.keySpan : markOf(value),
        admission: 'rejected', ...(isAskedByIstio(problem) ? istioValidationCode(resource) : {}), ...(problem.keyword === 'listeners-differ' ? { codes: ['KIA1503'] } : {}),
        message: `${messageOf(problem)}. The server refuses the object.${instead === undefined ? '' : ` Did you mean ${instead}?`}`,
        ...(other === undefined ? {} : { related: [{ resource, span: other.keySpan, message: 'the first of them' }] }),
        ...(rivals.length === 0 ? {} : { related: rivals.map((field) => ({ resource, span: field.keySpan, message: 'one of them' })), fixes: () => (rivals.length === 2 ? rivals.flatMap((field) => deletion(field)) : []) }),
        ...(instead === undefined ? {} : { fixes: () => [replaceBy(instead, problem)] }),
      });
    }
  },
});

function isAskedByIstio({ keyword = '', value }: SchemaProblem): boolean {
  if (keyword === 'duration-positive') return parseDuration(value.string ?? '') !== undefined;
  return askedByIstio.has(keyword) || (keyword === 'x-at-most-one' && value.step === 'spec');
}

function isReportedElsewhere({ code, schema, keyword }: SchemaProblem): boolean {
  // Two entries of a list of ports with the same name or number: port-duplicate.
  if (code === 'duplicate-item' || keyword === 'unique-port-numbers') return Object.values(schema.items?.properties ?? {}).some((field) => meaningOf(field).meaning === 'port');
  if (keyword !== undefined && ownRules.has(keyword)) return true;
  return keyword !== undefined && reportedElsewhere[meaningOf(schema).meaning]?.includes(keyword) === true;
}

function messageOf({ code, value, reason, keyword, ofKey }: SchemaProblem): string {
  if (code === 'duplicate-item') return `${subjectOf(value)} cannot stand here twice: ${reason}`;
  if (ofKey === true) return `The key ${JSON.stringify(value.step)} ${reason}`;
  const written = keyword === 'enum' && value.string !== undefined && value.string.length <= 40 ? `, not ${JSON.stringify(value.string)}` : '';
  return `${subjectOf(value)} ${reason}${written}`;
}

/** The word of the enumeration that was almost surely meant. */
function replacementOf({ value, schema, keyword }: SchemaProblem): string | undefined {
  if (keyword !== 'enum' || value.string === undefined || value.isAlias) return undefined;
  return nearest(value.string, (schema.enum ?? []).filter((word) => word !== ''));
}

/** The fields of which only one may be there. */
function rivalsOf({ value, schema, keyword }: SchemaProblem): readonly Value[] {
  if (keyword !== 'x-at-most-one') return [];
  return (schema['x-at-most-one'] ?? []).map((group) => group.map((name) => value.at(name)).filter(({ exists }) => exists)).find(({ length }) => length > 1) ?? [];
}

function replaceBy(word: string, { value }: SchemaProblem): Fix {
  return { title: `Replace with ${word}`, preferred: true, edits: [replaceString(value, word)] };
}
