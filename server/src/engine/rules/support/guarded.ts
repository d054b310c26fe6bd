// How findings about policies speak of the gateways that these are for.
import type { Related } from '../../model/finding.ts';
import type { GuardedGateway } from '../../trace/policy-gateways.ts';
import type { Server } from '../../trace/server.ts';
import type { AuthzRule } from '../../views/authz-rules.ts';

/** The servers that a rule can meet by the ports it names. */
export function relevantServers(guarded: readonly GuardedGateway[], { onlyPorts }: AuthzRule): readonly Server[] {
  return guarded.flatMap(({ servers }) => servers.filter(({ listens }) => onlyPorts?.has(listens) ?? true));
}

/** The servers, each once, with what is to be said of them. */
export function serverPlaces(servers: readonly Server[], message: string): readonly Related[] {
  const seen = new Map(servers.map((server) => [server.value, server] as const));
  return [...seen.values()].map(({ resource, value, tls }) => ({ resource, span: (tls === 'none' ? value.at('port', 'protocol') : value.at('tls')).keySpan, message }));
}
