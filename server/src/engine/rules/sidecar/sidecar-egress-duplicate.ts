import { deleteItem } from '../../edits/list.ts';
import { sidecar } from '../../kinds/sidecar.ts';
import { meshConfig } from '../../references/mesh-config.ts';
import type { Problem } from '../../model/finding.ts';
import type { Resource } from '../../model/resource.ts';
import type { Value } from '../../yaml/value.ts';
import { warnedByIstio } from '../support/webhook.ts';
import { referenceRule } from '../define.ts';

export const sidecarEgressDuplicate = referenceRule({
  id: 'sidecar-egress-duplicate',
  title: 'Host that another one covers',
  severity: 'warning',
  since: '0.1.0',
  codes: ['IST0133'],
  kinds: [sidecar],
  fixable: true,
  docs: `In one egress listener a host stands twice, or is covered by another entry: \`ns/api.example.com\` beside \`ns/*\`, or anything beside \`*/*\`. Istio accepts the Sidecar with a warning.

In the root namespace \`./*\` stands for the namespace of the pods that have no Sidecar of their own, and so \`istio-system/*\` beside it is needed: that Istio warns is an information then.

**Do:** delete the narrower entry; or the wider one, if it was not meant.`,
  check(resource, lookup, report) {
    // What counts for pods of all namespaces: `.` is another namespace for each of them, which the webhook does not know.
    const isMeshWide = resource.namespace === meshConfig(lookup).rootNamespace && !resource.root.at('spec', 'workloadSelector').exists;
    for (const listener of resource.root.at('spec', 'egress').items()) {
      const entries = listener.at('hosts').items().flatMap((value) => entryOf(value, resource.namespace ?? '.'));
      for (const [index, one] of entries.entries()) {
        const twin = entries.slice(0, index).find((other) => other.namespace === one.namespace && other.host === one.host);
        const wider = twin ?? entries.find((other) => other !== one && covers(other, one));
        if (wider === undefined) continue;
        if (isMeshWide && wider.written !== '*' && (one.written === '.') !== (wider.written === '.')) {
          report(falseAlarm(one, wider, resource));
          continue;
        }
        const edit = deleteItem(one.value);
        report({
          span: one.value.span, ...warnedByIstio, tags: ['unnecessary'], related: [{ resource, span: wider.value.span, message: 'covers it' }],
          message: `${one.value.string ?? ''} is ${twin === undefined ? `covered by ${wider.value.string ?? ''}` : 'listed already'}, and Istio warns of it. Delete it.`,
          fixes: () => (edit === undefined ? [] : [{ title: `Delete ${one.value.string ?? 'it'}`, edits: [edit] }]),
        });
      }
    }
  },
});

interface Entry {
  readonly value: Value;
  /** As it is written: `.` or a name. */
  readonly written: string;
  readonly namespace: string;
  readonly host: string;
}

/** Entries that take namespaces out (`~`) are no part of it. */
function entryOf(value: Value, own: string): readonly Entry[] {
  const text = value.string ?? '';
  const slash = text.indexOf('/');
  if (slash < 0 || text.startsWith('~')) return [];
  const written = text.slice(0, slash);
  return [{ value, written, namespace: written === '.' ? own : written, host: text.slice(slash + 1) }];
}

/** Istio warns, and is wrong. */
function falseAlarm(one: Entry, other: Entry, resource: Resource): Problem {
  return {
    span: one.value.span, ...warnedByIstio, severity: 'information', related: [{ resource, span: other.value.span, message: 'for most pods another namespace' }],
    message: `Istio warns that ${one.value.string ?? ''} and ${other.value.string ?? ''} are one. Leave both: this Sidecar counts for pods of all namespaces, and for those ./ is a namespace of their own.`,
  };
}

function covers(wide: Entry, narrow: Entry): boolean {
  if (wide.host !== '*' || (narrow.host === '*' && narrow.namespace === wide.namespace)) return false;
  return wide.namespace === '*' ? narrow.namespace !== '*' || narrow.host !== '*' : wide.namespace === narrow.namespace;
}
