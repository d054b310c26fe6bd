import { replaceString } from '../../edits/scalar.ts';
import { service } from '../../kinds/service.ts';
import { resourceRule } from '../define.ts';

/** `PreferSameZone` and `PreferSameNode` are there by default, and `PreferClose` is the old name of the first. */
const renamedIn = 34;

export const svcTrafficDistribution = resourceRule({
  id: 'svc-traffic-distribution',
  title: 'Traffic distribution of another Kubernetes version',
  severity: 'warning',
  since: '0.1.0',
  kinds: [service],
  fixable: true,
  docs: `\`trafficDistribution: PreferClose\` is deprecated since Kubernetes 1.34, which calls the same thing \`PreferSameZone\` and says so when the Service is applied. Older versions know \`PreferClose\` alone, and refuse \`PreferSameZone\` and \`PreferSameNode\`.

The version is that of \`egress.kubernetesVersion\`.

**Do:** write the value that the version of the cluster knows.`,
  check(resource, report, options) {
    const field = resource.root.at('spec', 'trafficDistribution');
    const value = field.string;
    const isNew = options.kubernetesMinor >= renamedIn;
    if (value === 'PreferClose' && isNew) {
      report({
        span: field.span, admission: 'warned', tags: ['deprecated'], message: 'PreferClose is deprecated, and the API server says so. It means the same as PreferSameZone: write that.',
        fixes: () => [{ title: 'Replace with PreferSameZone', preferred: true, edits: [replaceString(field, 'PreferSameZone')] }],
      });
    } else if ((value === 'PreferSameZone' || value === 'PreferSameNode') && !isNew) {
      report({
        span: field.span, severity: 'error', admission: 'rejected', message: `Kubernetes 1.${options.kubernetesMinor} does not know ${value} by default, and the API server refuses the Service. Write PreferClose.`,
        fixes: () => [{ title: 'Replace with PreferClose', edits: [replaceString(field, 'PreferClose')] }],
      });
    }
  },
});
