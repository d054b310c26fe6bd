// Listeners of a Gateway of the Gateway API that cannot be told apart (`gatewaycommon/listener_conflict.go`): the first one counts.
import { perResource } from '../model/memo.ts';
import { kubernetesGatewayView } from './gateway-api.ts';
import type { Listener } from './gateway-api.ts';

const overHostnames: readonly string[] = ['HTTP', 'HTTPS', 'TLS'];

/** The listeners that get no traffic, and for each the one before it that takes it. Of what is not known nothing is said. */
export const listenerConflicts = perResource((gateway): ReadonlyMap<Listener, Listener> => {
  const conflicts = new Map<Listener, Listener>();
  const counting: Listener[] = [];
  for (const listener of kubernetesGatewayView(gateway).listeners) {
    const first = counting.find((one) => isIndistinct(one, listener));
    if (first === undefined) counting.push(listener);
    else conflicts.set(listener, first);
  }
  return conflicts;
});

/** A port belongs to one listener of TCP or UDP, or to those of HTTP, HTTPS and TLS with a hostname each. */
function isIndistinct(a: Listener, b: Listener): boolean {
  if (a.port === undefined || a.port !== b.port || a.protocol === undefined || b.protocol === undefined) return false;
  if (![a.protocol, b.protocol].every((one) => hasWholePort(one) || overHostnames.includes(one))) return a.protocol === b.protocol;
  return hasWholePort(a.protocol) || hasWholePort(b.protocol) || (a.hostname !== undefined && a.hostname === b.hostname);
}

/** Whether a listener of a protocol has a port for itself, as there is nothing in it that tells hosts apart. */
export function hasWholePort(protocol: string | undefined): boolean {
  return protocol === 'TCP' || protocol === 'UDP';
}
