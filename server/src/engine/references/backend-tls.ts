// What BackendTLSPolicies make of the traffic to a Service or ServiceEntry: Istio makes DestinationRules of them (`backend_policies.go`).
import { backendTlsPolicy } from '../kinds/backend-tls-policy.ts';
import { serviceEntry } from '../kinds/service-entry.ts';
import type { Resource } from '../model/resource.ts';
import type { Lookup } from '../model/rule.ts';
import { nearest } from '../text/nearest.ts';
import { backendTlsView, targetKind } from '../views/backend-tls.ts';
import type { PolicyTarget } from '../views/backend-tls.ts';
import { portsOf } from '../views/ports.ts';
import { serviceEntryHosts } from '../views/service-entry.ts';
import { mayTargetAny, policiesForTarget } from '../workspace/indexes/backend-tls.ts';
import { allInNamespace } from '../workspace/indexes/by-name.ts';
import type { Value } from '../yaml/value.ts';
import { compareAgeAndName } from './age.ts';
import { mayBeTogether } from './together.ts';

/** A policy that has proxies speak TLS to a port of a target, or to all its ports. */
export interface BackendTls {
  readonly resource: Resource;
  /** Its `validation`. */
  readonly value: Value;
  readonly port: number | undefined;
}

/** The policies for a target, the oldest first, as the first one for a port counts. */
export function backendTlsOf(lookup: Lookup, target: Resource, isHere: (policy: Resource) => boolean): readonly BackendTls[] {
  const policies = policiesForTarget(lookup, target);
  if (policies.length === 0) return noPolicies;
  const counting = policies.filter((policy) => !policy.entry.isPatch && isHere(policy)).map((resource) => ({ resource })).sort(compareAgeAndName);
  return counting.flatMap(({ resource }) => settingsFor(resource, target));
}

const noPolicies: readonly BackendTls[] = [];

/** What the policies for a target, of its namespace or of one that is not known, may say of a port; `undefined` where that is not known. */
export function backendTlsAt(lookup: Lookup, target: Resource, port: number): BackendTls | 'none' | undefined {
  const policies = policiesForTarget(lookup, target);
  const found = backendTlsOf(lookup, target, () => true).filter((one) => one.port === undefined || one.port === port);
  const isOpen = mayTargetAny(lookup) || policies.some(mayChange);
  return isOpen ? undefined : found.find((one) => one.port === port) ?? found[0] ?? 'none';
}

/**
 * The policy that Istio takes instead of this one for a target of it: the oldest of those with the very same reference, of one age
 * the one whose name comes first (`btlsIsConflicted`).
 */
export function takenInstead(lookup: Lookup, policy: Resource, target: PolicyTarget): Resource | undefined {
  const kind = targetKind(target);
  const { namespace } = policy;
  if (kind === undefined || namespace === undefined || target.name.text === undefined) return undefined;
  const rivals = policiesForTarget(lookup, { kind, namespace, name: target.name.text }).filter((one) => one !== policy && one.namespace === namespace && one.name !== policy.name && mayBeTogether(lookup, one, policy)
    && backendTlsView(one).isIgnored === false && !mayChange(one) && backendTlsView(one).targets.some((other) => isSameTarget(other, target)));
  const [first] = [policy, ...rivals].map((resource) => ({ resource })).sort(compareAgeAndName);
  return first?.resource === policy ? undefined : first?.resource;
}

function isSameTarget(a: PolicyTarget, b: PolicyTarget): boolean {
  const section = ({ sectionName }: PolicyTarget): string | undefined => (sectionName === 'absent' ? '' : sectionName.text);
  return targetKind(a) === targetKind(b) && a.name.text === b.name.text && section(a) !== undefined && section(a) === section(b);
}

/** Whether not all that a policy says is known. */
function mayChange(policy: Resource): boolean {
  const { targets, isIgnored } = backendTlsView(policy);
  return policy.entry.isPatch || policy.entry.document.partial || isIgnored === undefined || targets.some(({ sectionName }) => sectionName !== 'absent' && sectionName.text === undefined);
}

/** One for each reference to the target. A section that is no port of it has none. */
function settingsFor(resource: Resource, target: Resource): readonly BackendTls[] {
  const { targets, validation: value } = backendTlsView(resource);
  return targets.flatMap((one): readonly BackendTls[] => {
    if (targetKind(one) !== target.kind || one.name.text !== target.name) return [];
    const { sectionName } = one;
    if (sectionName === 'absent') return [{ resource, value, port: undefined }];
    return portsOf(target).ports.filter(({ name }) => name !== undefined && name === sectionName.text).map(({ number: port }) => ({ resource, value, port }));
  });
}

/**
 * Whether a policy of its namespace is for a target but for a slip in its name, one of its hosts in place of it, or the name
 * of no port: that is to be mended, and is said of the policy (gatewayapi-policy-target-not-found).
 */
export function isMissedByPolicy(lookup: Lookup, target: Resource): boolean {
  const { namespace, name = '', kind } = target;
  if (namespace === undefined || lookup.options.rules['gatewayapi-policy-target-not-found'] === 'off') return false;
  const hosts = kind === serviceEntry ? serviceEntryHosts(target).map(({ text }) => text) : [];
  const isMeant = ({ name: { text = '' }, sectionName }: PolicyTarget): boolean => (text === name
    ? sectionName !== 'absent' && !portsOf(target).ports.some((port) => port.name === sectionName.text)
    : hosts.includes(text) || nearest(text, [name]) !== undefined);
  return allInNamespace(lookup, backendTlsPolicy, namespace).some((policy) => !policy.entry.isPatch && backendTlsView(policy).targets.some((one) => one.kind === kind.kind && isMeant(one)));
}

/** TLS settings, be they those of a DestinationRule or what a BackendTLSPolicy says. */
interface Settings {
  readonly resource: Resource;
  readonly value: Value;
}

/** Whether settings are those of a BackendTLSPolicy, which have other fields. */
export function isBackendTls({ resource }: Pick<Settings, 'resource'>): boolean {
  return resource.kind === backendTlsPolicy;
}

export function tlsModeOf(settings: Settings): string | undefined {
  return isBackendTls(settings) ? 'SIMPLE' : settings.value.at('mode').string;
}

/** The server name that settings have a proxy ask for. */
export function serverNameOf(settings: Settings): string | undefined {
  const text = settings.value.at(isBackendTls(settings) ? 'hostname' : 'sni').string;
  return text === '' ? undefined : text;
}
