// How findings speak of peers, rules and ports of a network policy.
import type { Related } from '../../model/finding.ts';
import type { Resource } from '../../model/resource.ts';
import { addressesIntersect } from '../../net/address-set.ts';
import type { AddressSet } from '../../net/address-set.ts';
import type { PortSegment } from '../../net/port-segments.ts';
import { portsOf } from '../../net/port-set.ts';
import type { PortItem } from '../../net/port-set.ts';
import { describePorts } from '../../net/summary.ts';
import { blocksOf } from '../../policy/effect.ts';
import type { BlockPeer, PolicyRuleModel } from '../../policy/model.ts';
import { enumerated } from '../../text/words.ts';

/** A block as its author wrote it. */
export function blockText({ at }: Pick<BlockPeer, 'at'>): string {
  return at.string ?? '';
}

/** `rule 2`, counted from one as people do. */
export function ruleText({ index }: PolicyRuleModel): string {
  return `rule ${index + 1}`;
}

/** `rule 2`, `rules 2 and 5`, `rules 2, 3 and 5`. */
export function rulesText(rules: readonly PolicyRuleModel[]): string {
  const numbers = rules.map(({ index }) => String(index + 1));
  return `${numbers.length < 2 ? 'rule' : 'rules'} ${enumerated(numbers)}`;
}

/** So many policies are named in one sentence. */
const namedPolicies = 4;

/** A policy as a sentence names it. */
export function policyName({ name }: Pick<Resource, 'name'>): string {
  return name ?? 'without a name';
}

/** `the policy a allows`, `the policies a, b and c allow`, `the policies a, b, c, d and 7 others allow`. */
export function policiesAllow(resources: readonly Resource[], together = false): string {
  const names = [...new Set(resources.map(policyName))];
  const more = names.length - namedPolicies;
  const told = more > 0 ? [...names.slice(0, namedPolicies), more === 1 ? 'one other' : `${more} others`] : names;
  if (told.length > 1) return `the policies ${enumerated(told)} ${together ? 'together ' : ''}allow`;
  return together ? `blocks of the policy ${enumerated(told)} together allow` : `the policy ${enumerated(told)} allows`;
}

/** ` on TCP 443`: ports that were compared one by one; nothing where they are all that the rule has. */
export function onPorts({ segments, everywhere }: { readonly segments: readonly PortSegment[]; readonly everywhere: boolean }): string {
  if (everywhere) return '';
  return ` on ${describePorts(portsOf(segments.flatMap((one): readonly PortItem[] => {
    if (one.kind === 'numbers') return [{ protocol: one.protocol, first: one.first, last: one.last }];
    return one.kind === 'name' ? [{ protocol: one.protocol, name: one.name }] : [];
  })))}`;
}

/** So many places are named: more are not shown, and a long list has very many. */
const namedPlaces = 5;

/** The first places in rules that let addresses through: the blocks with any of them, or the rule for every destination. */
export function placesOf(resource: Resource, rules: readonly PolicyRuleModel[], addresses: AddressSet, message: string): readonly Related[] {
  const places: Related[] = [];
  for (const rule of rules) {
    if (rule.anywhere) places.push({ resource, span: rule.value.keySpan, message: 'this rule allows every destination' });
    for (const block of blocksOf(rule)) {
      if (places.length >= namedPlaces) return places;
      if (addressesIntersect(block.addresses, addresses)) places.push({ resource, span: block.at.span, message });
    }
  }
  return places.slice(0, namedPlaces);
}
