import { replaceString } from '../../edits/scalar.ts';
import { authorizationPolicy } from '../../kinds/authorization-policy.ts';
import type { Problem } from '../../model/finding.ts';
import type { LintOptions } from '../../model/options.ts';
import type { Lookup } from '../../model/rule.ts';
import { isKnownNamespace, likelyNamespaces } from '../../references/namespaces.ts';
import { dictionary } from '../../text/dictionary.ts';
import { dnsLabelFlaw } from '../../text/istio-names.ts';
import { nearest } from '../../text/nearest.ts';
import { authzRules, comparedWith } from '../../views/authz-rules.ts';
import type { Value } from '../../yaml/value.ts';
import { referenceRule } from '../define.ts';

const codes = ['IST0101', 'KIA0101', 'KIA0106'];

export const authzUnknownNamespace = referenceRule({
  id: 'authz-unknown-namespace',
  title: 'Clients of a namespace that does not exist',
  severity: 'information',
  since: '0.1.0',
  codes,
  kinds: [authorizationPolicy],
  fixable: true,
  docs: `A rule names the clients of a namespace (\`namespaces\`, \`notNamespaces\`, \`source.namespace\`), or an account there (\`principals\`, \`serviceAccounts\`), in which nothing of the workspace is, though the workspace is said to hold everything (\`egress.workspaceIsComplete\`). The entry then fits no client. Without that setting the rule is silent: clients are seldom in the workspace of a gateway's policies.

It is a warning where the name is nearly that of a namespace. Patterns with \`*\`, and accounts of other trust domains, are not judged.

**Do:** correct the name.`,
  check(resource, lookup, report) {
    if (!lookup.options.workspaceIsComplete) return;
    for (const { name, values } of authzRules(resource).flatMap(({ attributes }) => attributes)) {
      const field = fields[comparedWith(name)];
      for (const item of values.items()) {
        const problem = field === undefined ? undefined : problemOf(lookup, item, field);
        if (problem !== undefined) report(problem);
      }
    }
  },
});

function problemOf(lookup: Lookup, item: Value, { form, codes: said }: Field): Problem | undefined {
  const [, before = '', named = '', after = ''] = form.exec(item.string ?? '') ?? [];
  if (isForeign(before, lookup.options) || dnsLabelFlaw(named) !== undefined || isKnownNamespace(lookup, named)) return undefined;
  const meant = nearest(named, likelyNamespaces(lookup));
  return {
    span: item.span, severity: meant === undefined ? 'information' : 'warning', codes: said,
    message: `Nothing in the workspace is in namespace ${named}, so this fits no client. ${meant === undefined ? 'Correct the name if it is a slip.' : `Did you mean ${meant}?`}`,
    fixes: () => (meant === undefined ? [] : [{ title: `Replace with ${meant}`, edits: [replaceString(item, before + meant + after)] }]),
  };
}

/** How a value names a namespace: what is before it, the namespace, what is behind it. */
interface Field {
  readonly form: RegExp;
  readonly codes: readonly string[];
}

const namespaces: Field = { form: /^()([^/]+)()$/, codes: ['IST0101', 'KIA0101'] };
const principals: Field = { form: /^([^/]+\/ns\/)([^/]+)(\/sa\/[^/]+)$/, codes: ['KIA0106'] };
const accounts: Field = { form: /^()([^/]+)(\/[^/]+)$/, codes: [] };

const fields = dictionary<Field>({
  namespaces, principals, serviceAccounts: accounts,
  'source.namespace': namespaces, 'source.principal': principals, 'source.serviceAccount': accounts,
});

/** Whether a principal is of another mesh, by its trust domain. */
function isForeign(before: string, { clusterDomain }: LintOptions): boolean {
  const [trustDomain = ''] = before.split('/');
  return trustDomain !== '' && trustDomain !== 'cluster.local' && trustDomain !== clusterDomain;
}
