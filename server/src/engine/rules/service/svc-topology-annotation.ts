import { renameKey } from '../../edits/map.ts';
import { service } from '../../kinds/service.ts';
import { isPlaceholder } from '../../yaml/value.ts';
import { resourceRule } from '../define.ts';
import { deletion } from '../support/remove.ts';

const older = 'service.kubernetes.io/topology-aware-hints';
const newer = 'service.kubernetes.io/topology-mode';

export const svcTopologyAnnotation = resourceRule({
  id: 'svc-topology-annotation',
  title: 'Deprecated annotation for topology-aware routing',
  severity: 'warning',
  since: '0.1.0',
  kinds: [service],
  fixable: true,
  docs: `\`${older}\` is the old name of \`${newer}\`. The API server warns of it when the Service is applied, and refuses a Service that has both with different values.

**Do:** rename the annotation; with both there, delete the old one. For new Services \`spec.trafficDistribution\` is the better way.`,
  check(resource, report) {
    const annotations = resource.root.at('metadata', 'annotations');
    const [old, current] = [annotations.at(older), annotations.at(newer)];
    if (!old.exists || isPlaceholder(String(old.scalar ?? ''))) return;
    const differs = current.exists && current.type !== 'unknown' && (old.string ?? '') !== (current.string ?? '');
    report({
      span: old.keySpan, tags: ['deprecated'],
      ...(differs
        ? { severity: 'error', admission: 'rejected', message: `This is the old name of ${newer}, which has another value here, and the API server refuses the Service. Delete the old one.` }
        : { admission: 'warned', message: `This annotation is deprecated, and the API server says so. ${current.exists ? 'Delete it: the new one stands beside it' : `Write ${newer}`}.` }),
      fixes: () => (current.exists ? deletion(old, true) : [{ title: `Rename to ${newer}`, preferred: true, edits: [renameKey(old, newer)] }]),
    });
  },
});
