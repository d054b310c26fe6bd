import { replaceString } from '../../edits/scalar.ts';
import { authorizationPolicy } from '../../kinds/authorization-policy.ts';
import { dictionary } from '../../text/dictionary.ts';
import { shown } from '../../text/istio-names.ts';
import { nearest } from '../../text/nearest.ts';
import { fieldsOf } from '../../workspace/walk.ts';
import type { Value } from '../../yaml/value.ts';
import { markOf } from '../support/subject.ts';
import { refusedByIstio, saysNothing } from '../support/webhook.ts';
import { resourceRule } from '../define.ts';

export const authzWhenKeyUnknown = resourceRule({
  id: 'authz-when-key-unknown',
  title: 'Condition on an unknown attribute',
  severity: 'error',
  since: '0.1.0',
  codes: ['IST0106'],
  kinds: [authorizationPolicy],
  fixable: true,
  docs: `The \`key\` of a condition is one of the attributes that Istio knows: \`request.headers[NAME]\`, \`request.auth.principal\`, \`.audiences\`, \`.presenter\`, \`.claims[NAME]\`, \`source.ip\`, \`remote.ip\`, \`source.namespace\`, \`source.principal\`, \`source.serviceAccount\`, \`source.trustDomain\`, \`destination.ip\`, \`destination.port\`, \`connection.sni\`, \`experimental.envoy.filters.…[NAME]\`. They are compared with their case. Istio refuses the policy otherwise.

\`destination.namespace\`, \`destination.labels[…]\`, \`destination.name\` and \`destination.user\` are gone: the policy's own namespace and its selector say that.

**Do:** write one of these.`,
  check(resource, report) {
    for (const { value } of fieldsOf(resource, 'condition-key')) {
      const text = value.string;
      // An empty key, and one without values, are said by authz-syntax.
      if (text === undefined || text === '' || (saysNothing(holderOf(value), 'values') && saysNothing(holderOf(value), 'notValues'))) continue;
      const flaw = keyFlaw(text);
      if (flaw === undefined) continue;
      const meant = meantKey(text);
      report({
        span: markOf(value), ...refusedByIstio, message: `${flaw}, and Istio refuses the policy. ${meant === undefined ? 'Write one such as source.ip, request.headers[x-token] or connection.sni.' : `Write ${meant}.`}`,
        fixes: () => (meant === undefined ? [] : [{ title: `Replace with ${meant}`, preferred: true, edits: [replaceString(value, meant)] }]),
      });
    }
  },
});

const attributes = [
  'source.ip', 'remote.ip', 'source.namespace', 'source.serviceAccount', 'source.principal', 'source.trustDomain', 'request.auth.principal', 'request.auth.audiences',
  'request.auth.presenter', 'destination.ip', 'destination.port', 'connection.sni',
];
const families = ['request.headers', 'request.auth.claims', 'experimental.envoy.filters.'];
const gone = dictionary<string>({ 'destination.namespace': 'the namespace of the policy', 'destination.name': 'the selector', 'destination.user': 'the selector' });

function holderOf(value: Value): Value {
  return value.parent ?? value;
}

function keyFlaw(key: string): string | undefined {
  if (attributes.includes(key)) return undefined;
  if (families.some((family) => key.startsWith(family))) return /^[^[][\s\S]*\[[\s\S]+\]$/.test(key) && key.indexOf('[') < key.length - 2 ? undefined : `${shown(key)} lacks what it is about, in brackets`;
  if (key.startsWith('destination.labels')) return 'Labels of the destination are chosen by the selector of the policy';
  return gone[key] === undefined ? `Istio knows no attribute ${shown(key)}` : `${key} is gone: ${gone[key]} says it`;
}

/** The attribute that was almost surely meant. */
function meantKey(key: string): string | undefined {
  const bracket = key.indexOf('[');
  const [name, rest] = bracket < 0 ? [key.trim(), ''] : [key.slice(0, bracket).trim(), key.slice(bracket).trim()];
  if (gone[name] !== undefined || name === 'destination.labels') return undefined;
  const known = rest === '' ? attributes : families.slice(0, 2);
  const found = known.includes(name) ? name : nearest(name, known);
  return found === undefined || keyFlaw(found + rest) !== undefined ? undefined : found + rest;
}
