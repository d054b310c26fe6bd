// The named checks of routes of the Gateway API (schemas/CONSTRAINTS.md), but for those of their filters.
import { parseDuration } from '../text/duration.ts';
import type { Value } from '../yaml/value.ts';
import { lacks, textOr } from './constraint.ts';
import type { Check, Refused } from './constraint.ts';
import { isAddress } from './gateway-constraints.ts';

/** What a reference to a parent says; `undefined` where not all of it is known. */
function parentOf(ref: Value): { readonly object: string; readonly section: string | undefined; readonly port: number | undefined } | undefined {
  const [name, namespace, section, port] = [ref.at('name').string, ref.at('namespace'), ref.at('sectionName'), ref.at('port')];
  const [group, kind] = [textOr(ref.at('group'), 'gateway.networking.k8s.io'), textOr(ref.at('kind'), 'Gateway')];
  if (ref.hasUnknownEntries || name === undefined || group === undefined || kind === undefined) return undefined;
  if ([namespace, section].some((one) => one.exists && one.string === undefined) || (port.exists && port.number === undefined)) return undefined;
  return { object: JSON.stringify([group, kind, namespace.string ?? '', name]), section: section.string, port: port.number };
}

/** What both channels refuse: the experimental one tells two references apart by their port as well, the standard one does not. */
function parentRefsDiffer(refs: Value): readonly Refused[] {
  const known = refs.items().map((value) => ({ value, says: parentOf(value) }));
  return known.flatMap(({ value, says }, index) => {
    if (says === undefined) return [];
    const earlier = known.slice(0, index).flatMap((one) => (one.says?.object === says.object ? [one.says] : []));
    const at = value.at('name');
    if (earlier.some(({ section }) => (section === undefined) !== (says.section === undefined))) return [{ at, reason: 'is that of two references of which only one has a sectionName: write it in both, or keep one reference' }];
    const same = earlier.filter(({ section }) => section === says.section);
    if (same.some(({ port }) => port === says.port)) return [{ at, reason: 'is referred to twice in the same way: remove one reference, or give each a sectionName of its own' }];
    return same.some(({ port }) => (port === undefined) !== (says.port === undefined)) ? [{ at, reason: 'is that of two references of which only one has a port: write it in both, or keep one reference' }] : [];
  });
}

const mostMatches = 128;

/** `absent`: as how many matches a rule without the field counts. */
function matchesTotal(absent: number): Check {
  return (rules) => {
    const total = rules.items().reduce((sum, rule) => sum + (lacks(rule, 'matches') ? absent : rule.at('matches').items().length), 0);
    return total > mostMatches ? [{ reason: `must have at most ${mostMatches} matches in all, not ${total}: write several routes` }] : [];
  };
}

