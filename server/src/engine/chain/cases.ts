// What is asked of a VirtualService and what becomes of it, worked out once for all who judge it.
import { trace } from '../trace/trace.ts';
import type { Case, Subject } from './model.ts';
import { clientsOf, requestsFor } from './requests.ts';
import type { Clients, Wanted } from './requests.ts';

/** A request that a VirtualService is for, with those who make it. */
export interface Asked extends Wanted {
  readonly clients: Clients;
  /** What becomes of it, by client. */
  readonly cases: Map<string, Case>;
}

const asked = new WeakMap<Subject, readonly Asked[]>();

/** The requests that a VirtualService is for. */
export function wantedOf(subject: Subject): readonly Asked[] {
  let known = asked.get(subject);
  if (known === undefined) asked.set(subject, (known = withClients(subject, requestsFor(subject.world, subject.virtualService))));
  return known;
}

/** The ports of one host have the same clients. */
function withClients(subject: Subject, wanted: readonly Wanted[]): readonly Asked[] {
  const clients = new Map<Wanted['entry'], Clients>();
  return wanted.map(({ request, entry }) => {
    let own = clients.get(entry);
    if (own === undefined) clients.set(entry, (own = clientsOf(subject, entry)));
    return { request, entry, clients: own, cases: new Map<string, Case>() };
  });
}

/** What becomes of one of these requests where a pod of a namespace makes it. */
export function caseOf(subject: Subject, { request, entry, cases }: Asked, client: string): Case {
  let found = cases.get(client);
  if (found === undefined) cases.set(client, (found = { subject, request, entry, client, trace: trace(subject.lookup, request, { namespace: client, labels: noLabels }) }));
  return found;
}

const noLabels: ReadonlyMap<string, string> = new Map();
