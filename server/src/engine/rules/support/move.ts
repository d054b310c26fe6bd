import { addFieldAfter } from '../../edits/data.ts';
import { replaceString } from '../../edits/scalar.ts';
import type { Edit, Fix } from '../../model/finding.ts';
import type { Resource } from '../../model/resource.ts';

/** The fix that gives a resource another namespace. `what` names it in the title. */
export function moveTo(resource: Resource, namespace: string, what: string): readonly Fix[] {
  const edit = namespaceEdit(resource, namespace);
  return edit === undefined ? [] : [{ title: `Move ${what} to namespace ${namespace}`, edits: [{ ...edit, resource }] }];
}

function namespaceEdit({ root }: Resource, namespace: string): Edit | undefined {
  const metadata = root.at('metadata');
  const written = metadata.at('namespace');
  if (written.type === 'string') return replaceString(written, namespace);
  return written.exists || !metadata.at('name').exists || metadata.hasUnknownEntries ? undefined : addFieldAfter(metadata.at('name'), 'namespace', namespace);
}
