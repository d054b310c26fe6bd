// The address blocks of a policy as they are written, half-typed and refused ones too: for what is said about their text.
import { lately } from '../model/memo.ts';
import type { Resource } from '../model/resource.ts';
import type { Value } from '../yaml/value.ts';
import { policyModel } from './model.ts';

/** An `ipBlock` of a network policy. Any of its values may be missing. */
export interface IpBlock {
  /** The item of the `to` or `from` list. */
  readonly peer: Value;
  readonly block: Value;
  readonly cidr: Value;
  readonly except: Value;
}

/** One rule of a network policy as it is written. */
export interface WrittenRule {
  /** Whether the policy puts rules of this direction into force. */
  readonly inForce: boolean;
  readonly ports: Value;
  /** The list `to` or `from`. */
  readonly peers: Value;
  readonly blocks: readonly IpBlock[];
}

/** The rules of a network policy, egress first; none for other kinds. */
export const policyRules = lately((resource: Resource): readonly WrittenRule[] => {
  const model = policyModel(resource);
  return (model?.rules ?? []).map(({ value, list, direction }) => ({
    inForce: model?.isolates[direction] ?? false, ports: value.at('ports'), peers: list, blocks: list.items().flatMap(ipBlockOf),
  }));
});

function ipBlockOf(peer: Value): readonly IpBlock[] {
  const block = peer.at('ipBlock');
  return block.type === 'map' ? [{ peer, block, cidr: block.at('cidr'), except: block.at('except') }] : [];
}
