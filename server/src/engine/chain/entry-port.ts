// Ports of a ServiceEntry with which all that leads out through the gateway disagrees: then it is the entry that is wrong.
import { fixOf, within } from '../edits/fix.ts';
import { plainPorts, tlsPorts } from '../edits/istio.ts';
import { protocolEdits } from '../edits/port.ts';
import { replaceByPlain } from '../edits/scalar.ts';
import { serviceEntry } from '../kinds/service-entry.ts';
import type { Fix } from '../model/finding.ts';
import type { Resource } from '../model/resource.ts';
import { mesh } from '../references/gateways.ts';
import { serverTakes } from '../references/servers.ts';
import { gatewaysOf, portOf } from '../trace/conditions.ts';
import { gatewayView } from '../views/gateway.ts';
import type { RouteBlock } from '../views/gateway.ts';
import type { Value } from '../yaml/value.ts';
import type { Case, ChainBreak, SubjectRule } from './model.ts';
import { fateOf, spanOf } from './places.ts';
import { breakAt } from './report.ts';

/** Whether the rule that leads to the gateway is right, and the protocol of the entry's port is not: by the number, or else by what the gateway reads. */
export function isEntryWrong(of: Case, { block }: SubjectRule): boolean {
  const { request: { port } } = of;
  if (tlsPorts.has(port)) return block === 'tls';
  return plainPorts.has(port) ? block === 'http' : isReadAtGateway(of, block);
}

/** Whether the VirtualService has a rule for the gateway that fits one for sidecars, and a server there reads it. */
function isReadAtGateway({ subject, request }: Case, block: RouteBlock): boolean {
  const servers = subject.attached.flatMap((gateway) => gatewayView(gateway).servers.filter((server) => serverTakes(server, request.host, gateway, subject.resource, subject.lookup)));
  const fitting = subject.rules.filter((rule) => rule.gateways.length > 0 && !rule.inMesh && (rule.block === block || (block === 'tls' && rule.block === 'tcp')));
  return servers.some(({ reads }) => fitting.some((rule) => rule.block === reads));
}

export function wrongProtocol(of: Case, entry: Resource, port: Value, { block }: SubjectRule): ChainBreak {
  const { subject: { resource }, request, trace: found } = of;
  const protocol = port.at('protocol');
  return breakAt(of, 'egress-chain-mesh-block-mismatch', entry, spanOf(protocol), {
    message: `${protocol.exists ? `With the protocol ${protocol.string ?? ''}` : 'Without a protocol'} sidecars read no ${block} rules for port ${request.port} of ${request.host}, and so not the one that leads to the gateway. Requests ${fateOf(found)}. Write ${block.toUpperCase()}.`,
    related: [{ resource, span: resource.root.at('spec', block).keySpan, message: 'the rules that lead to the gateway' }],
    fix: () => protocolFix(entry, port, block),
  });
}

/** The port says what the rule says, where that is likely. */
export function protocolFix(entry: Resource, port: Value, block: RouteBlock): readonly Fix[] {
  const { number = 0 } = port.at('number');
  if (block === 'http' && tlsPorts.has(number)) return [];
  const name = block.toUpperCase();
  return fixOf(`Write protocol ${name} for port ${number}`, protocolEdits(port, name).map((edit) => within(entry, edit)));
}

/**
 * The number of the one port of an entry that no rule speaks of, where sidecars are led by a number that it does not have and the
 * gateway leads on to that one too: two places agree, and the entry is the third.
 */
export function wrongNumber(of: Case, written: Value): ChainBreak | undefined {
  const { subject: { resource, rules, virtualService }, entry, trace: found, request } = of;
  const { number } = written;
  if (entry?.resource.kind !== serviceEntry || number === undefined) return undefined;
  const matched = rules.flatMap(({ rule: { matches } }) => matches.filter((match) => isForMesh(match, virtualService.namespace)).map((match) => portOf(match)?.number));
  const leading = rules.flatMap(({ destinations }) => destinations.filter(({ gateway, host }) => gateway === undefined && host.toLowerCase() === entry.host));
  const named = new Set([...matched, ...leading.map(({ port }) => port)]);
  const [port, ...others] = entry.ports.filter((one) => !named.has(one.number));
  // A rule without a port counts for all of them.
  if (port === undefined || others.length > 0 || named.has(undefined) || !leading.some((one) => one.port === number)) return undefined;
  // Of several numbers that are not there it is not clear which one this should be.
  if ([...named].some((one) => one !== number && !entry.ports.some((has) => has.number === one))) return undefined;
  const at = port.value.at('number');
  return breakAt(of, 'egress-chain-mesh-port-mismatch', entry.resource, spanOf(at), {
    codes: ['IST0101'],
    message: `VirtualService ${resource.name ?? ''} leads port ${number} of ${request.host} to the gateway and on from there, and this ServiceEntry has port ${port.number} in its place: no cluster is there for ${number}, and requests to ${request.host}:${port.number} ${fateOf(found)}. Write ${number}.`,
    related: [{ resource, span: written.span, message: 'what counts for sidecars' }, ...leading.filter((one) => one.port === number).map(({ value }) => ({ resource, span: spanOf(value.at('port', 'number')), message: 'where the gateway leads' }))],
    covers: [port.value.span],
    fix: () => (at.exists ? fixOf(`Replace with ${number}`, within(entry.resource, replaceByPlain(at, number)), true) : []),
  });
}

function isForMesh(match: SubjectRule['rule']['matches'][number], namespace: string): boolean {
  const names = gatewaysOf(match, namespace);
  return names.length === 0 || names.includes(mesh);
}
