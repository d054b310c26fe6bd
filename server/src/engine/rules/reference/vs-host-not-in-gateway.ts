import { appendItem } from '../../edits/append.ts';
import { isTold } from '../../chain/breaks.ts';
import { virtualService } from '../../kinds/virtual-service.ts';
import type { Fix, Problem, Related } from '../../model/finding.ts';
import type { Resource } from '../../model/resource.ts';
import type { Lookup } from '../../model/rule.ts';
import { mesh, resolveGateway } from '../../references/gateways.ts';
import { serves } from '../../references/servers.ts';
import { gatewayView } from '../../views/gateway.ts';
import type { Text } from '../../views/read.ts';
import { virtualServiceView } from '../../views/virtual-service.ts';
import { referenceRule } from '../define.ts';

const codes = ['IST0132'];

export const vsHostNotInGateway = referenceRule({
  id: 'vs-host-not-in-gateway',
  title: 'Host that the Gateway does not serve',
  severity: 'warning',
  since: '0.1.0',
  codes,
  kinds: [virtualService],
  fixable: true,
  docs: `A VirtualService is attached to a Gateway none of whose servers lists any of its hosts; or it is attached to gateways only (not to \`mesh\`), and one of its hosts is served by none of them. Requests for such a host are not known at the gateway, which answers 404 or closes the connection.

The hosts of a server may carry a namespace (\`shop/api.example.com\`, \`./…\`, \`*/…\`), which says whose VirtualServices it takes. Wildcards match on either side.

**Do:** add the host to the server's \`hosts\`, correct the spelling or the namespace before it, or take the gateway off the list.`,
  check(resource, lookup, report) {
    const { hosts, gateways } = virtualServiceView(resource);
    if (hosts.length === 0 || hosts.some(({ text }) => text === undefined)) return;
    const found = gateways.filter(({ text }) => text !== mesh).map((name) => resolve(resource, lookup, name));
    const serving = found.filter((one) => one !== undefined);
    if (found.length === 0 || serving.length < found.length) return;
    const served: Served = (host, candidates) => candidates.some((gateway) => serves(gateway, host.text ?? '', resource, lookup));
    for (const finding of [...(isTold(lookup, resource, 'egress-chain-server-host-missing') ? [] : idleGateways(hosts, serving, served)), ...(gateways.some(({ text }) => text === mesh) ? [] : unservedHosts(hosts, serving, served))]) report(finding);
  },
});

type Served = (host: Text, candidates: readonly Resource[]) => boolean;

interface Serving {
  readonly name: Text;
  readonly gateways: readonly Resource[];
}

/** Gateways none of whose servers takes any of the hosts. */
function idleGateways(hosts: readonly Text[], serving: readonly Serving[], served: Served): readonly Problem[] {
  const what = hosts.length === 1 ? `the host ${hosts[0]?.text ?? ''}` : 'any host of this VirtualService';
  return serving.filter(({ gateways }) => !hosts.some((host) => served(host, gateways))).map(({ name, gateways }) => problem(name.value.span, `None of the servers of Gateway ${name.text ?? ''} lists ${what}, so its routes never apply there. Add the host to a server of the Gateway, or correct it.`, gateways, hosts.length === 1 ? hosts[0]?.text : undefined));
}

/** Hosts that none of the gateways takes. Where none is taken, each gateway has been told already. */
function unservedHosts(hosts: readonly Text[], serving: readonly Serving[], served: Served): readonly Problem[] {
  const all = serving.flatMap((one) => one.gateways);
  const unserved = hosts.filter((host) => !served(host, all));
  return unserved.length === hosts.length ? [] : unserved.map(({ value, text }) => problem(value.span, `No server of the gateways of this VirtualService lists the host ${text ?? ''}, so no request for it is routed. Add it to the hosts of a server, or delete it here.`, all, text));
}

/** The Gateways a name stands for, or `undefined` where not all of them, or not all of their hosts, are known. */
function resolve(resource: Resource, lookup: Lookup, name: Text): Serving | undefined {
  if (name.text === undefined) return undefined;
  const { gateways, kubernetesGateways, uncertain } = resolveGateway(lookup, name.text, resource.namespace);
  if (gateways.length === 0 || kubernetesGateways.length > 0 || uncertain) return undefined;
  const unknown = gateways.some((gateway) => gateway.entry.document.partial || gatewayView(gateway).servers.some((server) => server.value.at('hosts').type === 'unknown' || server.hosts.some(({ text }) => text === undefined)));
  return unknown ? undefined : { name, gateways };
}

/** Adds the host to the one server that there is. */
function addition(gateways: readonly Resource[], host: string | undefined): readonly Fix[] {
  const [one, ...others] = gateways.flatMap((gateway) => gatewayView(gateway).servers.map((server) => ({ gateway, list: server.value.at('hosts') })));
  // Where the host stands behind a namespace, that is meant for others.
  const isScoped = one?.list.items().some((item) => item.string?.endsWith(`/${host ?? ''}`) === true) === true;
  const edit = one === undefined || others.length > 0 || host?.includes('.') !== true || isScoped ? undefined : appendItem(one.list, host);
  return one === undefined || edit === undefined ? [] : [{ title: `Add ${host ?? ''} to Gateway ${one.gateway.name ?? ''}`, edits: [{ ...edit, resource: one.gateway }] }];
}

function problem(span: Problem['span'], message: string, gateways: readonly Resource[], host: string | undefined): Problem {
  const related: Related[] = gateways.flatMap((gateway) =>
    gatewayView(gateway).servers.map((server) => ({ resource: gateway, span: server.value.at('hosts').keySpan, message: `the hosts of this server: ${server.hosts.map(({ text }) => text ?? '').join(', ')}` })));
  return { span, message, codes, related, fixes: () => addition(gateways, host) };
}
