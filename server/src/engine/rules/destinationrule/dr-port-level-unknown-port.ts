import { replaceByPlain } from '../../edits/scalar.ts';
import { isPortNumber } from '../../fields/port.ts';
import { destinationRule } from '../../kinds/destination-rule.ts';
import { serviceEntry } from '../../kinds/service-entry.ts';
import type { Problem } from '../../model/finding.ts';
import type { Resource } from '../../model/resource.ts';
import { crowd } from '../../model/rule.ts';
import type { Lookup } from '../../model/rule.ts';
import { strayTlsPort } from '../../references/origination.ts';
import { resolveHost } from '../../references/services.ts';
import type { ResolvedHost } from '../../references/services.ts';
import { unlistedPort } from '../../references/target-ports.ts';
import { destinationRuleView } from '../../views/destination-rule.ts';
import { meshServiceView } from '../../views/mesh-service.ts';
import { trafficPolicies } from '../../views/traffic-policy.ts';
import { virtualServiceView } from '../../views/virtual-service.ts';
import { virtualServiceByDestination } from '../../workspace/indexes/mesh.ts';
import type { Value } from '../../yaml/value.ts';
import { originatedPort } from '../support/plaintext.ts';
import { referenceRule } from '../define.ts';

export const drPortLevelUnknownPort = referenceRule({
  id: 'dr-port-level-unknown-port',
  title: 'Settings for a port that the host does not have',
  severity: 'warning',
  since: '0.1.0',
  kinds: [destinationRule],
  fixable: true,
  docs: `\`portLevelSettings\` name a port that the host does not have, so they never count: no TLS is originated, no limit applies. It is the port of the Service or ServiceEntry that counts (\`port\`, \`number\`), never the \`targetPort\` behind it.

It is an error where a ServiceEntry has plaintext sent to a port of TLS, for these settings to encrypt it.

Wildcard hosts are not judged, nor is a port that a route leads to as well: that is told of the route.

**Do:** write one of the ports that the message lists.`,
  check(resource, lookup, report) {
    const { host: { text } } = destinationRuleView(resource);
    if (text === undefined || text === '' || text.includes('*')) return;
    const resolved = resolveHost(lookup, text, resource.namespace);
    for (const policy of trafficPolicies(resource).ofPorts) {
      const problem = problemOf(lookup, resource, resolved, policy);
      if (problem !== undefined) report(problem);
    }
  },
});

function problemOf(lookup: Lookup, resource: Resource, resolved: ResolvedHost, policy: Value): Problem | undefined {
  const port = policy.at('port', 'number');
  // What is no port at all is port-out-of-range.
  if (port.number === undefined || !isPortNumber(port.number)) return undefined;
  const unlisted = unlistedPort(resolved, port.number);
  if (unlisted === undefined || isLedTo(lookup, resolved.host, port.number)) return undefined;
  const { instead, advice, related } = unlisted;
  const around = policy.parent?.parent;
  const plain = around === undefined || strayTlsPort(lookup, resource, around) === undefined ? undefined : sentPlain(resolved.targets);
  return {
    span: port.span, related, ...(plain === undefined ? {} : { severity: 'error' }),
    message: `${resolved.host} has no port ${port.number}, so these settings never count${plain === undefined ? '' : `: the proxy sends plaintext to port ${plain}, where servers expect TLS and answer 400 or close`}. ${advice}`,
    fixes: () => (instead === undefined ? [] : [{ title: `Replace with ${instead}`, preferred: true, edits: [replaceByPlain(port, instead)] }]),
  };
}

/** The port of TLS that a ServiceEntry has requests of plaintext sent to, for the proxy to encrypt them. */
function sentPlain(targets: readonly Resource[]): number | undefined {
  return targets.flatMap((target) => (target.kind === serviceEntry ? meshServiceView(target).ports : [])).map(originatedPort).find((port) => port !== undefined);
}

/** Whether a route leads to the port too: that it is not there is told of the route, and these settings are right once it is. */
function isLedTo(lookup: Lookup, host: string, number: number): boolean {
  return lookup.first(virtualServiceByDestination, host, crowd).some((one) => !one.entry.isPatch
    && virtualServiceView(one).routes.some(({ destinations }) => destinations.some((to) => to.port.number === number && to.host.text !== undefined && resolveHost(lookup, to.host.text, one.namespace).host === host)));
}
