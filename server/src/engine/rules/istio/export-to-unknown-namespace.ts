import { replaceString } from '../../edits/scalar.ts';
import { destinationRule } from '../../kinds/destination-rule.ts';
import { serviceEntry } from '../../kinds/service-entry.ts';
import { service } from '../../kinds/service.ts';
import { namespace as namespaceKind } from '../../kinds/targets.ts';
import { virtualService } from '../../kinds/virtual-service.ts';
import type { Lookup } from '../../model/rule.ts';
import { meshConfig } from '../../references/mesh-config.ts';
import { dnsLabelFlaw } from '../../text/istio-names.ts';
import { nearest } from '../../text/nearest.ts';
import { byHome } from '../../workspace/indexes/homes.ts';
import { allInNamespace } from '../../workspace/indexes/by-name.ts';
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
      if (text === undefined || text === '.' || text === '*' || text === '~' || dnsLabelFlaw(text) !== undefined || isKnown(lookup, text)) continue;
      const meant = nearest(text, namespacesOf(lookup));
      report({
        span: item.span, codes,
        message: `Nothing in the workspace is in namespace ${text}, so nobody there sees this. ${meant === undefined ? 'Correct the name if it is a slip.' : `Did you mean ${meant}?`}`,
        fixes: () => (meant === undefined ? [] : [{ title: `Replace by ${meant}`, edits: [replaceString(item, meant)] }]),
      });
    }
  },
});

/** Namespaces that every cluster has. */
const always = new Set(['default', 'kube-system', 'kube-public', 'kube-node-lease']);

function isKnown(lookup: Lookup, name: string): boolean {
  return always.has(name) || name === meshConfig(lookup).rootNamespace || lookup.any(byHome, name);
}

/** The namespaces that are likely to be meant: those that are written out, and those with Services. */
function namespacesOf(lookup: Lookup): ReadonlySet<string> {
  const names = allInNamespace(lookup, namespaceKind, undefined).map(({ name }) => name);
  const homes = allInNamespace(lookup, service, undefined).map(({ namespace }) => namespace);
  return new Set([...names, ...homes].filter((name) => name !== undefined));
}
