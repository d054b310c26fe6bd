import { gateway } from '../../kinds/gateway.ts';
import { serviceEntry } from '../../kinds/service-entry.ts';
import { sidecar } from '../../kinds/sidecar.ts';
import { fieldsOf } from '../../workspace/walk.ts';
import { resourceRule } from '../define.ts';

export const portProtocolUdp = resourceRule({
  id: 'port-protocol-udp',
  title: 'UDP in the mesh',
  severity: 'warning',
  since: '0.1.0',
  kinds: [gateway, serviceEntry, sidecar],
  docs: `A port of a Gateway, ServiceEntry or Sidecar has the protocol UDP. Istio takes it, and builds nothing for it: proxies carry TCP only. A gateway does not listen on the port; UDP traffic of workloads passes their sidecar by, with no policy, route or telemetry of the mesh.

**Do:** delete the port, and let NetworkPolicies decide about UDP; or write the protocol that is meant.`,
  check(resource, report) {
    for (const { value } of fieldsOf(resource, 'protocol')) {
      if (value.string?.toUpperCase() !== 'UDP') continue;
      report({
        span: value.span,
        message: `Istio builds nothing for UDP: ${resource.kind === gateway ? 'the gateway does not listen on this port' : 'this traffic passes the proxy by'}. Delete the port, or write the protocol that is meant.`,
      });
    }
  },
});
