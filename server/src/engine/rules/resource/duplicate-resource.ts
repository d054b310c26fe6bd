import { sameObject } from '../../workspace/indexes/same-object.ts';
import { groupRule } from '../define.ts';

export const duplicateResource = groupRule({
  id: 'duplicate-resource',
  title: 'The same resource twice',
  severity: 'warning',
  since: '0.1.0',
  index: sameObject,
  docs: `Two documents of one file are one object for the cluster: same kind, namespace and name. When the file is applied, the later one replaces the earlier, and what that one allowed or routed is gone.

Only resources of one file are compared: files of one folder may be alternatives, such as overlays or examples of before and after.

**Do:** give one of the two another name, or join them.`,
  check(resources, report) {
    const [first] = resources;
    if (first === undefined) return;
    for (const resource of resources.slice(1)) {
      report(resource, {
        span: resource.root.at('metadata', 'name').span,
        message: `${resource.kind.kind} ${resource.name ?? ''} stands in this file already: when it is applied, this one replaces it. Rename one of them, or join them.`,
        related: [{ resource: first, span: first.root.at('metadata', 'name').span, message: 'the first one' }],
      });
    }
  },
});
