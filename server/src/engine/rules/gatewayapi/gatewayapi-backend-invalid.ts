import type { Problem } from '../../model/finding.ts';
import { isHostname } from '../../references/gateway-api.ts';
import { routeKinds, targetsOf } from '../../views/gateway-api.ts';
import type { BackendRef, Target } from '../../views/gateway-api.ts';
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

Where a \`RequestMirror\` filter names such a backend, the requests go their way and only their copies are not sent: a warning.

**Do:** what the message says.`,
  check(resource, report) {
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
