// How findings speak of servers that meet on one port of a gateway.
import type { Resource } from '../../model/resource.ts';
import type { Server } from '../../trace/server.ts';

/** `port 8443 of the gateway's pods (port 443 of its Service)`. */
export function listenerText({ number, listens }: Server): string {
  return number === listens ? `port ${number}` : `port ${listens} of the gateway's pods (${number} of its Service)`;
}

/** `in Gateway istio-system/b`, or `of this Gateway`. */
export function besideText(resource: Resource, { resource: other, gateway }: Server): string {
  return other === resource ? 'of this Gateway' : `of Gateway ${other.namespace === undefined ? (other.name ?? '') : gateway}`;
}
