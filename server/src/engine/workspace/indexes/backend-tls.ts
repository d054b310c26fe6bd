import { backendTlsPolicy } from '../../kinds/backend-tls-policy.ts';
import { kindId } from '../../model/kind.ts';
import type { Kind } from '../../model/kind.ts';
import type { Resource } from '../../model/resource.ts';
import type { Index, Lookup } from '../../model/rule.ts';
import { backendTlsView, targetKind } from '../../views/backend-tls.ts';

/** Stands for a namespace that is not written. */
const unknown = '?';

function keyOf(kind: Kind, namespace: string, name: string): string {
  return `${kindId(kind)} ${namespace} ${name}`;
}

/** The key of policies of which it is not known what they are for. */
const anyTarget = '?';

/** Policies that have proxies speak TLS to backends, by kind, namespace and name of these. */
export const backendTlsByTarget: Index = {
  id: 'backend-tls-by-target',
  kinds: [backendTlsPolicy],
  keys: (resource) => {
    const { targets, isIgnored } = backendTlsView(resource);
    if (isIgnored === true) return [];
    return targets.flatMap((target) => {
      const { group, kind: named, name: { text } } = target;
      if (group === undefined || named === undefined || text === undefined) return [anyTarget];
      const kind = targetKind(target);
      return kind === undefined ? [] : [keyOf(kind, resource.namespace ?? unknown, text), keyOf(kind, '*', text)];
    });
  },
};

/** The policies that may be for a Service or ServiceEntry: of its namespace, or of one that is not written. */
export function policiesForTarget(lookup: Lookup, { kind, namespace, name }: Pick<Resource, 'kind' | 'namespace' | 'name'>): readonly Resource[] {
  if (name === undefined) return [];
  if (namespace === undefined) return lookup.all(backendTlsByTarget, keyOf(kind, '*', name));
  const [here, homeless] = [namespace, unknown].map((home) => lookup.all(backendTlsByTarget, keyOf(kind, home, name)));
  return homeless === undefined || homeless.length === 0 ? here ?? [] : [...(here ?? []), ...homeless];
}

/** Whether a policy may be for anything. */
export function mayTargetAny(lookup: Lookup): boolean {
  return lookup.any(backendTlsByTarget, anyTarget);
}
