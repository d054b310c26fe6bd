import { replaceString } from '../../edits/scalar.ts';
import { destinationRule } from '../../kinds/destination-rule.ts';
import { serviceEntry } from '../../kinds/service-entry.ts';
import { virtualService } from '../../kinds/virtual-service.ts';
import { isKnownNamespace, likelyNamespaces } from '../../references/namespaces.ts';
import { dnsLabelFlaw } from '../../text/istio-names.ts';
import { nearest } from '../../text/nearest.ts';
import { referenceRule } from '../define.ts';

const codes = ['KIA0005'];

export const exportToUnknownNamespace = referenceRule({
  id: 'export-to-unknown-namespace',
  title: 'exportTo a namespace that does not exist',
  severity: 'hint',
  since: '0.1.0',
  codes,
  kinds: [destinationRule, serviceEntry, virtualService],
  fixable: true,
  docs: `\`exportTo\` names a namespace in which nothing of the workspace is, though the workspace is said to hold everything (\`egress.workspaceIsComplete\`). The object is then seen by nobody there. Without that setting the rule is silent.

**Do:** correct the name.`,
  check(resource, lookup, report) {
    if (!lookup.options.workspaceIsComplete) return;
    for (const item of resource.root.at('spec', 'exportTo').items()) {
      const text = item.string;
      if (text === undefined || text === '.' || text === '*' || text === '~' || dnsLabelFlaw(text) !== undefined || isKnownNamespace(lookup, text)) continue;
      const meant = nearest(text, likelyNamespaces(lookup));
      report({
        span: item.span, codes,
        message: `Nothing in the workspace is in namespace ${text}, so nobody there sees this. ${meant === undefined ? 'Correct the name if it is a slip.' : `Did you mean ${meant}?`}`,
        fixes: () => (meant === undefined ? [] : [{ title: `Replace with ${meant}`, edits: [replaceString(item, meant)] }]),
      });
    }
  },
});
