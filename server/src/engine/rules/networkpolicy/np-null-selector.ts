import { networkPolicy } from '../../kinds/network-policy.ts';
import type { Resource } from '../../model/resource.ts';
import { policyRules } from '../../policy/blocks.ts';
import type { Value } from '../../yaml/value.ts';
import { resourceRule } from '../define.ts';
import { deletion } from '../support/remove.ts';

export const npNullSelector = resourceRule({
  id: 'np-null-selector',
  title: 'Selector without a value',
  severity: 'warning',
  since: '0.1.0',
  kinds: [networkPolicy],
  fixable: true,
  docs: `A selector, or \`matchLabels\` or \`matchExpressions\` in it, is written and has no value. Kubernetes takes that as not written, and what follows is seldom what the lines suggest:

- \`spec.podSelector:\` selects all pods of the namespace.
- \`namespaceSelector:\` beside a \`podSelector\` does not mean all namespaces, but the policy's own.
- \`podSelector:\` beside a \`namespaceSelector\` adds nothing.
- \`matchLabels:\` without labels matches everything.

Often the lines below are merely not indented enough. Of \`matchLabels\` and \`matchExpressions\` in \`spec.podSelector\` it is information only: all pods are what many policies are for.

**Do:** indent what belongs below; write \`{}\` to select everything, or delete the key.`,
  check(resource, report) {
    for (const { at, meaning } of nullSelectors(resource)) {
      if (at.isAlias || at.parent?.isAlias === true) continue;
      report({
        span: at.keySpan, ...(isOfPolicy(at) ? { severity: 'information' } : {}),
        message: `${String(at.step)} has no value, so ${meaning}. Write ${empty(at)} if everything is to be selected, or delete the key.`,
        fixes: () => [{ title: `Write ${String(at.step)}: ${empty(at)}`, edits: [{ span: { start: at.keySpan.end, end: endOf(at) }, newText: `: ${empty(at)}` }] }, ...deletion(at)],
      });
    }
  },
});

interface NullSelector {
  readonly at: Value;
  readonly meaning: string;
}

function nullSelectors(resource: Resource): readonly NullSelector[] {
  const own = resource.root.at('spec', 'podSelector');
  const peers = policyRules(resource).flatMap((rule) => rule.peers.items()).filter((peer) => peer.entries().some(({ step }) => step === 'podSelector' || step === 'namespaceSelector'));
  const selectors = peers.flatMap((peer) => [peer.at('podSelector'), peer.at('namespaceSelector')]);
  return [
    ...(own.type === 'null' ? [{ at: own, meaning: 'the policy is for all pods of its namespace' }] : []),
    ...peers.flatMap(besideOther),
    ...[own, ...selectors].flatMap((selector) => ['matchLabels', 'matchExpressions'].map((name) => selector.at(name)))
      .filter(({ type }) => type === 'null').map((at) => ({ at, meaning: 'it restricts nothing' })),
  ];
}

/** A peer whose every part is null names nobody: see peer-empty. */
function besideOther(peer: Value): readonly NullSelector[] {
  const [pods, namespaces, block] = [peer.at('podSelector'), peer.at('namespaceSelector'), peer.at('ipBlock')];
  const isWritten = ({ type }: Value): boolean => type !== 'null' && type !== 'missing';
  return [
    ...(namespaces.type === 'null' && (isWritten(pods) || isWritten(block)) ? [{ at: namespaces, meaning: isWritten(pods) ? 'only pods of the policy’s own namespace are meant' : 'it counts as absent' }] : []),
    ...(pods.type === 'null' && (isWritten(namespaces) || isWritten(block)) ? [{ at: pods, meaning: isWritten(namespaces) ? 'all pods of those namespaces are meant' : 'it counts as absent' }] : []),
  ];
}

/** All pods are what many policies are for, and a program that writes one writes `matchLabels: null`. */
function isOfPolicy(at: Value): boolean {
  return at.parent?.step === 'podSelector' && at.parent.parent?.step === 'spec';
}

function empty({ step }: Value): string {
  return step === 'matchExpressions' ? '[]' : '{}';
}

/** Behind the written null, or behind the colon. */
function endOf({ span, keySpan, document }: Value): number {
  if (span.start !== keySpan.start) return span.end;
  const colon = document.text.indexOf(':', keySpan.end);
  return colon < 0 ? keySpan.end : colon + 1;
}
