import { replaceString } from '../../edits/scalar.ts';
import { backendTlsPolicy } from '../../kinds/backend-tls-policy.ts';
import { serviceEntry } from '../../kinds/service-entry.ts';
import { service } from '../../kinds/service.ts';
import type { Problem } from '../../model/finding.ts';
import { qualifiedName } from '../../model/resource.ts';
import type { Resource } from '../../model/resource.ts';
import type { Lookup } from '../../model/rule.ts';
import { nearestObject, resolveObject } from '../../references/gateway-api.ts';
import type { ResolvedObject } from '../../references/gateway-api.ts';
import { generatedGateway } from '../../references/generated-gateway.ts';
import { knownServicePorts } from '../../references/known.ts';
import { pointTo } from '../../references/point-to.ts';
import { entriesWith } from '../../references/services.ts';
import { unresolvedSeverity } from '../../references/severity.ts';
import { nearest } from '../../text/nearest.ts';
import { backendTlsView, targetKind } from '../../views/backend-tls.ts';
import type { PolicyTarget } from '../../views/backend-tls.ts';
import { portsOf } from '../../views/ports.ts';
import { anyInNamespace } from '../../workspace/indexes/by-name.ts';
import { referenceRule } from '../define.ts';

export const gatewayapiPolicyTargetNotFound = referenceRule({
  id: 'gatewayapi-policy-target-not-found',
  title: 'Policy for a target that there is not',
  severity: 'error',
  since: '0.1.0',
  kinds: [backendTlsPolicy],
  fixable: true,
  docs: `A BackendTLSPolicy is for a Service, or for the hosts of a ServiceEntry, of its own namespace. Where its target is not there, or has no port with the name in \`sectionName\`, Istio leaves the policy out, and proxies send plaintext.

Istio knows no other kinds of targets: \`Hostname\` is a backend of routes only. Kinds of other groups are left alone, as they are for other gateways.

**Do:** correct the name. For an external host write group \`networking.istio.io\`, kind \`ServiceEntry\` and the name of the ServiceEntry, not its host.`,
  check(resource, lookup, report) {
    const { targets, isIgnored } = backendTlsView(resource);
    if (isIgnored !== false) return;
    for (const target of targets) {
      const problem = target.value.hasUnknownEntries ? undefined : unknownKind(target) ?? missing(resource, lookup, target);
      if (problem !== undefined) report(problem);
    }
  },
});

const fate = 'so Istio leaves the policy out for it and proxies send plaintext';

/** A kind of the groups of Services and ServiceEntries that is neither. */
function unknownKind(target: PolicyTarget): Problem | undefined {
  const { group, kind, value } = target;
  if (kind === undefined || targetKind(target) !== undefined || (group !== service.group && group !== serviceEntry.group)) return undefined;
  const other = [service, serviceEntry].find((one) => one.kind === kind);
  return other === undefined
    ? { span: value.at('kind').span, message: `Istio takes no ${kind} as target, ${fate}. For an external host write kind ServiceEntry and the name of the ServiceEntry.` }
    : {
      span: value.at('group').span, message: `The kind ${kind} is not in this group, ${fate}. Write the group ${other.group === '' ? '"", the empty text' : other.group}.`,
      fixes: () => [{ title: `Replace with ${other.group === '' ? '""' : other.group}`, preferred: true, edits: [replaceString(value.at('group'), other.group)] }],
    };
}

function missing(resource: Resource, lookup: Lookup, target: PolicyTarget): Problem | undefined {
  const kind = targetKind(target);
  const resolved = kind === undefined ? undefined : resolveObject(lookup, kind, target, resource);
  if (resolved === undefined || resolved.uncertain) return undefined;
  if (resolved.found.length > 0) return withoutSection(target, resolved.found);
  return mayExist(lookup, resolved) ? undefined : notFound(resource, lookup, target, resolved);
}

