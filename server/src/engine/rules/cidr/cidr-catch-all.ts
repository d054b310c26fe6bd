import { istioProtocolClass } from '../../fields/protocol.ts';
import { validCidrOf } from '../../fields/cidr.ts';
import { authorizationPolicy } from '../../kinds/authorization-policy.ts';
import { serviceEntry } from '../../kinds/service-entry.ts';
import type { Problem } from '../../model/finding.ts';
import type { Resource } from '../../model/resource.ts';
import { cidrDialects } from '../../net/dialect.ts';
import { familyName } from '../../net/family.ts';
import type { CidrRange } from '../../net/range.ts';
import { externalService, writtenProtocol } from '../../views/external-service.ts';
import type { Value } from '../../yaml/value.ts';
import { saysSomething } from '../support/webhook.ts';
import { resourceRule } from '../define.ts';

export const cidrCatchAll = resourceRule({
  id: 'cidr-catch-all',
  title: 'Every address, in a ServiceEntry or as the only source',
  severity: 'warning',
  since: '0.1.0',
  kinds: [authorizationPolicy, serviceEntry],
  docs: `- \`0.0.0.0/0\`, \`::/0\`, \`0.0.0.0\` or \`::\` among the \`addresses\` of a ServiceEntry with a plain TCP port: the proxy takes **every** connection to that port number for this host, wherever it was going. For ports of HTTP and TLS, which name their host, it is information only: the address says nothing there.
- An AuthorizationPolicy with action ALLOW whose source is restricted by nothing but such a block: it allows everybody.

**Do:** list the addresses of the host, or the ranges of the clients.`,
  check(resource, report) {
    if (resource.kind === serviceEntry) checkAddresses(resource, report);
    else checkSources(resource, report);
  },
});

type Report = (problem: Problem) => void;

function checkAddresses(resource: Resource, report: Report): void {
  const service = externalService(resource);
  const protocols = service?.ports.map(writtenProtocol) ?? [];
  if (service === undefined || protocols.length === 0) return;
  const opaque = service.ports.filter(isOpaque).map((port) => port.at('number'));
  if (opaque.length === 0 && protocols.includes(undefined)) return;
  for (const address of service.addresses) {
    const range = rangeAt(address);
    if (range === undefined || !isEverything(range)) continue;
    const what = `This is every ${familyName(range.family)} address`;
    if (opaque.length === 0) report({ span: address.span, severity: 'information', message: `${what}, and says nothing: HTTP and TLS are told by their host. Delete it, or list the addresses of the host.` });
    else report({
      span: address.span, related: opaque.slice(0, 5).map((number) => ({ resource, span: number.span, message: 'a port that is taken whole' })),
      message: `${what}: the proxy takes all TCP connections to port ${opaque.map(({ source }) => source).join(', ')} for this host, wherever they go. List the addresses of the host.`,
    });
  }
}

function isOpaque(port: Value): boolean {
  const name = writtenProtocol(port);
  return name !== undefined && (name === '' || istioProtocolClass(name) === 'tcp');
}

/** Fields of a source that restrict it by something else than its address. */
const others = ['principals', 'notPrincipals', 'requestPrincipals', 'notRequestPrincipals', 'namespaces', 'notNamespaces', 'serviceAccounts', 'notServiceAccounts', 'notIpBlocks', 'notRemoteIpBlocks'];

function checkSources(resource: Resource, report: Report): void {
  const spec = resource.root.at('spec');
  const action = spec.at('action');
  if (action.exists && action.string !== 'ALLOW') return;
  for (const source of spec.at('rules').items().flatMap((rule) => rule.at('from').items()).map((from) => from.at('source'))) {
    if (source.type !== 'map' || source.hasUnknownEntries || others.some((name) => source.at(name).exists)) continue;
    const lists = ['ipBlocks', 'remoteIpBlocks'].map((name) => source.at(name)).filter(saysSomething);
    const [list] = lists;
    if (list === undefined || lists.length > 1) continue;
    for (const block of list.items()) {
      const range = rangeAt(block);
      if (range?.prefix !== 0) continue;
      report({
        span: block.span,
        message: `This is every ${familyName(range.family)} address, and nothing else restricts the source: the policy allows everybody. List the ranges of the clients, or delete from if everybody is meant.`,
      });
    }
  }
}

function rangeAt(value: Value): CidrRange | undefined {
  return validCidrOf({ value, dialect: cidrDialects.istio })?.range;
}

/** A whole family, or its unspecified address, which as an address of a service is the same. */
function isEverything({ prefix, first, last }: CidrRange): boolean {
  return prefix === 0 || (first === 0n && last === 0n);
}
