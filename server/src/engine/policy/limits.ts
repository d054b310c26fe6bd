// Whether policies keep pods from leaving: what isolates them, and what all their policies together allow.
import { perResource } from '../model/memo.ts';
import type { Resource } from '../model/resource.ts';
import { specialPurposeRecords } from '../data/special-purpose.ts';
import type { SpecialPurposeKind } from '../data/special-purpose.ts';
import { understandCidr } from '../net/cidr.ts';
import { isFull, setOf, union } from '../net/interval-set.ts';
import type { IntervalSet } from '../net/interval-set.ts';
import { isWhole, portsFor } from '../net/port-set.ts';
import { addressesOfRule, blocksOf, rulesOfPolicy, uniteAddresses } from './effect.ts';
import { policyModel } from './model.ts';
import type { PolicyModel, PolicyRuleModel } from './model.ts';
import { givenLabels, matches, selectsAll } from './selector.ts';
import type { Selector } from './selector.ts';

/** Pods that may go to every external service: because no policy is about where they go, or because of one that lets them. */
export interface Unlimited {
  readonly by: Resource | undefined;
  /** Whether private addresses, and others that no external service has, are left out. */
  readonly sparesInside: boolean;
}

interface EgressLimits {
  readonly selector: Selector;
  /** Whether all of it is known; else it may limit pods or not. */
  readonly known: boolean;
  /** The rules for all ports of TCP, with which external services are called. */
  readonly wide: readonly PolicyRuleModel[];
  /** Whether one of them lets through to every external address, or even to every address. What has no IPv6 needs no rule for it. */
  readonly opens: Openness;
}

type Openness = 'not' | 'to the outside' | 'to everything';

const limitsOf = perResource((policy: Resource): EgressLimits | undefined => {
  const model = policyModel(policy);
  if (model?.podSelector === undefined) return undefined;
  const known = isKnown(model);
  if (known && !model.isolates.egress) return undefined;
  const wide = rulesOfPolicy(policy).filter(({ direction, ports }) => direction === 'egress' && ports !== undefined && isWhole(portsFor(ports, 'TCP')));
  const { podSelector: selector } = model;
  const knowsPods = selector.complete && !selector.requirements.some(({ key }) => givenLabels.test(key));
  return { selector, known: known && knowsPods, wide, opens: wide.some(({ anywhere }) => anywhere) ? 'to everything' : reachOf(wide) };
});

function isKnown({ resource: { root, namespace, entry }, complete }: PolicyModel): boolean {
  const spec = root.at('spec');
  const types = spec.at('policyTypes');
  return complete.egress && namespace !== undefined && !entry.isPatch && !entry.document.partial && !spec.hasUnknownEntries
    && types.type !== 'unknown' && types.items().every(({ type }) => type !== 'unknown');
}

/**
 * Whether pods with these labels surely may go anywhere, as far as the policies of their namespace say; without labels, whether
 * that holds for any pod. Policies add up: one that allows everything undoes what others limit.
 */
export function unlimitedEgress(policies: readonly Resource[], labels: ReadonlyMap<string, string> | undefined): Unlimited | undefined {
  const wide: PolicyRuleModel[] = [];
  let by: Resource | undefined;
  let isIsolated = false;
  for (const policy of policies) {
    const limits = limitsOf(policy);
    if (limits === undefined) continue;
    const selected = limits.known ? isSelected(limits.selector, labels) : undefined;
    if (selected === true && limits.opens !== 'not') return { by: policy, sparesInside: limits.opens === 'to the outside' };
    if (selected === true && limits.wide.length > 0) {
      wide.push(...limits.wide);
      by = policy;
    }
    // What may select them may as well limit them.
    isIsolated ||= selected !== false;
  }
  if (!isIsolated) return { by: undefined, sparesInside: false };
  const reach = reachOf(wide);
  return reach === 'not' ? undefined : { by, sparesInside: reach === 'to the outside' };
}

/** `undefined` where it depends on labels that are not known. */
function isSelected(selector: Selector, labels: ReadonlyMap<string, string> | undefined): boolean | undefined {
  if (selectsAll(selector)) return true;
  return labels === undefined ? undefined : matches(selector, labels);
}

/** Kinds of addresses that are those of the cluster, its nodes and their networks, or nobody's. */
const insideKinds: ReadonlySet<SpecialPurposeKind> = new Set<SpecialPurposeKind>(['private', 'shared', 'loopback', 'link-local', 'unspecified', 'broadcast', 'multicast', 'reserved']);
let inside: IntervalSet | undefined;

function insideAddresses(): IntervalSet {
  inside ??= setOf(4, specialPurposeRecords.filter(({ kind }) => insideKinds.has(kind)).flatMap(({ cidr }) => {
    const range = understandCidr(cidr)?.range;
    return range?.family === 4 ? [range] : [];
  }));
  return inside;
}

/** The part of all addresses that is not inside is larger than this. */
const outsideShare = 0.8;

/** How far blocks of several rules reach together, as two halves do. What is too little by its sheer size is not joined. */
function reachOf(rules: readonly PolicyRuleModel[]): Openness {
  const share = rules.flatMap(blocksOf).reduce((sum, { range }) => sum + (range.family === 4 ? 2 ** -range.prefix : 0), 0);
  if (share < outsideShare) return 'not';
  const { v4 } = uniteAddresses(rules.map(addressesOfRule));
  if (isFull(v4)) return 'to everything';
  return isFull(union(v4, insideAddresses())) ? 'to the outside' : 'not';
}