/** Services that are there without a manifest. */
function mayExist(lookup: Lookup, { kind, name, namespace }: ResolvedObject): boolean {
  return kind === service && (generatedGateway(lookup, name, namespace) !== undefined || (namespace !== undefined && knownServicePorts(lookup, name, namespace) !== undefined));
}

/** What was almost surely meant. */
interface Meant {
  readonly target: Resource;
  readonly hint: string;
  readonly instead?: string | undefined;
}

function notFound(resource: Resource, lookup: Lookup, { name }: PolicyTarget, resolved: ResolvedObject): Problem | undefined {
  const { kind, namespace } = resolved;
  const meant = hostInPlace(lookup, resolved) ?? nearestTarget(lookup, resolved, resource);
  const severity = unresolvedSeverity(lookup, resource, { nearMiss: meant !== undefined, couldBeHere: () => anyInNamespace(lookup, kind, namespace, resource) });
  return severity === undefined ? undefined : {
    span: name.value.span, severity, related: meant === undefined ? [] : [pointTo(meant.target)],
    message: `There is no ${kind.kind} ${qualifiedName(resolved)} in the workspace, ${fate}. ${meant?.hint ?? `Correct the name, or add the ${kind.kind}.`}`,
    fixes: () => (meant?.instead === undefined ? [] : [{ title: `Replace with ${meant.instead}`, preferred: true, edits: [replaceString(name.value, meant.instead)] }]),
  };
}

/** A host of a ServiceEntry, written where the name of that belongs. */
function hostInPlace(lookup: Lookup, { kind, name, namespace }: ResolvedObject): Meant | undefined {
  if (kind !== serviceEntry || !name.includes('.')) return undefined;
  const target = entriesWith(lookup, name).find((one) => one.namespace === namespace && one.name !== undefined);
  return target === undefined ? undefined : { target, instead: target.name, hint: `It is a host: write the name of its ServiceEntry, ${target.name ?? ''}.` };
}

function nearestTarget(lookup: Lookup, resolved: ResolvedObject, resource: Resource): Meant | undefined {
  const near = nearestObject(lookup, resolved, resource);
  if (near === undefined) return undefined;
  const { target, why } = near;
  return why === 'spelling' ? { target, instead: target.name, hint: `Did you mean ${target.name ?? ''}?` }
    : { target, hint: `The one of that name is in namespace ${target.namespace ?? ''}, and a policy is for targets of its own namespace alone: move the policy there.` };
}

function withoutSection({ sectionName }: PolicyTarget, found: readonly Resource[]): Problem | undefined {
  if (sectionName === 'absent' || sectionName.text === undefined || found.some(isOpen)) return undefined;
  const { text, value } = sectionName;
  const [first] = found;
  const ports = found.flatMap((target) => portsOf(target).ports.map((port) => ({ target, ...port })));
  if (first === undefined || ports.some(({ name }) => name === text)) return undefined;
  const names = ports.flatMap(({ name }) => name ?? []);
  const instead = ports.find(({ number }) => String(number) === text)?.name ?? nearest(text, names) ?? onlyOf(names);
  const title = `${first.kind.kind} ${first.name ?? ''}`;
  return {
    span: value.span, message: `${title} has no port with the name ${text}, ${fate}. ${names.length === 0 ? 'Its ports have no names: give one to the port, or leave sectionName out.' : `Its ports are called ${names.join(', ')}.`}`,
    related: ports.map(({ target, value: port, number }) => ({ resource: target, span: port.at('name').exists ? port.at('name').span : port.span, message: `port ${number} of ${title}` })),
    fixes: () => (instead === undefined ? [] : [{ title: `Replace with ${instead}`, preferred: true, edits: [replaceString(value, instead)] }]),
  };
}

function onlyOf(names: readonly string[]): string | undefined {
  return names.length === 1 ? names[0] : undefined;
}

/** Whether a target may have ports that the manifest does not show. */
function isOpen(target: Resource): boolean {
  const { ports, complete } = portsOf(target);
  return !complete || target.entry.document.partial || ports.some(({ value }) => value.hasUnknownEntries || (value.at('name').exists && value.at('name').string === undefined));
}
