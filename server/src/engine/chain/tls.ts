// TLS between sidecar and gateway: both ends have to speak the same, and the name that is asked for has to be the server's.
import { addField, addFieldAfter, replaceData } from '../edits/data.ts';
import { fixOf, within } from '../edits/fix.ts';
import { beginTls, tlsIn } from '../edits/istio.ts';
import { deleteSettings } from '../edits/map.ts';
import { protocolEdits } from '../edits/port.ts';
import { replaceByPlain, replaceString } from '../edits/scalar.ts';
import type { Fix } from '../model/finding.ts';
import { isBackendTls } from '../references/backend-tls.ts';
import { destinationRulesFor } from '../references/destination-rules.ts';
import type { Placed } from '../references/destination-rules.ts';
import { strayTlsPort } from '../references/origination.ts';
import { resolveHost } from '../references/services.ts';
import { hostCovers, isWildcard } from '../text/host.ts';
import type { Decision } from '../trace/model.ts';
import type { Server } from '../trace/server.ts';
import type { Span } from '../yaml/span.ts';
import type { Arrival } from './arrival.ts';
import { noRule } from './at-gateway.ts';
import type { Case, ChainBreak } from './model.ts';
import { decided, named, spanOf } from './places.ts';
import { breakAt } from './report.ts';
import { serverFault } from './server-fault.ts';
import { expects, wordsFor } from './tls-words.ts';

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

/** The sidecar and the gateway's server do not speak the same. */
export function mismatch(of: Case, arrival: Arrival): ChainBreak | undefined {
  const { here } = arrival;
  const server = here.find((one) => isFor(of, one)) ?? here[0];
  if (server === undefined) return undefined;
  return serverFault(of, arrival, server, 'egress-chain-tls-mismatch') ?? differing(of, arrival, server);
}

function differing(of: Case, { sender, destination }: Arrival, server: Server): ChainBreak {
  const tls = decided(sender, 'tls');
  const subset = decided(sender, 'subset');
  const at = tls ?? subset ?? destination;
  const stray = tls === undefined && subset !== undefined && server.tls === 'terminates' ? strayTlsPort(of.subject.lookup, subset.resource, subset.value.at('trafficPolicy')) : undefined;
  if (stray !== undefined) return wrongSettingsPort(of, { sender, destination }, server, stray);
  const advice = adviceFor(of, server, tls !== undefined);
  return breakAt(of, 'egress-chain-tls-mismatch', at.resource, tls === undefined ? (subset?.value.at('name') ?? destination.value.at('host')).span : modeSpan(tls), {
    message: `For ${named(of)} the sidecar sends the gateway ${wordsFor(sender.sends, of.request.protocol)}, and the gateway's server expects ${expects(server)}: the connection fails. ${advice}`,
    related: [
      { resource: server.resource, span: server.value.at('tls').exists ? server.value.at('tls').keySpan : spanOf(server.value.at('port', 'protocol')), message: `the server expects ${expects(server)}` },
      ...(at === destination ? [] : [{ resource: destination.resource, span: spanOf(destination.value.at('host')), message: 'the rule that leads to the gateway' }]),
    ],
    fix: fixFor(of, { sender, destination }, server),
  });
}

/** The mode, or the settings that have none. */
function modeSpan({ value }: Decision): Span {
  const mode = value.at('mode');
  return mode.exists ? mode.span : value.keySpan;
}

/** Settings that would fit are for a port that the gateway's Service does not have. */
function wrongSettingsPort(of: Case, { sender: { port, service, sends }, destination }: Pick<Arrival, 'sender' | 'destination'>, server: Server, { resource, value }: Placed): ChainBreak {
  return breakAt(of, 'egress-chain-tls-mismatch', resource, value.span, {
    message: `These TLS settings are for port ${value.number ?? ''}, which ${service ?? ''} does not have, so they never count: for ${named(of)} the sidecar sends ${wordsFor(sends, of.request.protocol)} to port ${port ?? ''}, and the gateway's server expects ${expects(server)}. The connection fails. Write ${port ?? ''}.`,
    related: [
      { resource: server.resource, span: spanOf(server.value.at('tls')), message: `the server expects ${expects(server)}` },
      { resource: destination.resource, span: spanOf(destination.value.at('host')), message: 'the rule that leads to the gateway' },
    ],
    fix: () => (port === undefined ? [] : fixOf(`Replace with ${port}`, replaceByPlain(value, port), true)),
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
