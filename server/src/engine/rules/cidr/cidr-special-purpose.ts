import { specialPurposeRecords } from '../../data/special-purpose.ts';
import type { SpecialPurposeKind, SpecialPurposeRecord } from '../../data/special-purpose.ts';
import { networkPolicy } from '../../kinds/network-policy.ts';
import { addressesOf } from '../../net/address-set.ts';
import { understandCidr } from '../../net/cidr.ts';
import { containsRange } from '../../net/range.ts';
import type { CidrRange } from '../../net/range.ts';
import { hasRange } from '../../net/within.ts';
import { blocksOf, rulesOfPolicy } from '../../policy/effect.ts';
import { isZeroBase, neighbours } from '../../policy/shapes.ts';
import { resourceRule } from '../define.ts';
import { blockText } from '../support/peers.ts';

export const cidrSpecialPurpose = resourceRule({
  id: 'cidr-special-purpose',
  title: 'Range where no host is',
  severity: 'information',
  since: '0.1.0',
  kinds: [networkPolicy],
  docs: `The block lies wholly inside a range that is set aside for something else than hosts: documentation (\`203.0.113.0/24\`), loopback, multicast, broadcast, benchmarking, reserved addresses and the like. The rule allows nothing that anybody needs; often an example was copied and never filled in. Traffic to loopback stays in the pod, where no policy looks.

Silent for private addresses, carrier-grade NAT, link-local and NAT64 ranges, for wider blocks that merely contain such a range, and for lists that spell out "everything but" block by block.

**Do:** write the range that is meant, or delete the peer.`,
  check(resource, report) {
    for (const rule of rulesOfPolicy(resource)) {
      const blocks = blocksOf(rule);
      const beside = neighbours(rule);
      for (const block of blocks) {
        const record = recordOf(block.range);
        if (record === undefined || isZeroBase(block.range) || beside.isPartOfRun(block)) continue;
        report({ span: block.at.span, message: `${blockText(block)} ${block.range.text === record.cidr ? 'is' : `lies inside ${record.cidr},`} set aside as "${record.name}" (${record.rfc}). ${record.note ?? ''} Write the range that is meant, or delete the peer.` });
      }
    }
  },
});

const useless: ReadonlySet<SpecialPurposeKind> = new Set(['documentation', 'loopback', 'unspecified', 'multicast', 'reserved', 'broadcast', 'benchmarking', 'discard', 'dummy']);

const records = specialPurposeRecords.flatMap((record): readonly { readonly record: SpecialPurposeRecord; readonly range: CidrRange }[] => {
  const range = understandCidr(record.cidr)?.range;
  const isUseless = useless.has(record.kind) || record.cidr === '192.88.99.0/24';
  return range === undefined || !isUseless ? [] : [{ record, range }];
}).sort((a, b) => b.range.prefix - a.range.prefix);

const setAside = addressesOf(records.map(({ range }) => range));
const byFamily = { 4: records.filter(({ range }) => range.family === 4), 6: records.filter(({ range }) => range.family === 6) };

function recordOf(range: CidrRange): SpecialPurposeRecord | undefined {
  if (!hasRange(setAside, range)) return undefined;
  return byFamily[range.family].find((one) => containsRange(one.range, range))?.record;
}
