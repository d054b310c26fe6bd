import type { Problem } from '../../model/finding.ts';
import { labelKeyProblem, labelValueProblem } from '../../text/names.ts';
import { fieldsOf } from '../../workspace/walk.ts';
import { isPlaceholder } from '../../yaml/value.ts';
import type { Value } from '../../yaml/value.ts';
import { resourceRule } from '../define.ts';
import { markOf } from '../support/subject.ts';

/** Bytes of all annotations of an object together, keys and values. */
const annotationLimit = 256 * 1024;

export const labelInvalid = resourceRule({
  id: 'label-invalid',
  title: 'Label, selector or annotation of a form not allowed',
  severity: 'error',
  since: '0.1.0',
  docs: `Keys of labels, annotations and selectors, and finalizers, are \`name\` or \`prefix/name\`: the name has 1 to 63 letters, digits, \`-\`, \`_\` and \`.\`, and starts and ends with a letter or digit; the prefix is a domain name in lower case. A label's value is empty or of the same form as a name. An annotation's value may be anything, but all annotations of an object together have at most 256 KiB.

Label values are no place for spaces, slashes, colons or \`*\`: a selector compares them as they are, without wildcards. Write such text into an annotation.

The rule looks at metadata, at Kubernetes' label selectors and at the selector of a Service. The server refuses the object.

**Do:** write a key or value of that form.`,
  check(resource, report) {
    for (const { value, dialect } of fieldsOf(resource, 'labels')) {
      if (dialect !== 'kubernetes') continue;
      for (const entry of value.entries()) checkLabel(entry, report);
    }
    for (const { value } of fieldsOf(resource, 'label-key')) checkText(value, 'label key', labelKeyProblem, report);
    for (const { value } of fieldsOf(resource, 'label-value')) checkText(value, 'label value', labelValueProblem, report);
    const metadata = resource.root.at('metadata');
    checkAnnotations(metadata.at('annotations'), report);
    for (const item of metadata.at('finalizers').items()) checkText(item, 'finalizer', labelKeyProblem, report);
  },
});

function checkLabel(entry: Value, report: (problem: Problem) => void): void {
  checkKey(entry, 'label key', labelKeyProblem, report);
  checkText(entry, 'label value', labelValueProblem, report);
}

function checkKey(entry: Value, what: string, problemOf: (text: string) => string | undefined, report: (problem: Problem) => void): void {
  const key = String(entry.step);
  const reason = isPlaceholder(key) ? undefined : problemOf(key);
  if (reason !== undefined) report({ span: entry.keySpan, admission: 'rejected', message: `The ${what} ${shown(key)} ${reason}. The server refuses the object.` });
}

function checkText(value: Value, what: string, problemOf: (text: string) => string | undefined, report: (problem: Problem) => void): void {
  const reason = value.string === undefined ? undefined : problemOf(value.string);
  if (reason !== undefined) report({ span: markOf(value), admission: 'rejected', message: `The ${what} ${shown(value.string ?? '')} ${reason}. The server refuses the object.` });
}

function checkAnnotations(annotations: Value, report: (problem: Problem) => void): void {
  let bytes = 0;
  for (const entry of annotations.entries()) {
    // Keys of annotations are checked after they were put in lower case.
    checkKey(entry, 'annotation key', (key) => labelKeyProblem(key.toLowerCase()), report);
    bytes += utf8Length(String(entry.step)) + utf8Length(entry.string ?? '');
  }
  if (bytes > annotationLimit) report({ span: annotations.keySpan, admission: 'rejected', message: `The annotations have ${bytes} bytes together, and ${annotationLimit} are allowed. The server refuses the object.` });
}

function utf8Length(text: string): number {
  let bytes = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return bytes;
}

/** At most a line of it. */
function shown(text: string): string {
  const short = text.length > 40 ? `${text.slice(0, 40)}…` : text;
  return short === '' || /\s/.test(short) ? JSON.stringify(short) : short;
}
