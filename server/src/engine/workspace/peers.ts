// The peers of network policies, direction by direction.
import type { Resource } from '../model/resource.ts';
import type { Value } from '../yaml/value.ts';
import { perResource } from '../model/memo.ts';

/** An `ipBlock` of a network policy. Any of its values may be missing. */
export interface IpBlock {
  /** The item of the `to` or `from` list. */
  readonly peer: Value;
  readonly block: Value;
  readonly cidr: Value;
  readonly except: Value;
}

/** One rule of a network policy. */
export interface PolicyRule {
  readonly direction: 'egress' | 'ingress';
  /** Whether `policyTypes` puts rules of this direction into force. */
  readonly inForce: boolean;
  readonly ports: Value;
  /** The list `to` or `from`. */
  readonly peers: Value;
  readonly blocks: readonly IpBlock[];
}

/** The rules of a network policy, egress first; none for other kinds. */
export const policyRules = perResource((resource: Resource): readonly PolicyRule[] => {
  if (resource.kind.kind !== 'NetworkPolicy') return [];
  const spec = resource.root.at('spec');
  return (['egress', 'ingress'] as const).flatMap((direction) => {
    const inForce = isInForce(spec, direction);
    return spec.at(direction).items().map((rule): PolicyRule => {
      const peers = rule.at(direction === 'egress' ? 'to' : 'from');
      return { direction, inForce, ports: rule.at('ports'), peers, blocks: peers.items().flatMap(ipBlockOf) };
    });
  });
});

/** Without `policyTypes` a policy is about ingress, and about egress as soon as it has an egress rule. */
function isInForce(spec: Value, direction: 'egress' | 'ingress'): boolean {
  const types = spec.at('policyTypes').items();
  if (types.length === 0) return direction === 'ingress' || spec.at('egress').items().length > 0;
  const named = direction === 'egress' ? 'Egress' : 'Ingress';
  return types.some((type) => type.type === 'unknown' || type.string === named);
}

function ipBlockOf(peer: Value): readonly IpBlock[] {
  const block = peer.at('ipBlock');
  return block.type === 'map' ? [{ peer, block, cidr: block.at('cidr'), except: block.at('except') }] : [];
}
