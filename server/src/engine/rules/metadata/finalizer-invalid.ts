import { labelKeyProblem } from '../../text/names.ts';
import { resourceRule } from '../define.ts';

/** Finalizers that need no domain. */
const standard = ['kubernetes', 'orphan', 'foregroundDeletion'];

export const finalizerInvalid = resourceRule({
  id: 'finalizer-invalid',
  title: 'Finalizer that does not exist or contradicts another',
  severity: 'error',
  since: '0.1.0',
  docs: `A finalizer keeps an object from being deleted until whoever set it has cleaned up. Its name carries a domain (\`example.com/cleanup\`); of those without, only \`orphan\`, \`foregroundDeletion\` and \`kubernetes\` exist. \`orphan\` and \`foregroundDeletion\` contradict each other, and an item needs a value. The server refuses the object otherwise.

Istio's kinds may have finalizers without a domain. The form of a name is the business of \`label-invalid\`.

**Do:** write the domain in front, or delete the finalizer: an object with one that nobody removes cannot be deleted.`,
  check(resource, report) {
    const items = resource.root.at('metadata', 'finalizers').items();
    for (const item of items) {
      const name = item.string;
      if (item.type === 'null') report({ span: item.span, admission: 'rejected', message: 'This finalizer has no name. The server refuses the object. Delete the item.' });
      else if (name !== undefined && labelKeyProblem(name) === undefined && resource.kind.decoder === 'go' && !name.includes('/') && !standard.includes(name)) {
        report({ span: item.span, admission: 'rejected', message: `There is no finalizer ${name} without a domain. The server refuses the object. Write example.com/${name} with your own domain, or delete it.` });
      }
    }
    const orphan = items.find(({ string }) => string === 'orphan');
    const foreground = items.find(({ string }) => string === 'foregroundDeletion');
    if (orphan !== undefined && foreground !== undefined) {
      report({
        span: foreground.span, admission: 'rejected', related: [{ resource, span: orphan.span, message: 'the finalizer that it contradicts' }],
        message: 'foregroundDeletion deletes what this object owns, and orphan keeps it: the server refuses an object with both. Delete one of them.',
      });
    }
  },
});
