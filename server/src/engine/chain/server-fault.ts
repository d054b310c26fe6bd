// Servers of a Gateway with which all else disagrees: what comes to them is led on by rules that they do not read.
import { addField } from '../edits/data.ts';
import { fixOf, within } from '../edits/fix.ts';
import { deleteSettings } from '../edits/map.ts';
import { protocolEdits } from '../edits/port.ts';
import { replaceString } from '../edits/scalar.ts';
import type { Edit, Fix } from '../model/finding.ts';
import { portOf } from '../trace/conditions.ts';
import type { Sends } from '../trace/model.ts';
import type { Server } from '../trace/server.ts';
import { readsHttp } from '../trace/servers.ts';
import type { RouteBlock } from '../views/gateway.ts';
import type { Arrival } from './arrival.ts';
import type { Case, ChainBreak, ChainRule, SubjectRule } from './model.ts';
import { named, spanOf } from './places.ts';
import { breakAt } from './report.ts';
import { expects, wordsFor } from './tls-words.ts';

/** The block of a VirtualService that a server reads. */
export function blockOf(server: Server): RouteBlock {
  return readsHttp(server) ? 'http' : server.tls === 'passthrough' ? 'tls' : 'tcp';
}

/** What a server has to be like. */
interface Fitting {
  readonly protocols: readonly string[];
  readonly mode: 'PASSTHROUGH' | 'ISTIO_MUTUAL' | undefined;
  readonly reads: RouteBlock;
}

/** The server for what sidecars send; `undefined` for TLS that a DestinationRule begins: certificates decide there. */
function fittingFor({ request: { protocol } }: Case, sends: Sends | undefined): Fitting | undefined {
  const mutual = sends?.startsWith('mtls') === true;
  if (!mutual && sends !== undefined && sends !== (protocol === 'TLS' ? 'tls' : 'plaintext')) return undefined;
  if (protocol === 'HTTP') return mutual ? { protocols: ['HTTPS'], mode: 'ISTIO_MUTUAL', reads: 'http' } : { protocols: ['HTTP', 'HTTP2', 'GRPC', 'GRPC-WEB'], mode: undefined, reads: 'http' };
  if (mutual) return { protocols: ['TLS'], mode: 'ISTIO_MUTUAL', reads: 'tcp' };
  return protocol === 'TLS' ? { protocols: ['TLS', 'HTTPS'], mode: 'PASSTHROUGH', reads: 'tls' } : { protocols: ['TCP'], mode: undefined, reads: 'tcp' };
}

/**
 * What is wrong with a server where sidecars send one thing, the VirtualService's rules for the gateway are for that, and the
 * server reads others; `undefined` where it is not the server that stands alone.
 */
export function serverFault(of: Case, { sender, destination }: Pick<Arrival, 'sender' | 'destination'>, server: Server, rule: ChainRule): ChainBreak | undefined {
  const fitting = fittingFor(of, sender.sends);
  if (fitting === undefined || fitting.reads === blockOf(server) || !isMeant(of, server, fitting)) return undefined;
  const [protocol = ''] = fitting.protocols;
  const port = server.value.at('port');
  const hasProtocol = fitting.protocols.includes(server.protocol);
  const advice = fitting.mode === undefined ? `Give it the protocol ${protocol}.` : fitting.mode === 'PASSTHROUGH' ? 'Let it pass TLS on: protocol TLS, mode PASSTHROUGH.' : `Give it the protocol ${protocol}, with mode ISTIO_MUTUAL.`;
  return breakAt(of, rule, server.resource, spanOf(hasProtocol ? server.value.at('tls', 'mode') : port.at('protocol')), {
    message: rule === 'egress-chain-server-block-mismatch'
      ? `This server reads ${blockOf(server)} rules. What sidecars send it for ${named(of)} is ${wordsFor(sender.sends, of.request.protocol)}, and VirtualService ${of.subject.resource.name ?? ''} has ${fitting.reads} rules for that: none of them counts here, and the gateway drops the requests. ${advice}`
      : `For ${named(of)} the sidecar sends the gateway ${wordsFor(sender.sends, of.request.protocol)}, and this server expects ${expects(server)}: the connection fails. ${advice}`,
    related: [{ resource: destination.resource, span: spanOf(destination.value.at('host')), message: 'the rule that leads to the gateway' }],
    fix: () => mended(server, hasProtocol ? undefined : protocol, fitting),
  });
}

/** Whether the rules that count at the server are for what comes, or are none that it reads. */
function isMeant({ subject, request }: Case, server: Server, { reads }: Fitting): boolean {
  const own = subject.rules.filter((one) => one.gateways.includes(server.gateway) && one.rule.resource === subject.resource && countsAt(one, server));
  if (own.some(({ block }) => block === blockOf(server))) return false;
  return own.some(({ block, inMesh }) => block === reads && !inMesh) || (request.protocol !== 'HTTP' && server.tls === 'none' && !server.value.at('tls').exists);
}

/** Whether a rule is not for another port than a server's. */
export function countsAt({ rule: { matches } }: SubjectRule, { number }: Server): boolean {
  return matches.length === 0 || matches.some((match) => [undefined, number].includes(portOf(match)?.number));
}

function mended({ resource, value }: Server, protocol: string | undefined, { mode }: Fitting): readonly Fix[] {
  const tls = value.at('tls');
  const edits = [...(protocol === undefined ? [] : protocolEdits(value.at('port'), protocol)), ...tlsEdits(mode)];
  const title = mode === 'PASSTHROUGH' ? 'Let the server pass TLS on: protocol TLS, mode PASSTHROUGH' : `Write protocol ${protocol ?? ''}${mode === undefined ? '' : ` and mode ${mode}`}`;
  // Certificates and the like fit no other mode.
  return tls.entries().some(({ step }) => step !== 'mode') ? [] : fixOf(title, edits.map((edit) => within(resource, edit)));

  function tlsEdits(wanted: Fitting['mode']): readonly (Edit | undefined)[] {
    if (wanted === undefined) return tls.exists ? [deleteSettings(tls)] : [];
    if (!tls.exists) return [addField(value, 'tls', { mode: wanted })];
    const written = tls.at('mode');
    return written.string === wanted ? [] : [written.exists ? replaceString(written, wanted) : addField(tls, 'mode', wanted)];
  }
}
