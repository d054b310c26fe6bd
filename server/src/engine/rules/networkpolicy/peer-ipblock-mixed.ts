import { columnOf, lineBreak, lineStart } from '../../text/lines.ts';
import { networkPolicy } from '../../kinds/network-policy.ts';
import type { Edit, Fix } from '../../model/finding.ts';
import { policyRules } from '../../policy/blocks.ts';
import type { Value } from '../../yaml/value.ts';
import { resourceRule } from '../define.ts';

export const peerIpblockMixed = resourceRule({
  id: 'peer-ipblock-mixed',
  title: 'Range and selector in one peer',
  severity: 'error',
  since: '0.1.0',
  kinds: [networkPolicy],
  fixable: true,
  docs: `One peer holds an \`ipBlock\` together with a \`podSelector\` or \`namespaceSelector\`. The API server refuses it: a range is about addresses outside the cluster, selectors are about pods, and nothing could be both.

Only the two selectors go together in one peer (pods *of* these namespaces).

**Do:** write two items of the list. Traffic to either of them is then allowed.`,
  check(resource, report) {
    for (const peer of policyRules(resource).flatMap(({ peers }) => peers.items())) {
      const present = peer.entries().filter(({ step, type }) => type !== 'null' && (step === 'podSelector' || step === 'namespaceSelector' || step === 'ipBlock'));
      const block = present.find(({ step }) => step === 'ipBlock');
      const selector = present.find(({ step }) => step !== 'ipBlock');
      if (block === undefined || selector === undefined) continue;
      report({
        span: block.keySpan, admission: 'rejected', related: [{ resource, span: selector.keySpan, message: 'the selector beside it' }],
        message: `A peer is either a range or a selection of pods, but this one has ipBlock and ${String(selector.step)}. The API server refuses the policy. Write two items of the list, of which either is allowed.`,
        fixes: () => split(peer),
      });
    }
  },
});

/** Starts a new item before the entry where range and selectors part, so that all else stays as it is written. */
function split(peer: Value): readonly Fix[] {
  const entries = peer.entries();
  const borders = entries.filter((entry, index) => index > 0 && (entry.step === 'ipBlock') !== (entries[index - 1]?.step === 'ipBlock'));
  const [border] = borders;
  if (border === undefined || borders.length > 1 || peer.isAlias || entries.some(({ parent }) => parent !== peer)) return [];
  const before = entries[entries.indexOf(border) - 1];
  const edit = before === undefined ? undefined : peer.isFlow ? splitFlow(peer, before, border) : splitBlock(border);
  return edit === undefined ? [] : [{ title: 'Write two peers: either is allowed', edits: [edit] }];
}

function splitFlow(peer: Value, before: Value, border: Value): Edit | undefined {
  const { text } = peer.document;
  const span = { start: before.span.end, end: border.keySpan.start };
  if (!/^\s*,\s*$/.test(text.slice(span.start, span.end))) return undefined;
  if (peer.parent?.isFlow === true) return { span, newText: '}, {' };
  const dash = text.lastIndexOf('-', peer.span.start);
  return dash < 0 ? undefined : { span, newText: `}${lineBreak(text)}${' '.repeat(columnOf(text, dash))}- {` };
}

function splitBlock(border: Value): Edit | undefined {
  const { text } = border.document;
  const { start } = border.keySpan;
  const column = columnOf(text, start);
  if (column < 2 || text.slice(lineStart(text, start), start).trim() !== '') return undefined;
  const parent = border.parent?.span.start ?? start;
  const dash = text.lastIndexOf('-', parent - 1);
  const at = lineStart(text, start) + columnOf(text, dash);
  return dash < 0 || text.slice(dash + 1, parent).trim() !== '' || at >= start ? undefined : { span: { start: at, end: at + 1 }, newText: '-' };
}
