import { caseOf, wantedOf } from '../../chain/cases.ts';
import type { Asked } from '../../chain/cases.ts';
import { isWayCertain } from '../../chain/certain.ts';
import type { Subject, SubjectRule } from '../../chain/model.ts';
import { decided } from '../../chain/places.ts';
import { subjectOf } from '../../chain/subject.ts';
import { virtualService } from '../../kinds/virtual-service.ts';
import { qualifiedName } from '../../model/resource.ts';
import type { Resource } from '../../model/resource.ts';
import type { Decision } from '../../trace/model.ts';
import { areTogether } from '../../references/together.ts';
import { hostCovers } from '../../text/host.ts';
import { virtualServiceView } from '../../views/virtual-service.ts';
import { referenceRule } from '../define.ts';

export const egressHostMistaken = referenceRule({
  id: 'egress-host-mistaken',
  title: 'TCP hosts that share a port of the gateway',
  severity: 'error',
  since: '0.1.0',
  kinds: [virtualService],
  docs: `Two VirtualServices lead two hosts through one server of the egress gateway that reads \`tcp\` rules: one of protocol TCP, or TLS that the gateway takes off. Such rules say nothing of hosts, so the gateway cannot tell the connections apart: the \`tcp\` rules of the VirtualService that was created first take all of them, and the connections to the other host end at the wrong one. Istio says nothing of it.

Which of the two is older no manifest says, so the finding may stand at either.

**Do:** give each host a port of its own at the gateway: a server, a port of the gateway's Service, and both rules. Hosts that speak TLS can share a server with mode \`PASSTHROUGH\`.`,
  check(resource, lookup, report) {
    if (resource.root.at('spec', 'tcp').items().length === 0) return;
    const subject = subjectOf(lookup, resource);
    const own = subject?.rules.find(countsAtGateway);
    if (subject === undefined || own === undefined) return;
    for (const wanted of wantedOf(subject)) {
      const found = wanted.request.protocol !== 'HTTP' ? takenBy(subject, wanted) : undefined;
      if (found === undefined) continue;
      const { request: { host, port } } = wanted;
      const { rule, arrives } = found;
      report({
        span: own.rule.value.at('route').keySpan,
        message: `Connections to ${host}:${port} come to a server of the gateway that VirtualService ${qualifiedName(rule.resource)} has a tcp rule for too, and tcp rules do not tell hosts apart: that of the older one takes them all, so they may end at ${arrives}. Give each host a port of its own at the gateway.`,
        related: [{ resource: rule.resource, span: rule.value.at('route').keySpan, message: `leads to ${arrives}` }],
      });
      return;
    }
  },
});

function countsAtGateway({ block, rule, gateways, inMesh }: SubjectRule): boolean {
  return block === 'tcp' && gateways.length > 0 && !inMesh && rule.value.at('route').exists;
}

interface Taken {
  /** The rule of another VirtualService that decides. */
  readonly rule: Decision;
  readonly arrives: string;
}

/** What takes a request at the gateway that is for another host. */
function takenBy(subject: Subject, wanted: Asked): Taken | undefined {
  const { request: { host }, clients: { namespaces: [client] } } = wanted;
  if (client === undefined) return undefined;
  const { trace } = caseOf(subject, wanted, client);
  const last = trace.hops.at(-1);
  const rule = decided(last, 'route');
  const arrives = last?.service;
  const isOther = trace.outcome === 'gateway' && last?.proxy === 'gateway' && arrives !== undefined && arrives.toLowerCase() !== host.toLowerCase();
  return isOther && rule !== undefined && isForOthers(subject, rule.resource, host) && isWayCertain(trace) ? { rule, arrives } : undefined;
}

/** Whether it is a VirtualService that is there beside this one, and says nothing of the host. */
function isForOthers({ lookup, resource }: Subject, other: Resource, host: string): boolean {
  return other !== resource && other.kind === virtualService && areTogether(lookup, resource, other)
    && virtualServiceView(other).hosts.every(({ text }) => text !== undefined && !hostCovers(text.toLowerCase(), host.toLowerCase()));
}
