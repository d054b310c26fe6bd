// From a trace that ends wrongly to the place that is to blame.
import type { Trace } from '../trace/model.ts';
import { arrivalOf } from './arrival.ts';
import type { Arrival } from './arrival.ts';
import { noRule, noServer } from './at-gateway.ts';
import { notEntered } from './at-sidecar.ts';
import { leavingOf, noAddress, noEntry, noEntryPort } from './leaving.ts';
import type { Leaving } from './leaving.ts';
import { leadsBack, loopOf } from './loops.ts';
import type { Case, ChainBreak } from './model.ts';
import { besideTls, doubleTls, meshTls, passedOnUnopened, plaintext } from './outside-tls.ts';
import { decided } from './places.ts';
import { noSubset } from './subsets.ts';
import { mismatch, wrongServerName } from './tls.ts';
import { withoutCluster } from './to-gateway.ts';

type Reason = NonNullable<Trace['break']>;

/** At a gateway that does not take the request. */
const atGateway: Readonly<Partial<Record<Reason, (of: Case, arrival: Arrival) => ChainBreak | undefined>>> = {
  'no-gateway': noServer, 'no-server': noServer,
  'no-rule': (of, arrival) => unopened(of, arrival) ?? noRule(of, arrival),
  'server-name': wrongServerName, 'tls-expected': mismatch, 'wrong-tls': mismatch, 'not-http': mismatch,
};

/** Mutual TLS of the mesh that servers pass on by its name: they have none for that. */
function unopened(of: Case, { sender, here }: Arrival): ChainBreak | undefined {
  const tls = decided(sender, 'tls');
  const passes = sender.sends?.startsWith('mtls') === true && here.length > 0 && here.every((server) => server.tls === 'passthrough');
  return !passes || tls === undefined || of.subject.rules.some(({ block, gateways }) => block === 'tcp' && gateways.length > 0) ? undefined : passedOnUnopened(of, tls);
}

/** Behind a rule of the gateway. */
const behindGateway: Readonly<Partial<Record<Reason, (of: Case, leaving: Leaving) => ChainBreak | undefined>>> = {
  'no-host': noEntry, 'no-port': noEntryPort, 'no-address': noAddress, 'double-tls': doubleTls, 'mesh-tls': meshTls, plaintext,
  'no-subset': (of, { destination }) => (destination.resource === of.subject.resource ? noSubset(of, destination, of.trace.hops.at(-1)) : undefined),
};

/** What is wrong with the way of a request; `undefined` where nothing is, where it is not meant for a gateway, or not certain. */
export function diagnose(of: Case): ChainBreak | undefined {
  const { trace, subject } = of;
  const [hop] = trace.hops;
  const rule = decided(hop, 'route');
  const gone = trace.outcome === 'direct' || trace.outcome === 'passthrough' || trace.outcome === 'blackhole';
  if (gone) return notEntered(of);
  // What another VirtualService does with the request is said about that one.
  if (rule?.resource !== subject.resource) return undefined;
  if (trace.hops.length === 1 && trace.outcome !== 'loop') return trace.break === 'no-rule' ? notEntered(of) : withoutCluster(of);
  return beyondSidecar(of);
}

/** What arrives may leave in another way than was meant. */
function whole(of: Case): ChainBreak | undefined {
  const leaving = leavingOf(of);
  return leaving === undefined ? undefined : besideTls(of, leaving);
}

function beyondSidecar(of: Case): ChainBreak | undefined {
  const { trace } = of;
  if (trace.outcome === 'loop' || leadsBack(of)) return loopOf(of);
  if (trace.break === undefined) return whole(of);
  const arrival = atGateway[trace.break];
  if (arrival !== undefined) {
    const arrived = arrivalOf(of);
    return arrived === undefined ? undefined : arrival(of, arrived);
  }
  const leaving = leavingOf(of);
  return leaving === undefined ? undefined : behindGateway[trace.break]?.(of, leaving);
}