const pathTaken = /^(?:[-A-Za-z0-9/._~!$&'()*+,;=:@]|[%][0-9a-fA-F]{2})+$/;
const pathHolds: readonly string[] = ['//', '/./', '/../', '%2f', '%2F'];
const pathEnds: readonly string[] = ['/..', '/.'];

function routePath(path: Value): readonly Refused[] {
  const type = textOr(path.at('type'), 'PathPrefix');
  const at = path.at('value');
  const text = at.string;
  if (text === undefined || (type !== 'Exact' && type !== 'PathPrefix')) return [];
  const reason = !text.startsWith('/') ? 'must begin with / unless type is RegularExpression' : formOfPath(text);
  return reason === undefined ? [] : [{ at, reason }];
}

function formOfPath(text: string): string | undefined {
  const held = pathHolds.find((one) => text.includes(one));
  if (held !== undefined) return `must not hold ${held} unless type is RegularExpression`;
  const end = pathEnds.find((one) => text.endsWith(one));
  if (end !== undefined) return `must not end with ${end} unless type is RegularExpression`;
  return pathTaken.test(text) ? undefined : 'must hold only characters that a path may have unless type is RegularExpression; write others as %20 and the like, and no query';
}

const grpcMethodTaken = /^[A-Za-z_]\w*$/;
const grpcServiceTaken = /^\.?[a-z_][a-z_0-9]*(\.[a-z_][a-z_0-9]*)*$/i;

function grpcMethod(value: Value): readonly Refused[] {
  const [service, method] = [value.at('service'), value.at('method')];
  if (lacks(value, 'service') && lacks(value, 'method')) return [{ reason: 'must have service, method, or both' }];
  if (textOr(value.at('type'), 'Exact') !== 'Exact') return [];
  return [
    ...(service.string === undefined || grpcServiceTaken.test(service.string) ? [] : [{ at: service, reason: 'must be a name such as shop.v1.Orders unless type is RegularExpression' }]),
    ...(method.string === undefined || grpcMethodTaken.test(method.string) ? [] : [{ at: method, reason: 'must be letters, digits and _ unless type is RegularExpression' }]),
  ];
}

function timeoutsNested(timeouts: Value): readonly Refused[] {
  const at = timeouts.at('backendRequest');
  const [whole, one] = [timeouts.at('request').string, at.string].map((text) => (text === undefined ? undefined : parseDuration(text)));
  return whole !== undefined && one !== undefined && whole !== 0 && one > whole ? [{ at, reason: 'must not be longer than request beside it, which holds for all attempts together' }] : [];
}

function sessionCookie(session: Value): readonly Refused[] {
  const cookie = session.at('cookieConfig');
  const lifetime = cookie.at('lifetimeType');
  const type = textOr(session.at('type'), 'Cookie');
  if (cookie.exists && type !== undefined && type !== 'Cookie') return [{ at: cookie, reason: `must be left out where type is ${type}` }];
  return lifetime.string === 'Permanent' && lacks(session, 'absoluteTimeout') ? [{ at: lifetime, reason: 'cannot be Permanent without absoluteTimeout beside cookieConfig' }] : [];
}

function servicePort(ref: Value): readonly Refused[] {
  const ofService = textOr(ref.at('group'), '') === '' && textOr(ref.at('kind'), 'Service') === 'Service';
  return ofService && lacks(ref, 'port') ? [{ reason: 'must have port, as every reference to a Service' }] : [];
}

/** Whether an object is of the version that has the stricter limits. */
function isV1(root: Value): boolean {
  return root.at('apiVersion').string?.endsWith('/v1') === true;
}

function tlsRouteV1(root: Value): readonly Refused[] {
  const spec = root.at('spec');
  const hosts = spec.at('hostnames');
  if (!isV1(root) || spec.type !== 'map') return [];
  if (lacks(spec, 'hostnames')) return [{ at: spec, reason: 'must have hostnames in version v1' }];
  if (hosts.type === 'list' && hosts.items().length === 0) return [{ at: hosts, reason: 'must not be empty in version v1' }];
  return hosts.items().filter(({ string }) => string !== undefined && isAddress(string)).map((at) => ({ at, reason: 'must be a host name, not an address: TLS has no server name for addresses' }));
}

function oneRuleV1(root: Value): readonly Refused[] {
  const rules = root.at('spec', 'rules');
  const count = rules.items().length;
  return isV1(root) && count > 1 ? [{ at: rules, reason: `must have one item in version v1, not ${count}: nothing tells rules without matches apart` }] : [];
}

export const routeConstraints: Readonly<Record<string, Check>> = {
  'grpc-matches-total': matchesTotal(0),
  'grpc-method': grpcMethod,
  'http-matches-total': matchesTotal(1),
  'one-rule-v1': oneRuleV1,
  'parent-refs-differ': parentRefsDiffer,
  'route-path': routePath,
  'service-port': servicePort,
  'session-cookie': sessionCookie,
  'timeouts-nested': timeoutsNested,
  'tls-route-v1': tlsRouteV1,
};
