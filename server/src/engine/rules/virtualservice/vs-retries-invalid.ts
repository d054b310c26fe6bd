import { replaceString } from '../../edits/scalar.ts';
import { virtualService } from '../../kinds/virtual-service.ts';
import type { Problem } from '../../model/finding.ts';
import { nearest } from '../../text/nearest.ts';
import { routesOf } from '../../views/routes.ts';
import type { Value } from '../../yaml/value.ts';
import { markOf } from '../support/subject.ts';
import { refusedByIstio, saysSomething } from '../support/webhook.ts';
import { resourceRule } from '../define.ts';

export const vsRetriesInvalid = resourceRule({
  id: 'vs-retries-invalid',
  title: 'Retries that cannot be made',
  severity: 'error',
  since: '0.1.0',
  codes: ['IST0106'],
  kinds: [virtualService],
  fixable: true,
  docs: `\`retries\` that Istio refuses: \`attempts\` below 0; \`attempts\` 0 (or absent, which is the same) beside \`perTryTimeout\`, \`retryOn\` or \`retryRemoteLocalities\`; a word of \`retryOn\` that is no condition of Envoy and no HTTP status. The words stand between commas, without blanks.

**Do:** write at least \`attempts: 1\`, and conditions such as \`5xx,reset,connect-failure\`.`,
  check(resource, report) {
    for (const retries of routesOf(resource, 'http').map((rule) => rule.at('retries')).filter(({ type }) => type === 'map')) {
      const attempts = retries.at('attempts');
      if (attempts.number !== undefined && attempts.number < 0) refuse(attempts, `There cannot be ${attempts.source} attempts`, 'Write 0 or more.', report);
      const other = idle.map((name) => retries.at(name)).find(saysSomething);
      const isNone = attempts.exists ? attempts.number === 0 : !retries.hasUnknownEntries;
      if (isNone && other !== undefined) refuse(attempts.exists ? attempts : retries, `Without attempts nothing is tried again, so ${String(other.step)} means nothing`, 'Write attempts: 1 or more.', report);
      checkConditions(retries.at('retryOn'), report);
    }
  },
});

const idle = ['perTryTimeout', 'retryOn', 'retryRemoteLocalities'];
const policies = [
  '5xx', 'gateway-error', 'reset', 'reset-before-request', 'connect-failure', 'retriable-4xx', 'refused-stream', 'retriable-status-codes', 'retriable-headers',
  'envoy-ratelimited', 'http3-post-connect-failure', 'cancelled', 'deadline-exceeded', 'internal', 'resource-exhausted', 'unavailable',
];
/** The statuses that Go's `net/http` has a text for. */
const statuses = new Set([
  100, 101, 102, 103, 200, 201, 202, 203, 204, 205, 206, 207, 208, 226, 300, 301, 302, 303, 304, 305, 307, 308, 400, 401, 402, 403, 404, 405, 406, 407, 408, 409, 410,
  411, 412, 413, 414, 415, 416, 417, 418, 421, 422, 423, 424, 425, 426, 428, 429, 431, 451, 500, 501, 502, 503, 504, 505, 506, 507, 508, 510, 511,
]);

function isCondition(word: string): boolean {
  return policies.includes(word) || (/^[-+]?[0-9]+$/.test(word) && statuses.has(Number(word)));
}

function refuse(value: Value, flaw: string, advice: string, report: (problem: Problem) => void, fixes?: Problem['fixes']): void {
  report({ span: markOf(value), ...refusedByIstio, message: `${flaw}, and Istio refuses the VirtualService. ${advice}`, ...(fixes === undefined ? {} : { fixes }) });
}

function checkConditions(conditions: Value, report: (problem: Problem) => void): void {
  const text = conditions.string ?? '';
  const unknown = text === '' ? undefined : text.split(',').find((word) => !isCondition(word));
  if (unknown === undefined) return;
  const mended = text.split(',').map((word) => word.trim()).filter((word) => word !== '').map((word) => (isCondition(word) ? word : nearest(word, policies) ?? word));
  const isMended = mended.length > 0 && mended.every(isCondition);
  const meant = mended.join(',');
  refuse(conditions, `${JSON.stringify(unknown)} is no condition to try again on`, isMended ? `Write ${meant}.` : 'Write words such as 5xx,reset,connect-failure, without blanks.', report,
    () => (isMended ? [{ title: `Replace with ${meant}`, preferred: true, edits: [replaceString(conditions, meant)] }] : []));
}
