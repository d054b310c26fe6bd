import { addFieldBefore } from '../../edits/data.ts';
import { deleteEntry, renameKey } from '../../edits/map.ts';
import { replaceByPlain } from '../../edits/scalar.ts';
import { isPortNumber } from '../../fields/port.ts';
import { networkPolicy } from '../../kinds/network-policy.ts';
import type { Fix } from '../../model/finding.ts';
import type { Value } from '../../yaml/value.ts';
import { policyRules } from '../../policy/blocks.ts';
import { resourceRule } from '../define.ts';

export const endportInvalid = resourceRule({
  id: 'endport-invalid',
  title: 'endPort does not fit port',
  severity: 'error',
  since: '0.1.0',
  kinds: [networkPolicy],
  fixable: true,
  docs: `\`endPort\` is the last port of a range that starts at the number in \`port\`. The API server refuses the policy when there is no \`port\`, when \`port\` is a name, and when \`endPort\` is smaller than \`port\`. Equal numbers are accepted.

**Do:** write the first port, swap the two numbers, or delete \`endPort\` beside a named port: a name stands for whatever number each pod gives it.`,
  check(resource, report) {
    for (const entry of policyRules(resource).flatMap(({ ports }) => ports.items())) {
      const endPort = entry.at('endPort');
      const last = endPort.number;
      const port = entry.at('port');
      if (last === undefined || port.type === 'unknown' || entry.hasUnknownEntries) continue;
      const found = flawOf(port, endPort, last);
      if (found !== undefined) report({ span: endPort.span, admission: 'rejected', ...found });
    }
  },
});

interface Found {
  readonly message: string;
  readonly fixes: () => readonly Fix[];
}

function flawOf(port: Value, endPort: Value, last: number): Found | undefined {
  if (port.type === 'missing' || port.type === 'null') {
    return { message: `endPort ${last} has no port where the range starts. The API server refuses the policy. Write the first port of the range.`, fixes: () => startFixes(port, endPort, last) };
  }
  if (port.type === 'string') {
    const name = port.string ?? '';
    return { message: `A range cannot start at a named port such as ${JSON.stringify(name)}. The API server refuses the policy. Delete endPort, or write the number of the port.`, fixes: () => deletion(endPort) };
  }
  const first = port.number;
  if (first === undefined || !isPortNumber(first) || !isPortNumber(last) || last >= first) return undefined;
  return {
    message: `The range ends at ${last}, before it starts at ${first}. The API server refuses the policy. Swap the two numbers.`,
    fixes: () => [{ title: `Write port ${last} and endPort ${first}`, preferred: true, edits: [replaceByPlain(port, last), replaceByPlain(endPort, first)] }],
  };
}

function startFixes(port: Value, endPort: Value, last: number): readonly Fix[] {
  if (port.exists) return [];
  return [
    { title: `Rename endPort to port: port ${last} alone`, edits: [renameKey(endPort, 'port')] },
    { title: `Add port: 1, for all ports up to ${last}`, edits: [addFieldBefore(endPort, 'port', 1)] },
  ];
}

function deletion(endPort: Value): readonly Fix[] {
  const edit = deleteEntry(endPort);
  return edit === undefined ? [] : [{ title: 'Delete endPort', edits: [edit] }];
}
