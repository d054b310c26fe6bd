// Values that mean something: those the schema marks, and those whose meaning hangs on another field.
import { cidrOf, cidrSite } from '../fields/cidr.ts';
import type { CidrSite } from '../fields/cidr.ts';
import { service } from '../kinds/service.ts';
import type { Resource } from '../model/resource.ts';
import { cidrDialects } from '../net/dialect.ts';
import type { Value } from '../yaml/value.ts';
import { lately } from '../model/memo.ts';
import { fieldsOf } from './walk.ts';

/** Attributes of AuthorizationPolicy conditions whose values are addresses or ranges. */
const addressKeys = new Set(['source.ip', 'remote.ip', 'destination.ip']);
const portKey = 'destination.port';

/** The values of a resource that mean a CIDR, in the order of the text within each kind of place. */
export const cidrSites = lately((resource: Resource): readonly CidrSite[] => [
  ...fieldsOf(resource, 'cidr').map(cidrSite).filter((site) => site !== undefined),
  ...conditionValues(resource, (key) => addressKeys.has(key)).map((value) => ({ value, dialect: cidrDialects.authz })),
]);

/** Those of them that are refused or not spelt in the one usual way: the few of many that have to be looked at closely. */
export const unusualCidrSites = lately((resource: Resource): readonly CidrSite[] => cidrSites(resource).filter((site) => {
  const result = cidrOf(site);
  return result !== undefined && (!result.ok || result.bits !== 0);
}));

/** Where listeners are bound to an address rather than a Unix socket. Of a Sidecar's `egress` Istio looks only at those with a port. */
export const bindSites = lately((resource: Resource): readonly CidrSite[] => fieldsOf(resource, 'ip')
  .filter(({ dialect, value }) => dialect === 'bind' && value.string !== '' && value.string?.startsWith('unix://') !== true)
  .filter(({ value }) => value.path[1] !== 'egress' || value.parent?.at('port').exists !== false)
  .map(({ value }) => ({ value, dialect: cidrDialects['istio-ip'] })));

/**
 * The addresses of a Service. They are no ranges, so they overlap with none. `None` is no address, and an alias has no
 * `clusterIP`: what stands there all the same has another finding.
 */
export const serviceAddressSites = lately((resource: Resource): readonly CidrSite[] => {
  if (resource.kind !== service) return [];
  const isAlias = resource.root.at('spec', 'type').string === 'ExternalName';
  return fieldsOf(resource, 'ip').filter(({ dialect }) => dialect === 'service').flatMap(({ value }) => addressSite(value, isAlias));
});

function addressSite(value: Value, isAlias: boolean): readonly CidrSite[] {
  const [, field] = value.path;
  const text = value.string ?? '';
  const isOwn = field === 'clusterIP' || field === 'clusterIPs';
  if ((isOwn && (isAlias || /^none$/i.test(text))) || (text === '' && typeof value.step === 'string')) return [];
  return [{ value, dialect: field === 'loadBalancerIP' ? cidrDialects['load-balancer-ip'] : cidrDialects['legacy-ip'] }];
}

/** The values of a resource that are port numbers written as text. */
export const textPorts = lately((resource: Resource): readonly Value[] => [
  ...fieldsOf(resource, 'port').filter(({ dialect }) => dialect === 'text').map(({ value }) => value),
  ...conditionValues(resource, (key) => key === portKey),
]);

/** The values of the conditions (`when`) of an AuthorizationPolicy with a key of this sort. */
function conditionValues(resource: Resource, wanted: (key: string) => boolean): readonly Value[] {
  if (resource.kind.kind !== 'AuthorizationPolicy') return [];
  return resource.root.at('spec', 'rules').items()
    .flatMap((rule) => rule.at('when').items())
    .filter((condition) => wanted(condition.at('key').string ?? ''))
    .flatMap((condition) => [...condition.at('values').items(), ...condition.at('notValues').items()])
    .filter((value) => value.type === 'string' || value.type === 'unknown');
}
