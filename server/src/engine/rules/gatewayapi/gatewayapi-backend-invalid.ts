import type { Problem } from '../../model/finding.ts';
import { isHostname } from '../../references/gateway-api.ts';
import { gatewayRoute, routeKinds } from '../../views/gateway-api.ts';
import type { BackendRef } from '../../views/gateway-api.ts';
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

**Do:** what the message says.`,
  check(resource, report) {
    for (const { backends } of gatewayRoute(resource).rules) {
      for (const backend of backends) {
        const problem = flawOf(backend);
        if (problem !== undefined) report(problem);
      }
    }
  },
});

function flawOf(backend: BackendRef): Problem | undefined {
  const { group, kind, namespace, value } = backend;
  if (group === undefined || kind === undefined || value.hasUnknownEntries) return undefined;
  if (isHostname(backend)) {
    return namespace === 'absent' ? withoutPort(backend, 'host')
      : { span: namespace.value.span, message: 'A backend of kind Hostname has no namespace, so Istio leaves the rule out. Remove the field.' };
  }
  if (group === '' && kind === 'Service') return ofService(backend);
  if (kind === 'Hostname') return { span: value.at('kind').span, message: 'The kind Hostname belongs to the group networking.istio.io; without it Istio knows no such backend. Write the group.' };
  return group === 'networking.istio.io' && kind === 'ServiceEntry'
    ? { span: value.at('kind').span, message: 'A ServiceEntry is not a backend, so Istio leaves it out. Write kind Hostname, and a host of the ServiceEntry as name.' } : undefined;
}

function ofService(backend: BackendRef): Problem | undefined {
  const { name } = backend;
  if (name.text?.includes('.') !== true) return withoutPort(backend, 'Service', 'rejected');
  return { span: name.value.span, message: 'A Service is named by its name alone, not by a host, so Istio leaves the rule out. For an external host write the group networking.istio.io and the kind Hostname.' };
}

function withoutPort({ port, name, value }: BackendRef, what: string, admission?: 'rejected'): Problem | undefined {
  if (port.exists) return undefined;
  const span = name.value.exists ? name.value.span : value.span;
  return { span, message: `The backend has no port, so Istio leaves the rule out. Write a port of the ${what}.`, ...(admission === undefined ? {} : { admission }) };
}
