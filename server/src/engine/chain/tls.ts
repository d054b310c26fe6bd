// TLS between sidecar and gateway: both ends have to speak the same, and the name that is asked for has to be the server's.
import { addField, addFieldAfter, replaceData } from '../edits/data.ts';
import { fixOf, within } from '../edits/fix.ts';
import { beginTls, tlsIn } from '../edits/istio.ts';
import { deleteSettings } from '../edits/map.ts';
import { protocolEdits } from '../edits/port.ts';
import { replaceString } from '../edits/scalar.ts';
import type { Fix } from '../model/finding.ts';
import { isBackendTls } from '../references/backend-tls.ts';
import { destinationRulesFor } from '../references/destination-rules.ts';
import { resolveHost } from '../references/services.ts';
import { hostCovers, isWildcard } from '../text/host.ts';
import type { Decision, Sends } from '../trace/model.ts';
import type { Server } from '../trace/server.ts';
import type { Arrival } from './arrival.ts';
import { noRule } from './at-gateway.ts';
import type { Case, ChainBreak } from './model.ts';
import { decided, named, spanOf } from './places.ts';
import { breakAt } from './report.ts';

/** Whether a server has the request's host among its own. */
function isFor({ request: { host } }: Case, { hosts }: Server): boolean {
  return hosts.some((one) => hostCovers(one.slice(one.indexOf('/') + 1).toLowerCase(), host.toLowerCase()));
}

/** TLS that asks for a name of no server. The application's own asks for the host: then a rule or a host is missing. */
export function wrongServerName(of: Case, arrival: Arrival): ChainBreak | undefined {
  const { sender: { sni, sends } } = arrival;
  const own = sends?.startsWith('mtls') !== true && sni !== undefined && hostCovers(of.request.host, sni);
  if (own) return noRule(of, arrival);
  const servers = arrival.here.filter((one) => isFor(of, one));
  if (servers.length > 0 && servers.every(({ tls }) => tls === 'passthrough') && sends?.startsWith('mtls') === true) return mismatch(of, arrival);
  const [server] = servers;
  if (server === undefined) return noRule(of, arrival);
  const tls = decided(arrival.sender, 'tls');
  return tls === undefined ? undefined : otherName(of, arrival, server, tls);
}

function otherName(of: Case, { sender: { sni } }: Arrival, server: Server, { resource, value }: Decision): ChainBreak {
  const isPolicy = isBackendTls({ resource });
  const name = value.at(isPolicy ? 'hostname' : 'sni');
  const { host } = of.request;
  const asks = name.exists ? `asks for ${name.string ?? ''}` : sni === undefined ? 'asks for no name' : `asks for ${sni}, as no sni is set`;
  return breakAt(of, 'egress-chain-sni-mismatch', resource, name.exists ? name.span : value.keySpan, {
    message: `The TLS that sidecars begin for ${named(of)} ${asks}, which no server of the gateway on that port has: the gateway closes the connection. ${name.exists ? 'Write' : 'Add'} \`${isPolicy ? 'hostname' : 'sni'}: ${host}\`.`,
    related: [{ resource: server.resource, span: spanOf(server.value.at('hosts')), message: 'the names that the gateway\'s server takes' }],
    fix: host.startsWith('*') ? undefined : () => ({ title: name.exists ? `Replace with ${host}` : `Add sni: ${host}`, preferred: true, edits: [name.exists ? replaceString(name, host) : addFieldAfter(value.at('mode'), 'sni', host)] }),
  });
}

const sent: Readonly<Record<'plaintext' | 'tls' | 'mtls', string>> = { plaintext: 'plaintext', tls: 'TLS', mtls: 'mutual TLS of the mesh' };

function wordsFor(sends: Sends | undefined, app: Case['request']['protocol']): string {
  if (sends === undefined || sends === 'plaintext') return 'plaintext';
  if (sends === 'tls' && app === 'TLS') return 'the application\'s TLS as it is';
  if (sends.includes(' around ')) return `${sends.startsWith('mtls') ? sent.mtls : sent.tls} around the application's own`;
  return sends === 'mtls' ? sent.mtls : sent.tls;
}

function expects(server: Server): string {
  if (server.tls === 'none') return server.isHttp ? 'plaintext HTTP' : 'bytes without TLS';
  if (server.tls === 'passthrough') return 'TLS that it passes on unopened (PASSTHROUGH)';
  const inside = server.protocol === 'HTTPS' ? ' with HTTP in it' : '';
  return server.mode === 'ISTIO_MUTUAL' ? `mutual TLS of the mesh (ISTIO_MUTUAL)${inside}` : `TLS (${server.mode})${inside}`;
}

/** The sidecar and the gateway's server do not speak the same. */
export function mismatch(of: Case, arrival: Arrival): ChainBreak | undefined {
  const { sender, destination, here } = arrival;
  const server = here.find((one) => isFor(of, one)) ?? here[0];
  if (server === undefined) return undefined;
  return decided(sender, 'tls') === undefined && isUnreadable(of, server) ? readsHttp(of, destination, server) : differing(of, arrival, server);
}

