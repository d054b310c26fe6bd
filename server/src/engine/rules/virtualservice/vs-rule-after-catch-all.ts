import { isTold } from '../../chain/breaks.ts';
import { virtualService } from '../../kinds/virtual-service.ts';
import type { Resource } from '../../model/resource.ts';
import type { Lookup } from '../../model/rule.ts';
import { mesh, sameGateway } from '../../references/gateways.ts';
import { takesAll } from '../../trace/conditions.ts';
import { textsAt } from '../../views/read.ts';
import { routeOrder } from '../../views/route-order.ts';
import { routesOf } from '../../views/routes.ts';
import type { Value } from '../../yaml/value.ts';
import { referenceRule } from '../define.ts';

export const vsRuleAfterCatchAll = referenceRule({
  id: 'vs-rule-after-catch-all',
  title: 'Rule behind a match that takes everything',
  severity: 'warning',
  since: '0.1.0',
  kinds: [virtualService],
  byItself: true,
  docs: `A match of an \`http\` rule takes every request: it asks for no more than the path prefix \`/\`, or for nothing but gateways, a port or a source. Istio stops there, and leaves out all rules behind it that count for the same gateways and port, however exact they are. It says so nowhere: it warns of rules behind one without any \`match\`, and of prefixes behind shorter ones (see [vs-rule-unreachable](vs-rule-unreachable.md)).

**Do:** move the rule that takes everything to the end.`,
  check(resource, lookup, report) {
    const routes = routesOf(resource, 'http');
    const list = resource.root.at('spec', 'gateways');
    if (!routes.every(isKnown) || !isPlain(list)) return;
    const home = { attached: list.items().length === 0 ? [mesh] : namesAt(list), namespace: resource.namespace };
    const { rules, matches: late } = routeOrder(resource);
    const told = new Set([...rules.map(({ rule }) => rule), ...late.map(({ match }) => match)]);
    const before: Value[] = [];
    for (const route of routes) {
      const matches = route.at('match').items();
      const earlier = told.has(route) ? undefined : coveringOf(matches, before, home, told);
      if (earlier !== undefined && !isLoop(lookup, resource, earlier)) {
        report({
          span: (route.at('match').exists ? route.at('match') : route.entries()[0] ?? route).keySpan, tags: ['unnecessary'],
          message: 'No request reaches this rule: a match before it takes them all. Move the rule with that match to the end.',
          related: [{ resource, span: earlier.keySpan, message: 'takes every request' }],
        });
      }
      // What a delegate's rules are for follows from their own matches too.
      if (!route.at('delegate').exists) before.push(...matches.filter((match) => takesAll([match])));
    }
  },
});

/** Whether a match leads the gateway back to itself, so that it takes what other rules are for: that is told of it. */
function isLoop(lookup: Lookup, resource: Resource, match: Value): boolean {
  return !match.at('gateways').exists && isTold(lookup, resource, 'egress-chain-loop');
}

/** A match that takes what a rule is for, where all its matches are taken. Those that another rule speaks of do not count alone. */
function coveringOf(matches: readonly Value[], before: readonly Value[], home: Home, told: ReadonlySet<Value>): Value | undefined {
  const covering = (match: Value | undefined): Value | undefined => before.find((one) => covers(one, match, home));
  if (matches.length === 0) return covering(undefined);
  const open = matches.filter((match) => !told.has(match));
  const [first] = open;
  return first !== undefined && open.every((match) => covering(match) !== undefined) ? covering(first) : undefined;
}

/** What a VirtualService says of its matches. */
interface Home {
  /** The gateways that it is attached to. */
  readonly attached: readonly string[];
  readonly namespace: string | undefined;
}

function namesAt(list: Value): readonly string[] {
  return textsAt(list).map(({ text }) => text ?? '');
}

/** Whether a match that takes everything counts wherever another one does. Without the other: wherever the VirtualService does. */
function covers(wide: Value, match: Value | undefined, { attached, namespace }: Home): boolean {
  const [gateways, named] = [wide, match].map((one) => (one === undefined ? [] : namesAt(one.at('gateways'))));
  const own = named === undefined || named.length === 0 ? attached : named;
  const port = wide.at('port').number;
  if (gateways === undefined || (port !== undefined && port !== match?.at('port').number)) return false;
  if (gateways.length > 0) return own.every((name) => gateways.some((one) => sameGateway(one, name, namespace)));
  return !wide.at('sourceNamespace').exists && wide.at('sourceLabels').entries().length === 0;
}

/** Whether nothing in a rule's matches is filled in later. */
function isKnown(route: Value): boolean {
  return isPlain(route.at('match'));
}

function isPlain(value: Value): boolean {
  return value.type !== 'unknown' && !value.hasUnknownEntries && value.children().every(isPlain);
}
