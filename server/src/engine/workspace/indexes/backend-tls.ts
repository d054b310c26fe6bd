import { backendTlsPolicy } from '../../kinds/backend-tls-policy.ts';
import { kindId } from '../../model/kind.ts';
import type { Kind } from '../../model/kind.ts';
import type { Resource } from '../../model/resource.ts';
import type { Index, Lookup } from '../../model/rule.ts';
import { backendTlsView, targetKind } from '../../views/backend-tls.ts';

function keyOf(kind: Kind, name: string): string {
  return `${kindId(kind)} ${name}`;
}

/** The key of policies of which it is not known what they are for. */
const anyTarget = '?';

/** Policies that have proxies speak TLS to backends, by kind and name of these. */
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
      return kind === undefined ? [] : [keyOf(kind, text)];
    });
  },
};

/** The policies for a Service or ServiceEntry, of whatever namespace they are. */
export function policiesForTarget(lookup: Lookup, { kind, name }: Resource): readonly Resource[] {
  return name === undefined ? [] : lookup.all(backendTlsByTarget, keyOf(kind, name));
}

/** Whether a policy may be for anything. */
export function mayTargetAny(lookup: Lookup): boolean {
  return lookup.any(backendTlsByTarget, anyTarget);
}
