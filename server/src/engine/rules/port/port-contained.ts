import { deleteItem } from '../../edits/list.ts';
import { replaceByPlain } from '../../edits/scalar.ts';
import { networkPolicy } from '../../kinds/network-policy.ts';
import type { Fix } from '../../model/finding.ts';
import type { PortItem } from '../../net/port-set.ts';
import { policyModel } from '../../policy/model.ts';
import { portItem } from '../../policy/ports.ts';
import type { Value } from '../../yaml/value.ts';
import { resourceRule } from '../define.ts';

export const portContained = resourceRule({
  id: 'port-contained',
  title: 'Port inside another entry of the rule',
  severity: 'warning',
  since: '0.1.0',
  kinds: [networkPolicy],
  fixable: true,
  docs: `An entry of \`ports\` lies wholly inside another entry of the same rule: inside its range, or inside all ports of its protocol where the other one names no port. It adds nothing, and misleads whoever later narrows the range.

Ranges that merely overlap are said as information: one range can take their place. Entries of different protocols have nothing in common.

**Do:** delete the narrower entry, or the wider one if it is too wide.`,
  check(resource, report) {
    for (const rule of policyModel(resource)?.rules ?? []) {
      for (const { entry, other, inside } of overlapsIn(rule.value.at('ports'))) {
        const [text, wide] = [textOf(entry.item), textOf(other.item)];
        report({
          span: markOf(entry.value).span, severity: inside ? 'warning' : 'information', ...(inside ? { tags: ['unnecessary'] } : {}),
          related: [{ resource, span: markOf(other.value).span, message: inside ? 'the wider entry' : 'the other range' }],
          message: inside
            ? `${text} ${entry.item.first === entry.item.last ? 'lies' : 'lie'} inside ${wide} of the same rule, so the entry adds nothing. Delete it, or narrow the wider entry if that one was the mistake.`
            : `${text} and ${wide} of the same rule overlap. Write one range instead, unless one of them has a wrong end.`,
          fixes: () => (inside ? deletion(entry) : merger(entry, other)),
        });
      }
    }
  },
});

interface Entry {
  readonly value: Value;
  readonly item: PortItem;
}

interface Overlap {
  /** The narrower one, or of two that overlap the later one. */
  readonly entry: Entry;
  readonly other: Entry;
  readonly inside: boolean;
}

function overlapsIn(ports: Value): readonly Overlap[] {
  const entries = ports.items().map((value) => ({ value, item: portItem(value) })).filter((entry): entry is Entry => entry.item !== undefined && !entry.value.hasUnknownEntries);
  const protocols = new Set(entries.map(({ item }) => item.protocol));
  const found = [...protocols].flatMap((protocol) => overlapsOf(entries.filter(({ item }) => item.protocol === protocol)));
  return found.sort((a, b) => a.entry.value.span.start - b.entry.value.span.start);
}

/** Among entries of one protocol. Equal ones are another rule's finding. */
function overlapsOf(entries: readonly Entry[]): readonly Overlap[] {
  const whole = entries.find(({ item }) => item.first === undefined && item.name === undefined);
  if (whole !== undefined) return entries.filter(({ item }) => item.first !== undefined || item.name !== undefined).map((entry) => ({ entry, other: whole, inside: true }));
  const ranges = entries.filter(({ item }) => item.first !== undefined).sort((a, b) => firstOf(a) - firstOf(b) || lastOf(b) - lastOf(a));
  const found: Overlap[] = [];
  let widest = ranges[0];
  for (const entry of ranges.slice(1)) {
    if (widest === undefined) break;
    const same = firstOf(entry) === firstOf(widest) && lastOf(entry) === lastOf(widest);
    if (!same && lastOf(entry) <= lastOf(widest)) found.push({ entry, other: widest, inside: true });
    else if (!same && firstOf(entry) <= lastOf(widest)) found.push(inTextOrder(entry, widest));
    if (lastOf(entry) > lastOf(widest)) widest = entry;
  }
  return found;
}

function inTextOrder(one: Entry, two: Entry): Overlap {
  const [other, entry] = one.value.span.start < two.value.span.start ? [one, two] : [two, one];
  return { entry, other, inside: false };
}

function firstOf({ item }: Entry): number {
  return item.first ?? 0;
}

function lastOf({ item }: Entry): number {
  return item.last ?? item.first ?? 0;
}

function textOf({ protocol, first, last, name }: PortItem): string {
  if (name !== undefined) return `${protocol} port ${name}`;
  if (first === undefined) return `all ports of ${protocol}`;
  return last === undefined || last === first ? `${protocol} port ${first}` : `${protocol} ports ${first} to ${last}`;
}

function markOf(entry: Value): Value {
  return ['port', 'protocol'].map((key) => entry.at(key)).find((field) => field.exists && field.type !== 'null') ?? entry;
}

function deletion({ value, item }: Entry): readonly Fix[] {
  const edit = deleteItem(value);
  return edit === undefined ? [] : [{ title: `Delete ${textOf(item)}`, edits: [edit], preferred: true }];
}

function merger(entry: Entry, other: Entry): readonly Fix[] {
  const edit = deleteItem(entry.value);
  const [first, last] = [Math.min(firstOf(entry), firstOf(other)), Math.max(lastOf(entry), lastOf(other))];
  if (edit === undefined) return [];
  return [{
    title: `Merge into ports ${first} to ${last}`,
    edits: [replaceByPlain(other.value.at('port'), first), replaceByPlain(other.value.at('endPort'), last), edit],
  }];
}
