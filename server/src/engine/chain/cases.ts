// What is asked of a VirtualService and what becomes of it, worked out once for all who judge it.
import { trace } from '../trace/trace.ts';
import type { Case, Subject } from './model.ts';
import { requestsFor } from './requests.ts';
import type { Wanted } from './requests.ts';

const wanted = new WeakMap<Subject, readonly Wanted[]>();
const cases = new WeakMap<Wanted, Map<string, Case>>();

/** The requests that a VirtualService is for. */
export function wantedOf(subject: Subject): readonly Wanted[] {
  let known = wanted.get(subject);
  if (known === undefined) wanted.set(subject, (known = requestsFor(subject.world, subject.virtualService)));
  return known;
}

/** What becomes of one of these requests where a pod of a namespace makes it. */
export function caseOf(subject: Subject, asked: Wanted, client: string): Case {
  const { request, entry } = asked;
  let known = cases.get(asked);
  if (known === undefined) cases.set(asked, (known = new Map<string, Case>()));
  let found = known.get(client);
  if (found === undefined) known.set(client, (found = { subject, request, entry, client, trace: trace(subject.lookup, request, { namespace: client, labels: new Map() }) }));
  return found;
}
