import { virtualService } from '../../kinds/virtual-service.ts';
import type { Related } from '../../model/finding.ts';
import { qualifiedName } from '../../model/resource.ts';
import type { Resource } from '../../model/resource.ts';
import { crowd } from '../../model/rule.ts';
import { attachedGateways, mesh } from '../../references/gateways.ts';
import { rivalriesOf } from '../../trace/rivals.ts';
import type { Rivalry } from '../../trace/rivals.ts';
import { textsAt } from '../../views/read.ts';
import { virtualServiceView } from '../../views/virtual-service.ts';
import type { Value } from '../../yaml/value.ts';
import { referenceRule } from '../define.ts';

const codes = ['IST0109', 'KIA1106'];
const fewOfCrowd = 5;

export const vsHostConflict = referenceRule({
  id: 'vs-host-conflict',
  title: 'Host of two VirtualServices',
  severity: 'warning',
  since: '0.1.0',
  codes,
  kinds: [virtualService],
  docs: `Two VirtualServices have rules for the same requests to one host, and Istio uses those of one: of the one that was created first, which no manifest says.

- For sidecars (\`mesh\`), VirtualServices of one host are not merged: all \`http\` rules of the second are ignored, whatever they match. Of \`tls\` and \`tcp\` rules those with the same server name, port and addresses are.
- At a gateway, \`http\` rules of several VirtualServices come together. Only rules that take **every** request exclude each other there, and \`tls\` rules with the same server name, be their hosts the same or a wildcard over it.

Hosts are compared as Istio reads them, so \`reviews\` in namespace \`shop\` is \`reviews.shop.svc.cluster.local\`. A wildcard and a host below it are no conflict: the more exact one counts. Rules of other ports, of other \`sourceNamespace\` or \`sourceLabels\`, and VirtualServices that no namespace sees together (\`exportTo\`, or the imports of the Sidecar of the whole mesh) are none either; one that is exported to some namespaces counts before one that is exported to all.

VirtualServices of different files count only where both name their namespace and nothing else has their names: files may be alternatives.

**Do:** write the rules into one VirtualService, or use \`delegate\`.`,
  check(resource, lookup, report) {
    for (const rivalry of rivalriesOf(lookup, resource)) {
      const [other] = rivalry.others;
      if (other === undefined) continue;
      report({
        span: rivalry.host.span, codes: isForMesh(resource) && rivalry.others.some(isForMesh) ? codes : ['KIA1106'],
        message: `VirtualService ${qualifiedName(other)} has ${rivalry.block} rules for the same requests to ${rivalry.host.string ?? 'this host'} ${rivalry.gateway === mesh ? 'in the mesh' : `at gateway ${rivalry.gateway}`}, and only the one that was created first counts. Write the rules into one VirtualService.`,
        // Of a crowd not all are known, so none are counted.
        related: rivalry.others.slice(0, rivalry.others.length < crowd ? crowd : fewOfCrowd).map((one) => relatedTo(one, rivalry)),
      });
    }
  },
});

/** Istio's own check looks at those for the mesh only. */
function isForMesh(resource: Resource): boolean {
  return attachedGateways(resource)?.includes(mesh) === true;
}

function relatedTo(resource: Resource, { host }: Rivalry): Related {
  const text = host.string ?? '';
  const { hosts } = virtualServiceView(resource);
  const names = resource.root.at('spec', 'tls').items().flatMap((rule) => rule.at('match').items().flatMap((match) => textsAt(match.at('sniHosts'))));
  const value: Value = [...hosts, ...names].find((one) => one.text === text)?.value ?? resource.root.at('spec', 'hosts');
  return { resource, span: value.span, message: 'the same host' };
}
