import { deleteItem } from '../../edits/list.ts';
import { destinationRule } from '../../kinds/destination-rule.ts';
import { serviceEntry } from '../../kinds/service-entry.ts';
import { virtualService } from '../../kinds/virtual-service.ts';
import type { Problem } from '../../model/finding.ts';
import type { Resource } from '../../model/resource.ts';
import { dnsLabelFlaw, shown } from '../../text/istio-names.ts';
import type { Value } from '../../yaml/value.ts';
import { markOf } from '../support/subject.ts';
import { refusedByIstio } from '../support/webhook.ts';
import { resourceRule } from '../define.ts';

export const exportToInvalid = resourceRule({
  id: 'export-to-invalid',
  title: 'exportTo that cannot be',
  severity: 'error',
  since: '0.1.0',
  codes: ['IST0106'],
  kinds: [destinationRule, serviceEntry, virtualService],
  fixable: true,
  docs: `\`exportTo\` lists who sees the object: \`.\` for its own namespace, \`*\` for all, or names of namespaces. Istio refuses the object when:

- an entry is something else (in a ServiceEntry \`~\`, nobody, is allowed),
- an entry stands there twice, where \`.\` and the name of the own namespace are the same,
- \`*\` or \`~\` stands beside others,
- a DestinationRule with \`workloadSelector\` is exported beyond its own namespace.

An absent or empty list means the default of the mesh, mostly \`*\`.

**Do:** list the namespaces, or \`.\` or \`*\` alone.`,
  check(resource, report) {
    const list = resource.root.at('spec', 'exportTo');
    const items = list.items();
    if (checkEntries(resource, items, report)) return;
    const alone = items.find(({ string }) => string === '*' || string === '~');
    const other = items.find(({ string }) => string !== undefined && string !== alone?.string);
    if (alone !== undefined && other !== undefined) {
      const edit = items.length === 2 ? deleteItem(other) : undefined;
      report({
        span: other.span, ...refusedByIstio, related: [{ resource, span: alone.span, message: alone.string === '*' ? 'exports everywhere' : 'exports to nobody' }],
        message: `${alone.string === '*' ? '* exports to every namespace already' : 'The entry ~ exports to nobody'}, and Istio refuses other entries beside it. Delete one or the other.`,
        fixes: () => (edit === undefined ? [] : [{ title: `Delete ${other.string ?? 'it'}`, preferred: true, edits: [edit] }]),
      });
      return;
    }
    checkSelector(resource, list, report);
  },
});

type Report = (problem: Problem) => void;

/** What is wrong with single entries. Whether there was anything. */
function checkEntries(resource: Resource, items: readonly Value[], report: Report): boolean {
  const seen = new Map<string, Value>();
  let found = false;
  for (const item of items) {
    const text = item.string;
    if (text === undefined) continue;
    const key = text === '.' ? resource.namespace ?? text : text;
    const first = seen.get(key);
    if (first === undefined) seen.set(key, item);
    const problem = first === undefined ? wrongEntry(item, text, resource) : repeatedEntry(item, text, first, resource);
    if (problem === undefined) continue;
    found = true;
    report(problem);
  }
  return found;
}

function wrongEntry(item: Value, text: string, resource: Resource): Problem | undefined {
  if (isWord(text, resource) || dnsLabelFlaw(text) === undefined) return undefined;
  return { span: markOf(item), ...refusedByIstio, message: `${shown(text)} is not a namespace, . or *${text === '~' ? ' (~ is for ServiceEntries)' : ''}. Istio refuses the object. Write the name of a namespace.` };
}

function repeatedEntry(item: Value, text: string, first: Value, resource: Resource): Problem {
  const edit = deleteItem(item);
  return {
    span: markOf(item), ...refusedByIstio, related: [{ resource, span: first.span, message: 'the same namespace' }],
    message: `${first.string === text ? `${shown(text)} stands here twice` : `. and ${resource.namespace ?? 'the own namespace'} are the same namespace`}, and Istio refuses the object. Delete one of them.`,
    fixes: () => (edit === undefined ? [] : [{ title: `Delete ${text}`, preferred: true, edits: [edit] }]),
  };
}

function isWord(text: string, { kind }: Resource): boolean {
  return text === '.' || text === '*' || (text === '~' && kind === serviceEntry);
}

/** A DestinationRule for some workloads is private to its namespace. */
function checkSelector(resource: Resource, list: Value, report: Report): void {
  const selector = resource.root.at('spec', 'workloadSelector');
  if (resource.kind !== destinationRule || selector.type !== 'map') return;
  const entries = list.items().filter(({ string }) => string !== undefined);
  // Of two namespaces one is another than its own, whichever that is.
  const beyond = entries.find(({ string }) => string !== '.' && (string === '*' || resource.namespace !== undefined) && string !== resource.namespace) ?? entries[1];
  if (beyond !== undefined) report({
    span: beyond.span, ...refusedByIstio, related: [{ resource, span: selector.keySpan, message: 'chooses workloads of its own namespace' }],
    message: 'A DestinationRule with workloadSelector counts in its own namespace only, and Istio refuses it if it is exported further. Write . or delete exportTo.',
  });
}
