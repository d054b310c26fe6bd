import type { Problem } from '../../model/finding.ts';
import type { Value } from '../../yaml/value.ts';
import { resourceRule } from '../define.ts';

const fields = ['apiVersion', 'kind', 'name', 'uid'];

export const ownerReferenceInvalid = resourceRule({
  id: 'owner-reference-invalid',
  title: 'Owner that cannot be one',
  severity: 'error',
  since: '0.1.0',
  docs: `\`metadata.ownerReferences\` names the objects with which this one is deleted. Each needs a full \`apiVersion\`, \`kind\`, \`name\` and \`uid\`; an Event cannot own anything; and at most one of them may be the controller. The server refuses the object otherwise.

The field is written by controllers. In a manifest it is nearly always a leftover of an export from another cluster, whose uids mean nothing here: the object is then deleted as soon as the garbage collector looks for its owner.

**Do:** delete \`ownerReferences\` from the manifest.`,
  check(resource, report) {
    const list = resource.root.at('metadata', 'ownerReferences');
    let controller: Value | undefined;
    for (const owner of list.items()) {
      for (const problem of flawsOf(owner)) report({ ...problem, admission: 'rejected' });
      const own = owner.at('controller');
      if (own.boolean !== true) continue;
      if (controller !== undefined) {
        report({
          span: own.keySpan, admission: 'rejected', related: [{ resource, span: controller.keySpan, message: 'the other controller' }],
          message: 'Another owner is the controller already, and an object has one. The server refuses the object. Delete one of the two marks.',
        });
      }
      controller ??= own;
    }
  },
});

/** Fields that are absent or null are reported by the schema. */
function flawsOf(owner: Value): readonly Pick<Problem, 'span' | 'message'>[] {
  if (owner.type === 'null') return [{ span: owner.keySpan, message: 'This owner has neither apiVersion, kind, name nor uid. The server refuses the object. Delete the item.' }];
  const empty = fields.map((name) => owner.at(name)).filter(({ string }) => string === '')
    .map((field) => ({ span: field.span, message: `The owner's ${String(field.step)} is empty. The server refuses the object. Write it, or delete the owner.` }));
  const version = owner.at('apiVersion');
  const text = version.string ?? '';
  const isBroken = text.split('/').length > 2 || text.endsWith('/');
  const isEvent = text === 'v1' && owner.at('kind').string === 'Event';
  return [
    ...empty,
    ...(isBroken ? [{ span: version.span, message: `${JSON.stringify(text)} is not an apiVersion: write group/version, or the version alone for the core group. The server refuses the object.` }] : []),
    ...(isEvent ? [{ span: owner.keySpan, message: 'An Event cannot own an object, and the server refuses this one. Delete the owner.' }] : []),
  ];
}
