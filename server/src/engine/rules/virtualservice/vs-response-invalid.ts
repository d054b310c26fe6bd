import { virtualService } from '../../kinds/virtual-service.ts';
import { utf8Length } from '../../text/utf8.ts';
import { routesOf } from '../../views/routes.ts';
import { refusedByIstio, warnedByIstio } from '../support/webhook.ts';
import { resourceRule } from '../define.ts';

export const vsResponseInvalid = resourceRule({
  id: 'vs-response-invalid',
  title: 'Answer that cannot be given',
  severity: 'error',
  since: '0.1.0',
  codes: ['IST0106', 'IST0133'],
  kinds: [virtualService],
  docs: `\`directResponse\` answers with a status from 200 to 600. Its body has at most 1 MiB; above 100 KiB Istio warns, since every proxy keeps the configuration in memory.

**Do:** write a proper status; serve large bodies from a service.`,
  check(resource, report) {
    for (const response of routesOf(resource, 'http').map((rule) => rule.at('directResponse')).filter(({ type }) => type === 'map')) {
      const status = response.at('status');
      if (status.number !== undefined && !isStatus(status.number)) report({ span: status.span, ...refusedByIstio, message: `${status.source} is not a response status, and Istio refuses the VirtualService. Write one from 200 to 599.` });
      const body = response.at('body');
      const size = utf8Length(body.at('string').string ?? '') + Math.floor((body.at('bytes').string ?? '').length * 3 / 4);
      if (size > largest) report({ span: body.keySpan, ...refusedByIstio, message: `This body has ${size} bytes, and Istio refuses a VirtualService with more than ${largest}. Serve it from a service.` });
      else if (size > large) report({ span: body.keySpan, ...warnedByIstio, message: `This body has ${size} bytes, which every proxy will keep. Istio warns of more than ${large}. Serve it from a service.` });
    }
  },
});

const large = 100 * 1024;
const largest = 1024 * 1024;

function isStatus(number: number): boolean {
  return number >= 200 && number <= 600;
}
