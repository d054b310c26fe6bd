import { replaceString } from '../../edits/scalar.ts';
import type { Fix } from '../../model/finding.ts';
import { meaningOf } from '../../schema/problem.ts';
import type { SchemaProblem } from '../../schema/problem.ts';
import { isWord } from '../../schema/types.ts';
import { walkOf } from '../../workspace/walk.ts';
import { resourceRule } from '../define.ts';
import { markOf, subjectOf } from '../support/subject.ts';

export const wrongType = resourceRule({
  id: 'wrong-type',
  title: 'Value of the wrong type',
  severity: 'error',
  since: '0.1.0',
  fixable: true,
  docs: `The field holds a list where the API wants a map, a number where it wants a string, and so on. The server cannot decode the object and refuses it.

Mind what YAML makes of unquoted words: \`80\` is a number, \`0443\` is 291 (octal), \`yes\`, \`on\` and \`true\` are booleans, and a key without a value is null. Istio's kinds refuse null wherever the field's type is another.

**Do:** quote a label value that looks like a number or a boolean; write a list item with a dash; delete a key that has no value.`,
  check(resource, report) {
    for (const problem of walkOf(resource).problems) {
      if (problem.code !== 'wrong-type') continue;
      const { value, reason } = problem;
      const fix = fixFor(problem);
      report({
        span: markOf(value), admission: 'rejected',
        message: `${subjectOf(value)} ${reason}. The server cannot read the object and refuses it.${fix === undefined ? adviceFor(problem) : ` ${fix.title}.`}`,
        ...(fix === undefined ? {} : { fixes: () => [fix] }),
      });
    }
  },
});

/** A field without its colon is a word to YAML. */
function adviceFor({ value, schema }: SchemaProblem): string {
  return schema.type === 'object' && isWord(value) && /^[A-Za-z][\w./-]*$/.test(value.source) ? ` If ${value.source} is a field, put a colon after it.` : '';
}

function fixFor(problem: SchemaProblem): Fix | undefined {
  return problem.value.isAlias ? undefined : (numberFix(problem) ?? textFix(problem) ?? listFix(problem));
}

/** Quotes for a number or boolean that was to be text; a unit for a duration. */
function numberFix({ value, schema }: SchemaProblem): Fix | undefined {
  if (schema.type !== 'string' || !value.isPlain || (value.type !== 'number' && value.type !== 'boolean')) return undefined;
  if (value.type === 'number' && meaningOf(schema).meaning === 'duration') {
    return { title: `Write ${value.source}s, with a unit`, edits: [{ span: value.span, newText: `${value.source}s` }] };
  }
  return { title: `Quote it: "${value.source}"`, preferred: true, edits: [{ span: value.span, newText: `"${value.source}"` }] };
}

/** No quotes for a text that is the number or boolean wanted. */
function textFix({ value, schema }: SchemaProblem): Fix | undefined {
  const form = schema.type === 'integer' ? /^(?:0|[1-9]\d*)$/ : schema.type === 'boolean' ? /^(?:true|false)$/ : undefined;
  const text = value.string;
  if (form === undefined || text === undefined || value.isPlain || !form.test(text)) return undefined;
  return { title: `Write ${text} without quotes`, preferred: true, edits: [{ span: value.span, newText: text }] };
}

/** Brackets for a single text where a list of texts was wanted. */
function listFix({ value, schema }: SchemaProblem): Fix | undefined {
  if (schema.type !== 'array' || schema.items?.type !== 'string' || value.string === undefined || value.string === '') return undefined;
  const text = `[${replaceString(value, value.string).newText}]`;
  return { title: `Write a list: ${text}`, preferred: true, edits: [{ span: value.span, newText: text }] };
}
