import { documentRule } from '../define.ts';

export const yamlIpv6Flow = documentRule({
  id: 'yaml-ipv6-flow',
  title: 'Unquoted value in brackets that starts with a colon',
  severity: 'error',
  since: '0.1.0',
  fixable: true,
  docs: `Inside \`[…]\` and \`{…}\` a plain value that starts with a colon, such as \`::/0\` or \`::1/128\`, is a syntax error for Kubernetes' YAML parser, though other parsers and editors take it. \`kubectl\` then reads nothing of the file.

Values like \`fd00::/8\` are fine there, and so is \`cidr: ::/0\` on a line of its own.

**Do:** put the value in quotes: \`["::/0"]\`.`,
  check(document, report) {
    for (const { code, span, message } of document.refused) {
      if (code !== 'GO_FLOW_COLON') continue;
      const quoted = JSON.stringify(message);
      report({
        span, admission: 'rejected',
        message: `Kubernetes cannot read a plain value that starts with a colon in brackets, and refuses the whole file. Write ${quoted}.`,
        fixes: () => [{ title: `Write ${quoted}`, preferred: true, edits: [{ span, newText: quoted }] }],
      });
    }
  },
});
