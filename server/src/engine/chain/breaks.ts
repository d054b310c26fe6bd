// All breaks that a VirtualService shows, worked out once for all rules that tell of them.
import type { Resource } from '../model/resource.ts';
import type { Lookup } from '../model/rule.ts';
import { virtualService } from '../kinds/virtual-service.ts';
import { trace } from '../trace/trace.ts';
import { isCertain, isWritten } from './certain.ts';
import { diagnose } from './diagnose.ts';
import { loopsAtGateway } from './loops.ts';
import type { ChainBreak, ChainRule, Subject } from './model.ts';
import { clientsOf, requestsFor } from './requests.ts';
import type { Wanted } from './requests.ts';
import { unreadRules } from './server-block.ts';
import { subjectOf } from './subject.ts';

/** A lookup lives for one check of one resource, and so does what was found through it. */
const kept = new WeakMap<Lookup, Map<Resource, readonly ChainBreak[]>>();

/** Where the way out that a VirtualService means to show is broken; each break once, for the rule that tells of it. */
export function chainBreaks(lookup: Lookup, resource: Resource): readonly ChainBreak[] {
  let known = kept.get(lookup);
  if (known === undefined) kept.set(lookup, (known = new Map<Resource, readonly ChainBreak[]>()));
  let found = known.get(resource);
  if (found === undefined) known.set(resource, (found = resource.kind === virtualService ? unique(allBreaks(lookup, resource).filter(({ at }) => isWritten(at))) : []));
  return found;
}

/** Whether a rule of the family tells of a mistake that a VirtualService shows, so that no other has to. */
export function isTold(lookup: Lookup, resource: Resource, rule: ChainRule): boolean {
  return lookup.options.rules[rule] !== 'off' && chainBreaks(lookup, resource).some((one) => one.rule === rule);
}

function allBreaks(lookup: Lookup, resource: Resource): readonly ChainBreak[] {
  const unread = unreadRules(lookup, resource);
  const subject = subjectOf(lookup, resource);
  return !subject?.attached.every(isCertain) ? unread : [...unread, ...brokenWays(subject), ...loopsAtGateway(subject)];
}

function brokenWays(subject: Subject): readonly ChainBreak[] {
  return requestsFor(subject.world, subject.virtualService).flatMap((wanted): readonly ChainBreak[] => {
    const { namespaces, certain } = clientsOf(subject, wanted.entry);
    const found = namespaces.map((client) => brokenWay(subject, wanted, client));
    const [first] = found.filter((one) => one !== undefined);
    // What works for some, where nobody knows who calls, is no mistake.
    return first === undefined || (!certain && found.includes(undefined)) ? [] : [first];
  });
}

function brokenWay(subject: Subject, { request, entry }: Wanted, client: string): ChainBreak | undefined {
  const found = trace(subject.lookup, request, { namespace: client, labels: new Map() });
  const involved = found.hops.flatMap(({ decisions }) => decisions.map((one) => one.resource));
  if (![...involved, entry?.resource].every((one) => one === undefined || isCertain(one))) return undefined;
  const one = diagnose({ subject, request, entry, client, trace: found });
  return one !== undefined && isCertain(one.at) ? one : undefined;
}

function unique(breaks: readonly ChainBreak[]): readonly ChainBreak[] {
  const seen = new Set<string>();
  return breaks.filter(({ at, problem: { span } }) => {
    const key = `${at.entry.uri} ${at.entry.index} ${span.start} ${span.end}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
