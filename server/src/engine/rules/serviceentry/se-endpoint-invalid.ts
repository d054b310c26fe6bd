import { renameKey } from '../../edits/map.ts';
import { serviceEntry } from '../../kinds/service-entry.ts';
import type { Problem } from '../../model/finding.ts';
import { domainFlaw, isAddress, shown } from '../../text/istio-names.ts';
import { nearest } from '../../text/nearest.ts';
import { externalService } from '../../views/external-service.ts';
import type { ExternalService } from '../../views/external-service.ts';
import { isPlaceholder } from '../../yaml/value.ts';
import type { Value } from '../../yaml/value.ts';
import { markOf } from '../support/subject.ts';
import { refusedByIstio, saysNothing, saysSomething, warnedByIstio } from '../support/webhook.ts';
import { resourceRule } from '../define.ts';

export const seEndpointInvalid = resourceRule({
  id: 'se-endpoint-invalid',
  title: 'Endpoint that cannot be reached',
  severity: 'error',
  since: '0.1.0',
  codes: ['IST0106', 'IST0133'],
  kinds: [serviceEntry],
  fixable: true,
  docs: `An endpoint of a ServiceEntry that Istio refuses:

- resolution \`DNS\` or \`DNS_ROUND_ROBIN\`: an \`address\` that is neither a name nor an IP address, or none at all,
- a port name that is none of the service's \`ports[].name\`,
- a Unix socket (\`unix://…\`) in a service with more or fewer than one port.

An endpoint of a \`STATIC\` service without \`address\`, but with \`network\`, is accepted with a warning: requests go to that network's gateway.

**Do:** correct the address, and name the ports as the service does.`,
  check(resource, report) {
    const service = externalService(resource);
    if (service === undefined || service.resolution === 'NONE' || service.resolution === 'DYNAMIC_DNS') return;
    const names = service.ports.map((port) => port.at('name').string);
    for (const endpoint of service.endpoints.filter(({ type }) => type === 'map')) {
      checkAddress(endpoint, service, report);
      if (names.some((name) => name === undefined) || !service.isComplete('ports')) continue;
      for (const port of endpoint.at('ports').entries().filter(({ step }) => !names.includes(String(step)) && !isPlaceholder(String(step)))) {
        const meant = nearest(String(port.step), names.filter((name) => name !== undefined)) ?? (names.length === 1 && endpoint.at('ports').entries().length === 1 ? names[0] : undefined);
        report({
          span: port.keySpan, ...refusedByIstio, related: [{ resource, span: service.spec.at('ports').keySpan, message: 'the ports of the service' }],
          message: `The service has no port named ${String(port.step)}, and Istio refuses the ServiceEntry. ${meant === undefined ? 'Use the name of one of its ports.' : `Write ${meant}.`}`,
          fixes: () => (meant === undefined ? [] : [{ title: `Replace with ${meant}`, edits: [renameKey(port, meant)] }]),
        });
      }
    }
  },
});

type Report = (problem: Problem) => void;

function checkAddress(endpoint: Value, service: ExternalService, report: Report): void {
  const address = endpoint.at('address');
  if (service.resolution === 'STATIC') {
    checkStatic(endpoint, address, service, report);
    return;
  }
  const isEmpty = saysNothing(endpoint, 'address');
  if (!isEmpty && (address.string === undefined || isAddress(address.string) || domainFlaw(address.string) === undefined)) return;
  const flaw = isEmpty ? 'This endpoint has no address to look up' : `${shown(address.string ?? '')} is neither a name nor an IP address`;
  report({ span: address.exists ? markOf(address) : endpoint.keySpan, ...refusedByIstio, message: `${flaw}, and Istio refuses the ServiceEntry. Write one.` });
}

/** Where neither field is there the API server refuses it already. */
function checkNetworkAlone(endpoint: Value, address: Value, report: Report): void {
  const network = endpoint.at('network');
  const hasAddress = address.string === '';
  if (saysSomething(network)) report({ span: endpoint.keySpan, ...warnedByIstio, message: 'This endpoint has a network and no address, and Istio warns of it. Requests go to the gateway of that network; write the address if it has one.' });
  else if ((hasAddress || network.exists) && saysNothing(endpoint, 'network')) {
    const flaw = `${hasAddress ? 'an empty' : 'no'} address${network.exists ? ' and an empty network' : ''}`;
    report({ span: hasAddress ? address.span : network.span, ...refusedByIstio, message: `This endpoint has ${flaw}, and Istio refuses the ServiceEntry. Write its address.` });
  }
}

function checkStatic(endpoint: Value, address: Value, service: ExternalService, report: Report): void {
  if (saysNothing(endpoint, 'address')) {
    checkNetworkAlone(endpoint, address, report);
    return;
  }
  const { ports } = service;
  if (address.string?.startsWith('unix://') !== true || ports.length === 1 || !service.isComplete('ports')) return;
  report({ span: address.span, ...refusedByIstio, message: `A Unix socket serves one port, and this service has ${ports.length === 0 ? 'none' : String(ports.length)}: Istio refuses the ServiceEntry. Split it.` });
}
