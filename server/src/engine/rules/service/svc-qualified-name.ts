import { service } from '../../kinds/service.ts';
import { labelKeyProblem } from '../../text/names.ts';
import { serviceView } from '../../views/service.ts';
import { resourceRule } from '../define.ts';

export const svcQualifiedName = resourceRule({
  id: 'svc-qualified-name',
  title: 'Protocol or class name of a form not allowed',
  severity: 'error',
  since: '0.1.0',
  kinds: [service],
  docs: `\`appProtocol\` of a port and \`loadBalancerClass\` are qualified names: \`name\` or \`domain/name\`, the name of 1 to 63 letters, digits, \`-\`, \`_\` and \`.\`, with a letter or digit at both ends. The API server refuses anything else, an empty text included.

Names without a domain stand for registered protocols (\`https\`, \`grpc\`); those of one's own carry a domain (\`example.com/my-protocol\`).

**Do:** write such a name, or delete the field.`,
  check(resource, report) {
    const view = serviceView(resource);
    if (view === undefined) return;
    const ports = view.spec.at('ports').items().map((port) => port.at('appProtocol'));
    for (const field of view.type === 'LoadBalancer' ? [...ports, view.spec.at('loadBalancerClass')] : ports) {
      const reason = field.string === undefined ? undefined : labelKeyProblem(field.string);
      if (reason !== undefined) report({ span: field.span, admission: 'rejected', message: `${String(field.step)} ${reason}. The API server refuses the Service. Write a name, or delete the field.` });
    }
  },
});
