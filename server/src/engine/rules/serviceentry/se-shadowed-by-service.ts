import { serviceEntry } from '../../kinds/service-entry.ts';
import { service } from '../../kinds/service.ts';
import { parseClusterHost } from '../../text/host.ts';
import { serviceEntryHosts } from '../../views/service-entry.ts';
import { findByName } from '../../workspace/indexes/by-name.ts';
import { referenceRule } from '../define.ts';

export const seShadowedByService = referenceRule({
  id: 'se-shadowed-by-service',
  title: 'ServiceEntry with the name of a Service',
  severity: 'warning',
  since: '0.1.0',
  kinds: [serviceEntry],
  docs: `A host of a ServiceEntry is the full name of a Kubernetes Service of the workspace. A Service always counts before a ServiceEntry of the same name, so this entry's ports, endpoints and resolution are ignored for that host.

**Do:** delete the host, or give the ServiceEntry a name of its own.`,
  check(resource, lookup, report) {
    for (const { text, value } of serviceEntryHosts(resource)) {
      const cluster = text === undefined ? undefined : parseClusterHost(text, lookup.options.clusterDomain);
      if (cluster === undefined) continue;
      const found = findByName(lookup, service, cluster.namespace, cluster.name).found.find(({ namespace }) => namespace === cluster.namespace);
      if (found === undefined) continue;
      report({
        span: value.span,
        message: `${text ?? ''} is the Service ${cluster.name} in namespace ${cluster.namespace}, which counts before any ServiceEntry: this entry is ignored for that host. Delete the host, or use another name.`,
        related: [{ resource: found, span: found.root.at('metadata', 'name').span, message: 'the Service' }],
      });
    }
  },
});
