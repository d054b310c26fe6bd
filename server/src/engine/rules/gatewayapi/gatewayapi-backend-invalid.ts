import { grpcRoute } from '../../kinds/grpc-route.ts';
import { httpRoute } from '../../kinds/http-route.ts';
import type { Problem } from '../../model/finding.ts';
import type { Resource } from '../../model/resource.ts';
import { isHostname } from '../../references/gateway-api.ts';
import { gatewayRoute, routeKinds, targetsOf } from '../../views/gateway-api.ts';
import type { BackendRef, GatewayRouteRule, Target } from '../../views/gateway-api.ts';
import type { Value } from '../../yaml/value.ts';
import { resourceRule } from '../define.ts';

export const gatewayapiBackendInvalid = resourceRule({
  id: 'gatewayapi-backend-invalid',
  title: 'Backend that Istio cannot use',
  severity: 'error',
  since: '0.1.0',
  kinds: routeKinds,
  docs: `Istio leaves out a rule, or answers its requests with 500, where a backend is not one that it knows:

- A backend of kind \`Hostname\` (group \`networking.istio.io\`) stands for an external host. It has no namespace.
- A Service is named by its name alone, never by its host.
- Services and hosts need a port.
- A ServiceEntry is not a backend: its host is, as \`Hostname\`.

An HTTPRoute or GRPCRoute of which no rule has any backend, nor answers itself (a redirect, a filter of an extension), gets 500 for every request: a warning. One rule without a backend beside others shuts a path on purpose.

Where a \`RequestMirror\` filter names such a backend, the requests go their way and only their copies are not sent: a warning.

**Do:** what the message says.`,
  check(resource, report) {
    const none = withoutBackends(resource);
    if (none !== undefined) report(none);
    for (const target of targetsOf(resource)) {
      const problem = flawOf(target);
      if (problem !== undefined) report({ ...problem, ...(target.isMirror ? { severity: 'warning' } : {}) });
    }
  },
});

function flawOf({ backend, isMirror }: Target): Problem | undefined {
  const dropped = isMirror ? 'sends no copies' : 'leaves the rule out';
  const { group, kind, namespace, value } = backend;
  if (group === undefined || kind === undefined || value.hasUnknownEntries) return undefined;
  if (isHostname(backend)) {
    return namespace === 'absent' ? withoutPort(backend, 'host', dropped)
      : { span: namespace.value.span, message: `A backend of kind Hostname has no namespace, so Istio ${dropped}. Remove the field.` };
  }
  if (group === '' && kind === 'Service') return ofService(backend, isMirror, dropped);
  return ofOtherGroup(backend);
}

/** A kind that the group does not have, or that is no backend. */
function ofOtherGroup({ group, kind, value }: BackendRef): Problem | undefined {
  if (group === 'networking.istio.io' && kind === 'Service') {
    return { span: value.at('group').span, message: 'The group networking.istio.io has no kind Service, which counts where no kind is written, so Istio knows no such backend. Write `kind: Hostname` for an external host.' };
  }
  if (kind === 'Hostname') return { span: value.at('kind').span, message: 'The kind Hostname belongs to the group networking.istio.io; without it Istio knows no such backend. Write the group.' };
  return group === 'networking.istio.io' && kind === 'ServiceEntry'
    ? { span: value.at('kind').span, message: 'A ServiceEntry is not a backend, so Istio leaves it out. Write kind Hostname, and a host of the ServiceEntry as name.' } : undefined;
}

function ofService(backend: BackendRef, isMirror: boolean, dropped: string): Problem | undefined {
  const { name } = backend;
  // A mirror's Service without a port is invalid-value.
  if (name.text?.includes('.') !== true) return isMirror ? undefined : withoutPort(backend, 'Service', dropped, 'rejected');
  return { span: name.value.span, message: `A Service is named by its name alone, not by a host, so Istio ${dropped}. For an external host write the group networking.istio.io and the kind Hostname.` };
}

function withoutPort({ port, name, value }: BackendRef, what: string, dropped: string, admission?: 'rejected'): Problem | undefined {
  if (port.exists) return undefined;
  const span = name.value.exists ? name.value.span : value.span;
  return { span, message: `The backend has no port, so Istio ${dropped}. Write a port of the ${what}.`, ...(admission === undefined ? {} : { admission }) };
}

/** A route that answers everything with 500: none of its rules leads anywhere (`weightSum(r.BackendRefs) == 0`). */
function withoutBackends(resource: Resource): Problem | undefined {
  const spec = resource.root.at('spec');
  const list = spec.at('rules');
  const { parents, rules } = gatewayRoute(resource);
  if ((resource.kind !== httpRoute && resource.kind !== grpcRoute) || parents.length === 0 || !isPlain(spec) || list.type === 'unknown') return undefined;
  // Without rules an HTTPRoute gets one for every path, a GRPCRoute none.
  if (rules.length === 0 ? resource.kind !== httpRoute || list.exists : !rules.every(leadsNowhere)) return undefined;
  const refs = [rules[0]?.value.at('backendRefs'), list].find((one) => one?.exists) ?? spec;
  return {
    span: refs.keySpan, severity: 'warning',
    message: 'No rule of this route leads anywhere, so every request that it takes is answered with 500. Write backendRefs; an external host is a backend of kind Hostname (group networking.istio.io).',
  };
}

function leadsNowhere({ value, backends, filters }: GatewayRouteRule): boolean {
  return [value, value.at('backendRefs'), value.at('filters')].every(isPlain) && backends.length === 0 && !filters.some((one) => answers(one.at('type').string));
}

function isPlain({ type, hasUnknownEntries }: Value): boolean {
  return type !== 'unknown' && !hasUnknownEntries;
}

/** Whether a filter answers requests in place of a backend, or may. */
function answers(type: string | undefined): boolean {
  return type === undefined || !['RequestHeaderModifier', 'ResponseHeaderModifier', 'RequestMirror', 'URLRewrite', 'CORS'].includes(type);
}