function differing(of: Case, { sender, destination }: Arrival, server: Server): ChainBreak {
  const tls = decided(sender, 'tls');
  const subset = decided(sender, 'subset');
  const at = tls ?? subset ?? destination;
  const written = tls === undefined ? subset?.value.at('name') ?? destination.value.at('host') : tls.value.at('mode').exists ? tls.value.at('mode') : tls.value;
  const advice = adviceFor(of, server, tls !== undefined);
  return breakAt(of, 'egress-chain-tls-mismatch', at.resource, written.span, {
    message: `For ${named(of)} the sidecar sends the gateway ${wordsFor(sender.sends, of.request.protocol)}, and the gateway's server expects ${expects(server)}: the connection fails. ${advice}`,
    related: [
      { resource: server.resource, span: server.value.at('tls').exists ? server.value.at('tls').keySpan : spanOf(server.value.at('port', 'protocol')), message: `the server expects ${expects(server)}` },
      ...(at === destination ? [] : [{ resource: destination.resource, span: spanOf(destination.value.at('host')), message: 'the rule that leads to the gateway' }]),
    ],
    fix: fixFor(of, { sender, destination }, server),
  });
}

/** Whether what the application sends is no HTTP for a server that reads it, and no rule of the gateway does either. */
function isUnreadable({ request, subject }: Case, server: Server): boolean {
  return request.protocol !== 'HTTP' && server.tls === 'none' && !server.value.at('tls').exists && !subject.rules.some(({ block, gateways }) => block === 'http' && gateways.length > 0);
}

/** The rules fit what the application sends: so it is the server that has the wrong protocol. */
function readsHttp(of: Case, destination: Decision, server: Server): ChainBreak {
  const port = server.value.at('port');
  const [sends, advice, fix] = of.request.protocol === 'TCP'
    ? ['the application\'s bytes as they are', 'Give it the protocol TCP.', () => fixOf('Write protocol TCP', protocolEdits(port, 'TCP').map((edit) => within(server.resource, edit)))] as const
    : ['the application\'s TLS as it is', 'Let it pass TLS on: protocol TLS, mode PASSTHROUGH.', () => passTlsOn(server)] as const;
  return breakAt(of, 'egress-chain-tls-mismatch', server.resource, spanOf(port.at('protocol')), {
    message: `For ${named(of)} the sidecar sends the gateway ${sends}, and this server expects ${expects(server)}: the connection fails. ${advice}`,
    related: [{ resource: destination.resource, span: spanOf(destination.value.at('host')), message: 'the rule that leads to the gateway' }],
    fix,
  });
}

function passTlsOn(server: Server): readonly Fix[] {
  return fixOf('Let the server pass TLS on: protocol TLS, mode PASSTHROUGH', [
    ...protocolEdits(server.value.at('port'), 'TLS').map((edit) => within(server.resource, edit)), within(server.resource, addField(server.value, 'tls', { mode: 'PASSTHROUGH' })),
  ]);
}

/** Settings that fit the server; or a server that fits what comes, where that is the application's own TLS. */
function fixFor(of: Case, { sender, destination }: Pick<Arrival, 'sender' | 'destination'>, server: Server): (() => readonly Fix[]) | undefined {
  const tls = decided(sender, 'tls');
  const isMutual = server.mode === 'ISTIO_MUTUAL' && server.tls === 'terminates';
  if (isMutual && (of.request.protocol !== 'TLS' || server.protocol !== 'HTTPS')) return mutual(of, { sender, destination }, tls);
  if (isMutual) return () => fixOf('Let the server pass TLS on: mode PASSTHROUGH', within(server.resource, replaceString(server.value.at('tls', 'mode'), 'PASSTHROUGH')));
  if (server.tls === 'terminates') return undefined;
  if (tls !== undefined) return isBackendTls(tls) ? undefined : () => fixOf('Delete the tls settings', deleteSettings(tls.value));
  return server.tls === 'none' && !server.value.at('tls').exists ? () => passTlsOn(server) : undefined;
}

/** Mutual TLS of the mesh in the settings that count for the sidecar: those that there are, those of the subset, or those of the gateway's host. */
function mutual({ request: { host }, subject }: Case, { sender, destination }: Pick<Arrival, 'sender' | 'destination'>, tls: Decision | undefined): (() => readonly Fix[]) | undefined {
  const settings = { mode: 'ISTIO_MUTUAL', ...(isWildcard(host) ? {} : { sni: host }) };
  const subset = decided(sender, 'subset');
  const { port, service } = sender;
  if (tls !== undefined) return isBackendTls(tls) ? undefined : () => fixOf('Write mode ISTIO_MUTUAL', within(tls.resource, replaceData(tls.value, settings)));
  if (port === undefined || service === undefined) return undefined;
  if (subset !== undefined) return () => tlsIn(subset.resource, subset.value, port, settings);
  const { rules, uncertain } = destinationRulesFor(subject.lookup, resolveHost(subject.lookup, service, undefined));
  return uncertain ? undefined : () => beginTls({ rules, beside: destination.resource, host: service, port, tls: settings });
}

function adviceFor({ request }: Case, server: Server, hasTls: boolean): string {
  if (server.mode === 'ISTIO_MUTUAL' && server.tls === 'terminates') {
    if (request.protocol === 'TLS' && server.protocol === 'HTTPS') return 'Give the server the protocol TLS, or mode PASSTHROUGH.';
    return `Set \`tls: {mode: ISTIO_MUTUAL, sni: ${request.host}}\` in the DestinationRule for the gateway's Service and that port.`;
  }
  if (server.tls === 'none') return hasTls ? 'Take the tls settings out of the DestinationRule, or let the server expect them.' : 'Let the server pass TLS on: protocol TLS, mode PASSTHROUGH.';
  return server.tls === 'passthrough' ? 'Take the tls settings out of the DestinationRule, or let the server take that TLS off (ISTIO_MUTUAL).' : 'Let both ends have the same tls mode.';
}
