import { deleteItem } from '../../edits/list.ts';
import { networkPolicy } from '../../kinds/network-policy.ts';
import type { Fix } from '../../model/finding.ts';
import type { Resource } from '../../model/resource.ts';
import { policyRules } from '../../policy/blocks.ts';
import { walkOf } from '../../workspace/walk.ts';
import { isPlaceholder } from '../../yaml/value.ts';
import type { Value } from '../../yaml/value.ts';
import { resourceRule } from '../define.ts';

const members = ['podSelector', 'namespaceSelector', 'ipBlock'];

export const peerEmpty = resourceRule({
  id: 'peer-empty',
  title: 'Peer that names nobody',
  severity: 'error',
  since: '0.1.0',
  kinds: [networkPolicy],
  fixable: true,
  docs: `An item of \`to\` or \`from\` says who is meant: by \`podSelector\`, \`namespaceSelector\`, both, or an \`ipBlock\`. Here none of them is set: the item is empty, or what it has is null. The API server refuses the policy.

An empty *selector* is something else: \`podSelector: {}\` means all pods of the policy's own namespace, \`namespaceSelector: {}\` all pods of all namespaces. To allow every destination, leave \`to\` out.

**Do:** write the selector or range that is meant, or delete the item.`,
  check(resource, report) {
    let misread: ReadonlySet<Value> | undefined;
    for (const peer of policyRules(resource).flatMap(({ peers }) => peers.items())) {
      if (!isEmpty(peer) || (misread ??= misreadIn(resource)).has(peer)) continue;
      report({
        span: peer.keySpan, admission: 'rejected',
        message: `This peer names neither pods, namespaces nor an ipBlock, and the API server refuses the policy. ${adviceFor(peer)}`,
        fixes: () => fixesFor(peer),
      });
    }
  },
});

/** What has fields that are misspelt or not indented, which is reported as that. */
function misreadIn(resource: Resource): ReadonlySet<Value> {
  const misplaced = walkOf(resource).problems.filter(({ code, meant, under }) => code === 'unknown-field' && (meant ?? under) !== undefined);
  return new Set(misplaced.map(({ value }) => value.parent).filter((parent) => parent !== undefined));
}

function isEmpty(peer: Value): boolean {
  if (peer.type === 'null') return true;
  if (peer.type !== 'map' || peer.hasUnknownEntries) return false;
  const entries = peer.entries();
  return !entries.some(({ step, type }) => isPlaceholder(String(step)) || (members.includes(String(step)) && type !== 'null'));
}

function adviceFor(peer: Value): string {
  const named = peer.entries().find(({ step }) => members.includes(String(step)));
  if (named === undefined) return 'Write who is meant, or delete the item.';
  return named.step === 'ipBlock' ? 'ipBlock has no value: write its cidr.' : `${String(named.step)} has no value, which counts as absent: write {} to select everything.`;
}

function fixesFor(peer: Value): readonly Fix[] {
  const nulls = peer.entries().filter(({ step, parent }) => parent === peer && (step === 'podSelector' || step === 'namespaceSelector'));
  const filled = nulls.map((entry): Fix => ({
    title: `Write ${String(entry.step)}: {}, ${entry.step === 'podSelector' ? 'all pods of the namespace' : 'all namespaces'}`,
    edits: [{ span: { start: entry.keySpan.start, end: Math.max(entry.span.end, endOfColon(entry)) }, newText: `${entry.keySource ?? ''}: {}` }],
  }));
  const edit = deleteItem(peer);
  return edit === undefined ? filled : [...filled, { title: 'Delete this peer', edits: [edit] }];
}

function endOfColon({ keySpan, document }: Value): number {
  const colon = document.text.indexOf(':', keySpan.end);
  return colon < 0 ? keySpan.end : colon + 1;
}
