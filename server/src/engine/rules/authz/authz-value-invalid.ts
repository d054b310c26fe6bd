import { authorizationPolicy } from '../../kinds/authorization-policy.ts';
import type { Problem } from '../../model/finding.ts';
import { pathTemplateFlaw, serviceAccountFlaw, trustDomainFlaw } from '../../text/authz-values.ts';
import { shown } from '../../text/istio-names.ts';
import type { Value } from '../../yaml/value.ts';
import { markOf } from '../support/subject.ts';
import { refusedByIstio } from '../support/webhook.ts';
import { resourceRule } from '../define.ts';

export const authzValueInvalid = resourceRule({
  id: 'authz-value-invalid',
  title: 'Value that a policy cannot compare with',
  severity: 'error',
  since: '0.1.0',
  codes: ['IST0106'],
  kinds: [authorizationPolicy],
  docs: `A value in a rule of an AuthorizationPolicy that Istio refuses:

- an empty text, in any list of a \`source\`, an \`operation\` or a condition,
- \`serviceAccounts\` (and \`source.serviceAccount\`): not \`name\` or \`namespace/name\`, or with a \`*\`,
- \`trustDomains\` (and \`source.trustDomain\`): more than one \`*\`, or one that is neither at the start nor at the end; \`trustDomains\` with a slash,
- \`paths\`: braces other than the whole segments \`{*}\` and \`{**}\`, \`{**}\` not as the last of them, and odd characters in a path with such segments.

Addresses and ports have rules of their own.

**Do:** correct the value. A single \`*\` stands for "anything that is not empty".`,
  check(resource, report) {
    for (const rule of resource.root.at('spec', 'rules').items()) {
      const parts = [...rule.at('from').items().map((item) => item.at('source')), ...rule.at('to').items().map((item) => item.at('operation'))];
      for (const list of parts.flatMap((part) => part.entries())) check(list.items(), checks.get(plainName(String(list.step))), isElsewhere(list), report);
      for (const condition of rule.at('when').items()) {
        const key = condition.at('key').string ?? '';
        for (const list of [condition.at('values'), condition.at('notValues')]) check(list.items(), checks.get(key), elsewhere.has(key), report);
      }
    }
  },
});

type Check = (text: string) => string | undefined;

/** What values have to be like, by the name of their list or condition. */
const checks = new Map<string, Check>([
  ['serviceAccounts', serviceAccountFlaw], ['source.serviceAccount', serviceAccountFlaw],
  ['trustDomains', (text) => trustDomainFlaw(text) ?? (text.includes('/') ? 'a trust domain has no slash' : undefined)], ['source.trustDomain', trustDomainFlaw],
  ['paths', pathTemplateFlaw],
]);

/** Where an empty text is no address and no port, which other rules say. */
const elsewhere = new Set(['ipBlocks', 'remoteIpBlocks', 'ports', 'source.ip', 'remote.ip', 'destination.ip', 'destination.port']);

function isElsewhere({ step }: Value): boolean {
  return elsewhere.has(plainName(String(step)));
}

/** `paths` for `notPaths`. */
function plainName(name: string): string {
  return /^not[A-Z]/.test(name) ? name.charAt(3).toLowerCase() + name.slice(4) : name;
}

function check(items: readonly Value[], flawOf: Check | undefined, judgedElsewhere: boolean, report: (problem: Problem) => void): void {
  for (const item of items) {
    const text = item.string;
    if (text === undefined || (text === '' && judgedElsewhere)) continue;
    const flaw = text === '' ? 'it is empty' : flawOf?.(text);
    if (flaw !== undefined) report({ span: markOf(item), ...refusedByIstio, message: `${text === '' ? 'This value' : shown(text)} cannot be compared with: ${flaw}. Istio refuses the policy. Correct it, or delete it.` });
  }
}
