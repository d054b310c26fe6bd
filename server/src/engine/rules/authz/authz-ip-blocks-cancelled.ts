import { fixOf } from '../../edits/fix.ts';
import { deleteEntry } from '../../edits/map.ts';
import { validCidrOf } from '../../fields/cidr.ts';
import { authorizationPolicy } from '../../kinds/authorization-policy.ts';
import type { Resource } from '../../model/resource.ts';
import { addressesOf, coversAddresses } from '../../net/address-set.ts';
import type { CidrRange } from '../../net/range.ts';
import { cidrSites } from '../../workspace/sites.ts';
import type { Value } from '../../yaml/value.ts';
import { resourceRule } from '../define.ts';

export const authzIpBlocksCancelled = resourceRule({
  id: 'authz-ip-blocks-cancelled',
  title: 'Addresses that are all taken away again',
  severity: 'warning',
  since: '0.1.0',
  kinds: [authorizationPolicy],
  fixable: true,
  docs: `All addresses of \`ipBlocks\` are in \`notIpBlocks\` of the same \`source\` (or those of \`remoteIpBlocks\` in \`notRemoteIpBlocks\`, or \`values\` of a condition on an address in its \`notValues\`). A request would have to come from an address that is in the one and not in the other, so the source never matches: \`ALLOW\` lets nobody in by it, \`DENY\` keeps nobody out.

Istio compares no addresses when it takes a policy.

**Do:** narrow the list of exceptions, or delete it.`,
  check(resource, report) {
    const ranges = rangesOf(resource);
    for (const { wanted, excluded, subject } of pairsOf(resource)) {
      const [taken, away] = [readList(wanted, ranges), readList(excluded, ranges)];
      if (taken === undefined || away === undefined || !coversAddresses(addressesOf(away.map(({ range }) => range)), addressesOf(taken.map(({ range }) => range)))) continue;
      report({
        span: wanted.keySpan,
        message: `All addresses of ${String(wanted.step)} are in ${String(excluded.step)} as well, so this ${subject} never matches. Narrow ${String(excluded.step)}, or delete it.`,
        related: away.map(({ value }) => ({ resource, span: value.span, message: 'takes addresses away' })),
        fixes: () => fixOf(`Delete ${String(excluded.step)}`, deleteEntry(excluded)),
      });
    }
  },
});

interface Pair {
  readonly wanted: Value;
  readonly excluded: Value;
  readonly subject: 'source' | 'condition';
}

function pairsOf(resource: Resource): readonly Pair[] {
  return resource.root.at('spec', 'rules').items().flatMap((rule) => [
    ...rule.at('from').items().map((item) => item.at('source')).flatMap((source): readonly Pair[] => [
      { wanted: source.at('ipBlocks'), excluded: source.at('notIpBlocks'), subject: 'source' },
      { wanted: source.at('remoteIpBlocks'), excluded: source.at('notRemoteIpBlocks'), subject: 'source' },
    ]),
    ...rule.at('when').items().filter((condition) => addressKeys.has(condition.at('key').string ?? '')).map((condition): Pair => ({ wanted: condition.at('values'), excluded: condition.at('notValues'), subject: 'condition' })),
  ]);
}

const addressKeys = new Set(['source.ip', 'remote.ip', 'destination.ip']);

interface Listed {
  readonly value: Value;
  readonly range: CidrRange;
}

function rangesOf(resource: Resource): ReadonlyMap<Value, CidrRange> {
  return new Map(cidrSites(resource).flatMap((site) => {
    const reading = validCidrOf(site);
    return reading === undefined ? [] : [[site.value, reading.range] as const];
  }));
}

/** The ranges of a list; `undefined` where it is empty or one of them is not known. */
function readList(list: Value, ranges: ReadonlyMap<Value, CidrRange>): readonly Listed[] | undefined {
  const items = list.items();
  const known = items.flatMap((value): readonly Listed[] => {
    const range = ranges.get(value);
    return range === undefined ? [] : [{ value, range }];
  });
  return items.length === 0 || list.hasUnknownEntries || known.length < items.length ? undefined : known;
}
