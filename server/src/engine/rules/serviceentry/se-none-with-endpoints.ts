import { addFieldBefore } from '../../edits/data.ts';
import { replaceString } from '../../edits/scalar.ts';
import { serviceEntry } from '../../kinds/service-entry.ts';
import { isAddress } from '../../text/istio-names.ts';
import { externalService } from '../../views/external-service.ts';
import { walkOf } from '../../workspace/walk.ts';
import { refusedByIstio, warnedByIstio } from '../support/webhook.ts';
import { resourceRule } from '../define.ts';

export const seNoneWithEndpoints = resourceRule({
  id: 'se-none-with-endpoints',
  title: 'Endpoints that are never used',
  severity: 'error',
  since: '0.1.0',
  codes: ['IST0106', 'IST0133'],
  kinds: [serviceEntry],
  fixable: true,
  docs: `With resolution \`NONE\`, which is also what a missing \`resolution\` means, the proxy connects to the address that the client has looked up. \`endpoints\` have no use then and are refused; a \`workloadSelector\` is accepted with a warning.

**Do:** set resolution to \`STATIC\` if the endpoints are addresses, to \`DNS\` if one is a name.`,
  check(resource, report) {
    for (const { keyword, value } of walkOf(resource).problems) {
      if (keyword !== 'service-entry-none-endpoints') continue;
      const resolution = resource.root.at('spec', 'resolution');
      const wanted = value.items().some((endpoint) => !isAddress(endpoint.at('address').string ?? '')) ? 'DNS' : 'STATIC';
      report({
        span: value.keySpan, ...refusedByIstio, ...(resolution.exists ? { related: [{ resource, span: resolution.span, message: 'connects to where the client connects' }] } : {}),
        message: `${resolution.exists ? 'With resolution NONE' : 'Without resolution, which means NONE,'} endpoints are never used, and the object is refused. Set resolution to ${wanted}.`,
        fixes: () => [{ title: `Set resolution to ${wanted}`, preferred: true, edits: [resolution.exists ? replaceString(resolution, wanted) : addFieldBefore(value, 'resolution', wanted)] }],
      });
    }
    const service = externalService(resource);
    const selector = service?.spec.at('workloadSelector');
    if (service?.resolution === 'NONE' && selector?.type === 'map') report({ span: selector.keySpan, ...warnedByIstio, message: `${service.resolutionAt === service.spec ? 'Without resolution, which means NONE,' : 'With resolution NONE'} the workloads that are chosen here are never used; Istio warns of it. Set resolution to STATIC.` });
  },
});
