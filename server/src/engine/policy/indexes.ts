// Ways in which policies are found by what they let through.
import { networkPolicy } from '../kinds/network-policy.ts';
import type { Index } from '../model/rule.ts';
import { policyByEffect } from './cross-index.ts';
import { allowsDns } from './dns.ts';
import { policyModel } from './model.ts';
import { selectsAll } from './selector.ts';
import type { Selector } from './selector.ts';

/**
 * Policies that let their pods ask DNS, by protocol, namespace and pods: `UDP shop *` for all pods, `UDP shop app=web` by the
 * values of one label that they demand, `UDP shop ?` by other demands. The namespace is `?` where it is not known; `*` stands
 * for any. What is not known about a policy counts as yes.
 */
export const dnsPolicy: Index = {
  id: 'dns-policy',
  kinds: [networkPolicy],
  keys: (resource) => {
    const model = policyModel(resource);
    if (model?.isolates.egress !== true) return [];
    return (['UDP', 'TCP'] as const)
      .filter((protocol) => allowsDns(model, protocol))
      .flatMap((protocol) => podsOf(model.podSelector).flatMap((pods) => [`${protocol} ${resource.namespace ?? '?'} ${pods}`, `${protocol} * ${pods}`]));
  },
};

function podsOf(selector: Selector | undefined): readonly string[] {
  if (selector?.complete !== true || selectsAll(selector)) return ['*'];
  const demand = selector.requirements.find(({ operator }) => operator === 'In');
  return demand === undefined ? ['?'] : [...demand.values].map((value) => `${demand.key}=${value}`);
}

/** The parts of `dnsPolicy` under which the policies stand that may be for pods with these labels, those for all pods apart. */
export function podKeys(labels: Iterable<readonly [key: string, value: string]>): readonly string[] {
  return ['?', ...[...labels].map(([key, value]) => `${key}=${value}`)];
}

export const policyIndexes: readonly Index[] = [dnsPolicy, policyByEffect];
