// What the rules of an AuthorizationPolicy ask for, as Istio's generators see it (`pilot/pkg/security/authz/model`).
import { perResource } from '../model/memo.ts';
import type { Resource } from '../model/resource.ts';
import type { Value } from '../yaml/value.ts';

/** A list of values that a rule compares an attribute with. */
export interface AuthzAttribute {
  /** The name of the field, or the key of the condition. */
  readonly name: string;
  readonly values: Value;
  /** Only HTTP requests have it. */
  readonly http: boolean;
  /** It is known of clients with a certificate of the mesh only, and has to be one of the values. */
  readonly identity: boolean;
}

export interface AuthzRule {
  readonly value: Value;
  readonly attributes: readonly AuthzAttribute[];
  /** Where a rule names ports: each is a port of the proxy, as text. */
  readonly ports: readonly Value[];
  /** The ports that it is for; `undefined` where it is for all of them, or not all are known. */
  readonly onlyPorts: ReadonlySet<number> | undefined;
}

/** The rules of an AuthorizationPolicy. */
export const authzRules = perResource((resource: Resource): readonly AuthzRule[] => resource.root.at('spec', 'rules').items().filter(({ type, hasUnknownEntries }) => type === 'map' && !hasUnknownEntries).map(readRule));

function readRule(value: Value): AuthzRule {
  const sources = value.at('from').items().map((item) => item.at('source'));
  const operations = value.at('to').items().map((item) => item.at('operation'));
  const conditions = value.at('when').items();
  const portLists = [...operations.map((one) => one.at('ports')), ...conditions.filter((one) => one.at('key').string === 'destination.port').map((one) => one.at('values'))];
  return {
    value,
    attributes: [...sources, ...operations].flatMap((part) => part.entries().flatMap(readField)).concat(conditions.flatMap(readCondition)),
    ports: portLists.flatMap((list) => list.items()),
    onlyPorts: narrowest(operations, portLists),
  };
}

/** What a field compares: `namespaces` for `notNamespaces`. */
export function comparedWith(name: string): string {
  return /^not[A-Z]/.test(name) ? name.charAt(3).toLowerCase() + name.slice(4) : name;
}

const httpFields = new Set(['hosts', 'methods', 'paths', 'requestPrincipals']);
const identityFields = new Set(['principals', 'namespaces', 'serviceAccounts', 'trustDomains']);

function readField(values: Value): readonly AuthzAttribute[] {
  const name = String(values.step);
  return values.items().length === 0 ? [] : [{ name, values, http: httpFields.has(comparedWith(name)), identity: identityFields.has(name) }];
}

const identityKeys = new Set(['source.principal', 'source.namespace', 'source.serviceAccount', 'source.trustDomain']);

function readCondition(condition: Value): readonly AuthzAttribute[] {
  const name = condition.at('key').string;
  if (name === undefined) return [];
  return ['values', 'notValues'].map((field) => condition.at(field)).filter((values) => values.items().length > 0)
    .map((values) => ({ name, values, http: name.startsWith('request.'), identity: identityKeys.has(name) && values.step === 'values' }));
}

/** The ports that every operation, and every condition on ports, leaves. */
function narrowest(operations: readonly Value[], lists: readonly Value[]): ReadonlySet<number> | undefined {
  const numbers = (list: Value): readonly number[] | undefined => {
    const known = list.items().map(({ string }) => (string === undefined || !/^\d+$/.test(string) ? undefined : Number(string)));
    return known.length === 0 || known.includes(undefined) ? undefined : known.filter((one) => one !== undefined);
  };
  const [ofOperations, ofConditions] = [lists.slice(0, operations.length).map(numbers), lists.slice(operations.length).map(numbers).filter((one) => one !== undefined)];
  const open = ofOperations.length === 0 || ofOperations.includes(undefined);
  const narrow = [...(open ? [] : [ofOperations.flatMap((one) => one ?? [])]), ...ofConditions];
  const [first, ...others] = narrow;
  return first === undefined ? undefined : new Set(first.filter((one) => others.every((other) => other.includes(one))));
}
