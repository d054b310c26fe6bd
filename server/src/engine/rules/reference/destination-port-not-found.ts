import { isTold } from '../../chain/breaks.ts';
import { virtualService } from '../../kinds/virtual-service.ts';
import type { Problem } from '../../model/finding.ts';
import type { Resource } from '../../model/resource.ts';
import type { Lookup } from '../../model/rule.ts';
import { replaceByPlain } from '../../edits/scalar.ts';
import { resolveHost } from '../../references/services.ts';
import { unlistedPort } from '../../references/target-ports.ts';
import { virtualServiceView } from '../../views/virtual-service.ts';
import type { Destination } from '../../views/virtual-service.ts';
import { referenceRule } from '../define.ts';

const codes = ['IST0101'];

export const destinationPortNotFound = referenceRule({
  id: 'destination-port-not-found',
  title: 'Port that the destination does not have',
  severity: 'error',
  since: '0.1.0',
  codes,
  kinds: [virtualService],
  fixable: true,
  docs: `A route names a port that its destination does not have: not a \`port\` of the Service, not a \`number\` of the ServiceEntry. Istio has no cluster for it and answers every request with 503.

It is the port of the Service that counts, never the \`targetPort\` of its pods.

**Do:** write one of the ports that the message lists, or add the port to the Service or ServiceEntry.`,
  check(resource, lookup, report) {
    for (const route of virtualServiceView(resource).routes) {
      for (const destination of route.destinations) checkPort(resource, lookup, destination, effects[route.block], report);
    }
  },
});

/** Of bytes sidecars read no route for a port that the host does not have, and gateways close them. */
const effects = { http: 'requests are answered with 503', tls: 'no connection is sent there', tcp: 'no connection is sent there' } as const;

function checkPort(resource: Resource, lookup: Lookup, { host, port }: Destination, effect: string, report: (problem: Problem) => void): void {
  const { number } = port;
  if (host.text === undefined || number === undefined) return;
  const resolved = resolveHost(lookup, host.text, resource.namespace);
  const unlisted = unlistedPort(resolved, number);
  // The port of a ServiceEntry with which two places disagree is the one to change, and is told of.
  if (unlisted === undefined || resolved.targets.some((target) => isTold(lookup, resource, 'egress-chain-mesh-port-mismatch', target))) return;
  const { instead, advice, related } = unlisted;
  report({
    span: port.span, codes, related,
    message: `${resolved.host} has no port ${number}, so ${effect}. ${advice}`,
    fixes: () => (instead === undefined ? [] : [{ title: `Replace with ${instead}`, preferred: true, edits: [replaceByPlain(port, instead)] }]),
  });
}
