import { replaceString } from '../../edits/scalar.ts';
import { service } from '../../kinds/service.ts';
import type { Fix } from '../../model/finding.ts';
import { parseAddress } from '../../net/address.ts';
import { nameProblem } from '../../text/names.ts';
import { isAbsent, serviceView } from '../../views/service.ts';
import { isPlaceholder } from '../../yaml/value.ts';
import type { Value } from '../../yaml/value.ts';
import { resourceRule } from '../define.ts';
import { isMisspelt } from '../support/misspelt.ts';

export const svcExternalname = resourceRule({
  id: 'svc-externalname',
  title: 'External name that is not a host name',
  severity: 'error',
  since: '0.1.0',
  kinds: [service],
  fixable: true,
  docs: `A Service of type \`ExternalName\` is an alias (CNAME) for the host in \`externalName\`. The field must be there and hold a host name in lower case: no URL, no port, no path, no wildcard, no underscore. A dot at the end is fine. The API server refuses anything else.

**Do:** write the host alone, \`api.example.com\`. For an address, make a Service without a selector and an EndpointSlice that holds the address.`,
  check(resource, report) {
    const view = serviceView(resource);
    if (view?.type !== 'ExternalName') return;
    const field = view.spec.at('externalName');
    const text = field.string ?? '';
    if (isAbsent(field) || text === '.') {
      if (isMisspelt(resource, view.spec, 'externalName')) return;
      const at = field.exists ? field : view.spec.at('type');
      report({
        span: at.span, admission: 'rejected', message: 'This Service is an alias for an outside host, but does not say for which, and the API server refuses it. Write the host in externalName.',
      });
      return;
    }
    if (isPlaceholder(text)) return;
    const reason = field.string === undefined ? undefined : nameProblem(text.replace(/\.$/, ''), 'subdomain');
    if (reason === undefined) return;
    report({ span: field.span, admission: 'rejected', message: messageOf(text, reason), fixes: () => repair(field, text) });
  },
});

function messageOf(text: string, reason: string): string {
  const refused = 'The API server refuses the Service.';
  if (parseAddress(text.replace(/^\[|\]$/g, '')).ok) return `${text} is an address, and an alias can only stand for a host name. ${refused} Make a Service without a selector and an EndpointSlice with the address.`;
  if (/^[a-z]+:\/\//i.test(text)) return `${JSON.stringify(text)} is a URL, and an alias stands for a host name alone. ${refused} Write the host without scheme, port and path.`;
  if (text.includes('*')) return `${JSON.stringify(text)} has a wildcard, and an alias stands for one host. ${refused} Write the host's whole name.`;
  return `${JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text)} is not a host name: it ${reason}. ${refused}`;
}

/** The host of a URL, in lower case. */
function repair(field: Value, text: string): readonly Fix[] {
  const host = text.trim().replace(/^[a-z][a-z0-9+.-]*:\/\//i, '').replace(/[/?#].*$/, '').replace(/:\d+$/, '').toLowerCase();
  if (host === text || nameProblem(host.replace(/\.$/, ''), 'subdomain') !== undefined) return [];
  return [{ title: `Replace with ${host}`, preferred: true, edits: [replaceString(field, host)] }];
}
