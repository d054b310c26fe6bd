// The traffic policies of a DestinationRule, wherever they stand.
import { lately } from '../model/memo.ts';
import type { Resource } from '../model/resource.ts';
import type { Value } from '../yaml/value.ts';

export interface TrafficPolicies {
  /** Of the rule and of its subsets. */
  readonly whole: readonly Value[];
  /** Of single ports. */
  readonly ofPorts: readonly Value[];
  /** Both: what has `loadBalancer`, `connectionPool`, `outlierDetection` and `tls`. */
  readonly all: readonly Value[];
}

/** All traffic policies that are objects. */
export const trafficPolicies = lately((resource: Resource): TrafficPolicies => {
  const spec = resource.root.at('spec');
  const whole = [spec.at('trafficPolicy'), ...spec.at('subsets').items().map((subset) => subset.at('trafficPolicy'))].filter(isObject);
  const ofPorts = whole.flatMap((policy) => policy.at('portLevelSettings').items()).filter(isObject);
  return { whole, ofPorts, all: [...whole, ...ofPorts] };
});

/** Whether a policy is that of the whole rule, the only one of which Istio passes warnings on. */
export function isWholeRule(policy: Value): boolean {
  return policy.step === 'trafficPolicy' && policy.parent?.step === 'spec';
}

function isObject({ type }: Value): boolean {
  return type === 'map';
}
