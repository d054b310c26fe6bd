// All breaks that a VirtualService shows, worked out once for all rules that tell of them.
import type { Resource } from '../model/resource.ts';
import type { Lookup } from '../model/rule.ts';
import { gateway } from '../kinds/gateway.ts';
import { virtualService } from '../kinds/virtual-service.ts';
import { perCheck } from '../model/memo.ts';
import { areVariants } from '../references/together.ts';
import { gatewayView } from '../views/gateway.ts';
import type { Span } from '../yaml/span.ts';
import { caseOf, wantedOf } from './cases.ts';
import type { Asked } from './cases.ts';
import { isCertain, isWayCertain, isWritten } from './certain.ts';
import { diagnose } from './diagnose.ts';
import { loopsAtGateway } from './loops.ts';
import type { ChainBreak, ChainRule, Subject } from './model.ts';
import { unreadRules } from './server-block.ts';
import { subjectOf } from './subject.ts';

/** Where the way out that a VirtualService means to show is broken; each break once, for the rule that tells of it. */
export const chainBreaks = perCheck((lookup, resource): readonly ChainBreak[] =>
  (resource.kind === virtualService ? unique(allBreaks(lookup, resource).filter((one) => isWritten(one.at) && !mixesVariants(lookup, resource, one))) : []));

/** Whether what makes up a break is never applied together: what stands in one file replaces what it has in common with another. */
function mixesVariants(lookup: Lookup, resource: Resource, { at, problem: { related = [] } }: ChainBreak): boolean {
  const parts = [...new Set([resource, at, ...related.map((one) => one.resource)])];
  return parts.some((one, place) => parts.slice(place + 1).some((other) => areVariants(lookup, one, other)));
}

/** Whether a rule of the family tells of a mistake that a VirtualService shows (in a certain resource), so that no other has to. */
export function isTold(lookup: Lookup, resource: Resource, rule: ChainRule, at?: Resource): boolean {
  return lookup.options.rules[rule] !== 'off' && chainBreaks(lookup, resource).some((one) => one.rule === rule && (at === undefined || one.at === at));
}

function allBreaks(lookup: Lookup, resource: Resource): readonly ChainBreak[] {
  const unread = unreadRules(lookup, resource);
  const subject = subjectOf(lookup, resource);
  if (!subject?.attached.every(isCertain)) return unread;
  const broken = [...brokenWays(subject), ...loopsAtGateway(subject)];
  return [...unread.filter((one) => !broken.some((other) => blamesServer(other, one) || blamesBlock(other, one))), ...broken];
}

/** Whether a break already stands at the server that does not read a rule. */
function blamesServer({ at, problem: { span } }: ChainBreak, { problem: { related = [] } }: ChainBreak): boolean {
  if (at.kind !== gateway) return false;
  const holds = (server: Span, { start, end }: Span): boolean => server.start <= start && end <= server.end;
  const blamed = gatewayView(at).servers.find(({ value }) => holds(value.span, span));
  return blamed !== undefined && related.some((one) => one.resource === at && holds(blamed.value.span, one.span));
}

/** Whether a whole block of rules is told to be the wrong one, so that a rule in it need not be. */
function blamesBlock({ rule, at, problem: { span } }: ChainBreak, one: ChainBreak): boolean {
  if (rule !== 'egress-chain-mesh-block-mismatch' || at !== one.at) return false;
  const block = at.root.at('spec').entries().find(({ keySpan }) => keySpan.start === span.start);
  return block !== undefined && block.span.start <= one.problem.span.start && one.problem.span.end <= block.span.end;
}

function brokenWays(subject: Subject): readonly ChainBreak[] {
  return wantedOf(subject).flatMap((wanted): readonly ChainBreak[] => {
    const { clients: { namespaces, certain } } = wanted;
    const found = namespaces.map((client) => brokenWay(subject, wanted, client));
    const [first] = found.filter((one) => one !== undefined);
    // What works for some, where nobody knows who calls, is no mistake.
    return first === undefined || (!certain && found.includes(undefined)) ? [] : [first];
  });
}

function brokenWay(subject: Subject, wanted: Asked, client: string): ChainBreak | undefined {
  const found = caseOf(subject, wanted, client);
  if (!isWayCertain(found.trace) || (wanted.entry !== undefined && !isCertain(wanted.entry.resource))) return undefined;
  const one = diagnose(found);
  return one !== undefined && isCertain(one.at) ? one : undefined;
}

function unique(breaks: readonly ChainBreak[]): readonly ChainBreak[] {
  if (breaks.length < 2) return breaks;
  const seen = new Set<string>();
  return breaks.filter(({ at, problem: { span } }) => {
    const key = `${at.entry.uri} ${at.entry.index} ${span.start} ${span.end}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
