import { fixOf } from '../../edits/fix.ts';
import { replaceString } from '../../edits/scalar.ts';
import { networkPolicy } from '../../kinds/network-policy.ts';
import { hostMask, widthOf } from '../../net/family.ts';
import { rangeOf } from '../../net/range.ts';
import type { CidrRange } from '../../net/range.ts';
import { blocksOf, rulesOfPolicy } from '../../policy/effect.ts';
import type { BlockPeer } from '../../policy/model.ts';
import { resourceRule } from '../define.ts';
import { blockText } from '../support/peers.ts';

export const cidrNetworkAsHost = resourceRule({
  id: 'cidr-network-as-host',
  title: 'Single address that looks like a network',
  severity: 'information',
  since: '0.1.0',
  kinds: [networkPolicy],
  fixable: true,
  docs: `\`10.20.30.0/32\` is one address, and an address that ends in \`.0\` (or in \`::\` for IPv6) is most often the name of a network. With \`/32\` the rule allows one address, which perhaps no host has, instead of the network.

Silent below \`except\`, for \`0.0.0.0\` and \`::\`, and where the policy names the same address with a shorter prefix as well: then the one address is meant.

**Do:** write the prefix length of the network. If the one address is meant, leave it.`,
  check(resource, report) {
    const blocks = rulesOfPolicy(resource).flatMap(blocksOf);
    let networks: ReadonlySet<string> | undefined;
    for (const block of blocks) {
      const network = networkLike(block.range);
      if (network === undefined) continue;
      networks ??= new Set(blocks.filter(({ range }) => range.prefix < widthOf(range.family)).map(startOf));
      if (networks.has(startOf(block))) continue;
      report({
        span: block.at.span,
        message: `${blockText(block)} is a single address, but looks like a network. If ${network.text} or another network is meant, write its prefix length.`,
        fixes: () => fixOf(`Replace with ${network.text}`, replaceString(block.at, network.text)),
      });
    }
  },
});

function startOf({ range: { text } }: BlockPeer): string {
  return text.slice(0, text.indexOf('/'));
}

/** The network that an address by itself most likely stands for. */
function networkLike({ family, first, prefix }: CidrRange): CidrRange | undefined {
  if (prefix !== widthOf(family) || first === 0n) return undefined;
  const likely = family === 4 ? 24 : 64;
  return (first & hostMask(widthOf(family) - likely)) === 0n ? rangeOf(family, first, likely) : undefined;
}
