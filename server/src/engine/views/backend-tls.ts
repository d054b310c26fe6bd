// What a BackendTLSPolicy says (`BackendTLSPolicyCollection` of Istio's `backend_policies.go`).
import { serviceEntry } from '../kinds/service-entry.ts';
import { service } from '../kinds/service.ts';
import type { Kind } from '../model/kind.ts';
import { perResource } from '../model/memo.ts';
import type { Resource } from '../model/resource.ts';
import type { Value } from '../yaml/value.ts';
import { optional, refAt } from './gateway-api.ts';
import type { ObjectRef } from './gateway-api.ts';
import type { Text } from './read.ts';

/** An item of `targetRefs`, which is in the namespace of the policy. */
export interface PolicyTarget extends ObjectRef {
  readonly sectionName: Text | 'absent';
}

export interface BackendTlsView {
  readonly targets: readonly PolicyTarget[];
  readonly authorities: readonly ObjectRef[];
  readonly validation: Value;
  /** Whether it asks Istio to leave it alone; `undefined` where that is not known. */
  readonly isIgnored: boolean | undefined;
}

export const backendTlsView = perResource(({ root }: Resource): BackendTlsView => {
  const spec = root.at('spec');
  const annotation = root.at('metadata', 'annotations', 'istio.io/ignore-policy-attachment');
  return {
    targets: spec.at('targetRefs').items().map(policyTargetAt),
    authorities: spec.at('validation', 'caCertificateRefs').items().map(authorityAt),
    validation: spec.at('validation'),
    isIgnored: annotation.exists ? annotation.string?.toLowerCase() === 'true' || (annotation.type === 'unknown' ? undefined : false) : false,
  };
});

export function policyTargetAt(value: Value): PolicyTarget {
  return { ...refAt(value, '', ''), sectionName: optional(value.at('sectionName')) };
}

/** An item of `caCertificateRefs`. */
export function authorityAt(value: Value): ObjectRef {
  return refAt(value, '', '');
}

/** The kind of object that Istio takes as target of a policy. */
export function targetKind({ group, kind }: ObjectRef): Kind | undefined {
  return [service, serviceEntry].find((one) => one.group === group && one.kind === kind);
}
