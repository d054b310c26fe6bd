import { service } from '../../kinds/service.ts';
import { resourceRule } from '../define.ts';

/** A day, in seconds. */
const longest = 86400;

export const svcSessionAffinityTimeout = resourceRule({
  id: 'svc-session-affinity-timeout',
  title: 'Session affinity timeout out of range',
  severity: 'error',
  since: '0.1.0',
  kinds: [service],
  docs: `With \`sessionAffinity: ClientIP\` connections of one client go to the same pod until it has been silent for \`timeoutSeconds\`: from 1 second to 86400, which is one day. The API server refuses other numbers. Without the field it is 10800, three hours.

**Do:** write a number from 1 to 86400.`,
  check(resource, report) {
    const spec = resource.root.at('spec');
    const field = spec.at('sessionAffinityConfig', 'clientIP', 'timeoutSeconds');
    const seconds = field.number;
    if (seconds === undefined || spec.at('sessionAffinity').string !== 'ClientIP' || (seconds > 0 && seconds <= longest)) return;
    report({ span: field.span, admission: 'rejected', message: `timeoutSeconds must be from 1 to ${longest}, which is one day. The API server refuses the Service. Write a number in that range.` });
  },
});
