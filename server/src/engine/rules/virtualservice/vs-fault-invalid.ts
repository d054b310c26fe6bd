import { replaceString } from '../../edits/scalar.ts';
import { virtualService } from '../../kinds/virtual-service.ts';
import type { Problem } from '../../model/finding.ts';
import { nearest } from '../../text/nearest.ts';
import { routesOf } from '../../views/routes.ts';
import type { Value } from '../../yaml/value.ts';
import { markOf } from '../support/subject.ts';
import { refusedByIstio } from '../support/webhook.ts';
import { resourceRule } from '../define.ts';

export const vsFaultInvalid = resourceRule({
  id: 'vs-fault-invalid',
  title: 'Fault that cannot be injected',
  severity: 'error',
  since: '0.1.0',
  codes: ['IST0106'],
  kinds: [virtualService],
  fixable: true,
  docs: `A \`fault\` has \`abort\` or \`delay\` or both. Istio refuses:

- neither of them,
- a percentage out of range (0, or 0.0001 to 100),
- an HTTP status that is not 200 to 600, an unknown gRPC status, \`http2Error\` and \`exponentialDelay\`, which were never implemented.

An \`abort\` without any status is accepted and does nothing: that is a warning.

**Do:** write \`httpStatus\` or \`grpcStatus\` (such as \`UNAVAILABLE\`), or \`fixedDelay\`.`,
  check(resource, report) {
    for (const fault of routesOf(resource, 'http').map((rule) => rule.at('fault')).filter(({ type }) => type === 'map')) {
      const [abort, delay] = [fault.at('abort'), fault.at('delay')];
      if (!abort.exists && !delay.exists && !fault.hasUnknownEntries) refuse(fault, 'This fault has neither abort nor delay', 'Add one of them.', report);
      for (const { at, number } of [abort, delay].map((one) => one.at('percentage', 'value')).map((at) => ({ at, number: at.number ?? 0 }))) {
        if (number < 0 || number > 100 || (number > 0 && number < 0.0001)) refuse(at, `${at.source} is not a percentage from 0.0001 to 100, nor 0`, 'Write one.', report);
      }
      const never = delay.at('exponentialDelay');
      if (never.exists) refuse(never, 'exponentialDelay was never implemented', 'Use fixedDelay.', report);
      if (abort.type === 'map') checkAbort(abort, report);
    }
  },
});

const grpcStatuses = [
  'OK', 'CANCELLED', 'UNKNOWN', 'INVALID_ARGUMENT', 'DEADLINE_EXCEEDED', 'NOT_FOUND', 'ALREADY_EXISTS', 'PERMISSION_DENIED', 'RESOURCE_EXHAUSTED',
  'FAILED_PRECONDITION', 'ABORTED', 'OUT_OF_RANGE', 'UNIMPLEMENTED', 'INTERNAL', 'UNAVAILABLE', 'DATA_LOSS', 'UNAUTHENTICATED',
];

type Report = (problem: Problem) => void;

function refuse(value: Value, flaw: string, advice: string, report: Report, fixes?: Problem['fixes']): void {
  report({ span: markOf(value), ...refusedByIstio, message: `${flaw}, and Istio refuses the VirtualService. ${advice}`, ...(fixes === undefined ? {} : { fixes }) });
}

function checkAbort(abort: Value, report: Report): void {
  const [http, grpc, http2] = [abort.at('httpStatus'), abort.at('grpcStatus'), abort.at('http2Error')];
  if (http2.exists) refuse(http2, 'http2Error was never implemented', 'Use httpStatus or grpcStatus.', report);
  if (http.number !== undefined && (http.number < 200 || http.number > 600)) refuse(http, `${http.source} is not a response status`, 'Write one from 200 to 599.', report);
  if (grpc.string !== undefined && !grpcStatuses.includes(grpc.string)) {
    const meant = nearest(grpc.string, grpcStatuses);
    refuse(grpc, `${JSON.stringify(grpc.string)} is not a gRPC status`, meant === undefined ? 'Write one such as UNAVAILABLE, in capitals.' : `Write ${meant}.`, report,
      () => (meant === undefined ? [] : [{ title: `Replace with ${meant}`, preferred: true, edits: [replaceString(grpc, meant)] }]));
  }
  const isSilent = !http.exists && !grpc.exists && !http2.exists && !abort.hasUnknownEntries;
  if (isSilent) report({ span: abort.keySpan, severity: 'warning', message: 'This abort has no status, so nothing is aborted. Add httpStatus or grpcStatus.' });
}
