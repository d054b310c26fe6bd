import { replaceByPlain } from '../../edits/scalar.ts';
import { virtualService } from '../../kinds/virtual-service.ts';
import { meshRoutes, numbersReadFor } from '../../references/route-ports.ts';
import { referenceRule } from '../define.ts';

export const vsMatchPortUnknown = referenceRule({
  id: 'vs-match-port-unknown',
  title: 'Match on a port that the host does not have',
  severity: 'warning',
  since: '0.1.0',
  kinds: [virtualService],
  fixable: true,
  docs: `\`match.port\` is compared with the port that the client calls: the \`number\` of a ServiceEntry, the \`port\` of a Service, never the \`targetPort\`. No host of the VirtualService has that port, or it has another protocol than this block is read for, so the match never fits a request. Istio accepts it without a word.

It is reported where every host of the VirtualService is a ServiceEntry or Service of the workspace, for rules that count for sidecars alone and lead to no gateway. Rules on the way to an egress gateway are \`egress-chain-mesh-port-mismatch\`.

**Do:** write a port of the host, or add the port there.`,
  check(resource, lookup, report) {
    const { routes, ports } = meshRoutes(lookup, resource);
    for (const { block, matches } of routes) {
      const numbers = numbersReadFor(block, ports);
      const [only, ...others] = numbers;
      for (const { value, port } of only === undefined ? [] : matches) {
        if (port === undefined || numbers.includes(port)) continue;
        report({
          span: value.at('port').span,
          message: `No request fits this match: ${others.length === 0 ? `${block} rules for ${hostsText(ports.length)} count on port ${only ?? ''} only` : `the ports with ${block} rules are ${numbers.join(', ')}`}. Write ${others.length === 0 ? only ?? '' : 'one of them'}, or add port ${port}.`,
          related: ports.slice(0, 3).map((one) => ({ resource: one.resource, span: one.value.span, message: `port ${one.number}` })),
          fixes: () => (only === undefined || others.length > 0 ? [] : [{ title: `Replace with ${only}`, edits: [replaceByPlain(value.at('port'), only)] }]),
        });
      }
    }
  },
});

function hostsText(count: number): string {
  return count === 1 ? 'this host' : 'these hosts';
}
