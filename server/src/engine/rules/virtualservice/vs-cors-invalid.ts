import { replaceString } from '../../edits/scalar.ts';
import { virtualService } from '../../kinds/virtual-service.ts';
import type { Problem } from '../../model/finding.ts';
import { parseDuration } from '../../text/duration.ts';
import { isHeaderName, shown } from '../../text/istio-names.ts';
import { routesOf } from '../../views/routes.ts';
import type { Value } from '../../yaml/value.ts';
import { markOf } from '../support/subject.ts';
import { refusedByIstio } from '../support/webhook.ts';
import { resourceRule } from '../define.ts';

export const vsCorsInvalid = resourceRule({
  id: 'vs-cors-invalid',
  title: 'CORS policy that cannot be applied',
  severity: 'error',
  since: '0.1.0',
  codes: ['IST0106'],
  kinds: [virtualService],
  fixable: true,
  docs: `A \`corsPolicy\` that Istio refuses: an item of \`allowOrigins\` that is empty; a method that is none of HTTP's, in capitals, nor \`*\`; a header name that is none; a \`maxAge\` with a fraction of a second.

**Do:** correct the value that is marked.`,
  check(resource, report) {
    for (const policy of routesOf(resource, 'http').map((rule) => rule.at('corsPolicy')).filter(({ type }) => type === 'map')) {
      for (const origin of policy.at('allowOrigins').items().filter(({ type }) => type === 'map')) {
        if (isEmptyMatch(origin)) report({ span: origin.keySpan, ...refusedByIstio, message: 'This origin is empty, and Istio refuses the VirtualService. Write exact, prefix or regex with a value.' });
      }
      for (const method of policy.at('allowMethods').items()) checkMethod(method, report);
      for (const name of [...policy.at('allowHeaders').items(), ...policy.at('exposeHeaders').items()]) {
        if (name.string !== undefined && name.string !== '*' && !isHeaderName(name.string)) report({ span: markOf(name), ...refusedByIstio, message: `${shown(name.string)} is not a header name, and Istio refuses the VirtualService. Write one, or *.` });
      }
      const age = policy.at('maxAge');
      if (hasFraction(age)) report({ span: age.span, ...refusedByIstio, message: `${age.source} has a fraction of a second, which maxAge cannot have: Istio refuses the VirtualService. Write whole seconds.` });
    }
  },
});

const methods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'CONNECT', 'OPTIONS', 'TRACE', '*']);
const millisecond = 1e6;
const second = 1e9;

/** Whether an origin surely matches nothing. An empty regular expression has a rule of its own. */
function isEmptyMatch(origin: Value): boolean {
  if (origin.hasUnknownEntries || origin.at('regex').exists) return false;
  return ['exact', 'prefix'].every((name) => !origin.at(name).exists || origin.at(name).string === '');
}

function checkMethod(method: Value, report: (problem: Problem) => void): void {
  if (method.string === undefined || methods.has(method.string)) return;
  const upper = method.string.trim().toUpperCase();
  report({
    span: markOf(method), ...refusedByIstio, message: `${shown(method.string)} is not an HTTP method, and Istio refuses the VirtualService. ${methods.has(upper) ? `Write ${upper}.` : 'Write one such as GET, in capitals.'}`,
    fixes: () => (methods.has(upper) ? [{ title: `Replace with ${upper}`, preferred: true, edits: [replaceString(method, upper)] }] : []),
  });
}

/** Whether a duration has whole milliseconds, but not whole seconds. What has neither is invalid-value or duration-precision. */
function hasFraction(age: Value): boolean {
  const read = age.string === undefined ? undefined : parseDuration(age.string);
  return read !== undefined && read >= millisecond && read % millisecond === 0 && read % second !== 0;
}
