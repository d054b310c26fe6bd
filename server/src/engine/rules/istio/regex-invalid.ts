import { virtualService } from '../../kinds/virtual-service.ts';
import { re2Flaw } from '../../text/re2.ts';
import { utf8Length } from '../../text/utf8.ts';
import { fieldsOf } from '../../workspace/walk.ts';
import type { Value } from '../../yaml/value.ts';
import { markOf } from '../support/subject.ts';
import { refusedByIstio } from '../support/webhook.ts';
import { resourceRule } from '../define.ts';

export const regexInvalid = resourceRule({
  id: 'regex-invalid',
  title: 'Regular expression that Istio cannot read',
  severity: 'error',
  since: '0.1.0',
  codes: ['IST0106'],
  kinds: [virtualService],
  docs: `Regular expressions are those of RE2, which Go and Envoy use: they are not empty, have at most 1024 bytes, and know neither look ahead and behind (\`(?!…)\`, \`(?<=…)\`) nor references back (\`\\1\`). Istio refuses the VirtualService otherwise.

In \`withoutHeaders\`, \`*\` alone is not an expression but means "the header is there at all".

**Do:** rewrite the expression. What a look ahead excludes is mostly better said with two rules: the exception first.`,
  check(resource, report) {
    for (const { value } of fieldsOf(resource, 'regex')) {
      const text = value.string;
      if (text === undefined || isPresence(value)) continue;
      // An empty `match` of a rewrite is half a rewrite: see vs-rewrite-invalid.
      if (text === '' && value.step === 'match') continue;
      const flaw = text === '' ? 'it is empty' : utf8Length(text) > limit ? `it has ${utf8Length(text)} bytes, and ${limit} are allowed` : re2Flaw(text);
      if (flaw !== undefined) report({ span: markOf(value), ...refusedByIstio, message: `Istio cannot use this regular expression: ${flaw}. It refuses the VirtualService. Write it in the syntax of RE2.` });
    }
  },
});

const limit = 1024;

/** `*` as the regular expression of a header that must be absent. */
function isPresence(value: Value): boolean {
  return value.string === '*' && value.parent?.parent?.step === 'withoutHeaders';
}
