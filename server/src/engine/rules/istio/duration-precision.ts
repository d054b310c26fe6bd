import { destinationRule } from '../../kinds/destination-rule.ts';
import { sidecar } from '../../kinds/sidecar.ts';
import { virtualService } from '../../kinds/virtual-service.ts';
import { parseDuration } from '../../text/duration.ts';
import { fieldsOf } from '../../workspace/walk.ts';
import type { Value } from '../../yaml/value.ts';
import { markOf } from '../support/subject.ts';
import { refusedByIstio } from '../support/webhook.ts';
import { resourceRule } from '../define.ts';

export const durationPrecision = resourceRule({
  id: 'duration-precision',
  title: 'Duration that Istio cannot use',
  severity: 'error',
  since: '0.1.0',
  codes: ['IST0106'],
  kinds: [destinationRule, sidecar, virtualService],
  docs: `Durations are written as \`500ms\`, \`30s\` or \`1h30m\`, and most of them may have no fraction of a millisecond: Istio refuses \`1.0005s\`. \`idleTimeout\` of TCP connections may be \`0s\`, for no timeout.

Durations below a millisecond are mostly refused by the API server before: see \`invalid-value\`.

**Do:** write whole milliseconds.`,
  check(resource, report) {
    for (const { value, schema } of fieldsOf(resource, 'duration')) {
      if (value.string === undefined) continue;
      const read = parseDuration(value.string);
      const isChecked = schema['x-constraints']?.includes('duration-positive') === true;
      const flaw = read === undefined ? (isChecked ? undefined : 'cannot be read as a duration') : flawOf(read, value, isChecked);
      if (flaw !== undefined) report({ span: markOf(value), ...refusedByIstio, message: `${value.string === '' ? 'An empty text' : value.source} ${flaw}, and Istio refuses the object. Write a duration such as 500ms or 30s.` });
    }
  },
});

const millisecond = 1e6;

/** Istio asks whole milliseconds of nearly all that the API server asks a millisecond of, and of an `idleTimeout` that is not 0. */
function flawOf(nanoseconds: number, { step }: Value, isChecked: boolean): string | undefined {
  if (step === 'warmupDurationSecs' || (!isChecked && step !== 'idleTimeout')) return undefined;
  const isOff = Math.abs(nanoseconds) < millisecond;
  if (isOff || (nanoseconds < 0 && isChecked)) return undefined;
  if (nanoseconds < 0) return 'is less than nothing';
  return nanoseconds % millisecond === 0 ? undefined : 'has a fraction of a millisecond';
}
