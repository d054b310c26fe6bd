// The gateway that a request has come to: its pods, and the servers on the port.
import { targetPort } from '../trace/gateways.ts';
import type { GatewayProxy } from '../trace/gateways.ts';
import type { Decision, Hop } from '../trace/model.ts';
import { assumedService } from '../trace/assumed.ts';
import { serversOf } from '../trace/servers.ts';
import type { Server } from '../trace/server.ts';
import { servicesAt } from '../trace/world.ts';
import type { MeshService } from '../trace/world.ts';
import type { Case } from './model.ts';
import { decided } from './places.ts';
import { gatewayOf } from './subject.ts';

export interface Arrival {
  /** The hop that led here, and its destination. */
  readonly sender: Hop;
  readonly destination: Decision;
  readonly service: MeshService;
  readonly gateway: GatewayProxy;
  /** Where the pods listen. */
  readonly port: number;
  readonly servers: readonly Server[];
  /** Those that listen on the port. */
  readonly here: readonly Server[];
}

/** Where a request stands whose last hop is a gateway that does not take it. */
export function arrivalOf({ subject: { world }, trace: { hops } }: Case): Arrival | undefined {
  const sender = hops.at(-2);
  const destination = decided(sender, 'destination');
  if (sender?.service === undefined || destination === undefined) return undefined;
  const host = sender.service;
  const gateway = gatewayOf(world, host);
  const service = servicesAt(world, host).find(({ view }) => view.registry === 'kubernetes') ?? assumedService(world, host);
  const servicePort = service?.ports.findLast(({ number }) => number === sender.port);
  if (gateway === undefined || gateway === 'unreached' || service === undefined || servicePort === undefined) return undefined;
  const port = targetPort(servicePort, gateway.workload);
  const { kept } = serversOf(world, gateway);
  return { sender, destination, service, gateway, port, servers: kept, here: kept.filter(({ listens }) => listens === port) };
}
