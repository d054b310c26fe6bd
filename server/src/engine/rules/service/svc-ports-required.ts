import { service } from '../../kinds/service.ts';
import { serviceView } from '../../views/service.ts';
import { resourceRule } from '../define.ts';
import { isMisspelt } from '../support/misspelt.ts';

export const svcPortsRequired = resourceRule({
  id: 'svc-ports-required',
  title: 'Service without ports',
  severity: 'error',
  since: '0.1.0',
  kinds: [service],
  docs: `A Service needs at least one port, because its address answers at the ports that it lists and at no others. Only a headless one (\`clusterIP: None\`) and an \`ExternalName\` may have none: their DNS name stands for addresses or a host, whatever the port. The API server refuses all others.

**Do:** list the ports, or write \`clusterIP: None\` where only the DNS name is wanted.`,
  check(resource, report) {
    const view = serviceView(resource);
    if (view?.spec.type !== 'map' || view.type === undefined || view.type === 'ExternalName' || view.headless !== false) return;
    const ports = view.spec.at('ports');
    if (ports.items().length > 0 || (ports.type !== 'missing' && ports.type !== 'null' && ports.type !== 'list') || isMisspelt(resource, view.spec, 'ports')) return;
    report({
      span: ports.keySpan, admission: 'rejected',
      message: `This Service has no ports, so nothing could reach it, and the API server refuses it. List its ports, or write clusterIP: None where only its DNS name is wanted.`,
    });
  },
});
