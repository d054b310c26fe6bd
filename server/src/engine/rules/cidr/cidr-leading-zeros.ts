import { rewriteFixes } from '../../edits/cidr.ts';
import { cidrOf, isEverRefused, isKubernetesCidr, strictnessOf } from '../../fields/cidr.ts';
import type { CidrSite } from '../../fields/cidr.ts';
import { rewrites } from '../../net/cidr.ts';
import type { CidrResult } from '../../net/cidr.ts';
import type { CidrSuggestion } from '../../net/reason.ts';
import type { Admission } from '../../model/finding.ts';
import { bindSites, unusualCidrSites, serviceAddressSites } from '../../workspace/sites.ts';
import { resourceRule } from '../define.ts';

export const cidrLeadingZeros = resourceRule({
  id: 'cidr-leading-zeros',
  title: 'Leading zeros in an address or prefix length',
  severity: 'error',
  since: '0.1.0',
  codes: ['IST0106'],
  fixable: true,
  local: true,
  docs: `A part of the address or the prefix length starts with a superfluous zero: \`010.0.0.0/8\`, \`10.0.0.0/08\`. C libraries read \`010\` as octal, that is 8, Go reads it as 10: the policy and the network plugin may speak of different addresses.

Kubernetes 1.36 and later refuse it in their own kinds; 1.33 to 1.35 warn of it (Services since 1.27). Istio refuses it at every version.

**Do:** drop the zeros, or write the octal value if that was meant.`,
  check(resource, report, options) {
    for (const site of [...unusualCidrSites(resource), ...bindSites(resource), ...serviceAddressSites(resource)]) {
      const result = cidrOf(site);
      const found = result === undefined ? undefined : zerosIn(result, site);
      if (found === undefined) continue;
      const strictness = isKubernetesCidr(site) ? strictnessOf(site, options.kubernetesMinor) : { severity: 'error', admission: 'rejected', codes: ['IST0106'] } as const;
      report({ span: site.value.span, ...strictness, message: messageOf(site, found, strictness.admission), fixes: () => rewriteFixes(site.value, found, 'network') });
    }
  },
});

/** The ways to write the value without the zeros; `undefined` where it has none. */
function zerosIn(result: CidrResult, site: CidrSite): readonly CidrSuggestion[] | undefined {
  if (!result.ok) return result.reason.code === 'leading-zeros' ? result.suggestions : undefined;
  return result.facts.leadingZeros ? rewrites(result, site.dialect) : undefined;
}

function messageOf(site: CidrSite, found: readonly CidrSuggestion[], admission: Admission | undefined): string {
  const text = site.value.string ?? '';
  const octal = /(?:^|\.)0[0-9]+(?=[./]|$)/.test(text);
  const why = octal ? 'some programs read such a number as octal' : 'the prefix length or a group has superfluous digits';
  const refuser = isKubernetesCidr(site) ? 'Kubernetes' : 'Istio';
  const consequence = admission === 'rejected' ? `${refuser} refuses it` : admission === 'warned' ? `Kubernetes warns of it${isEverRefused(site) ? ' and, from 1.36 on, refuses it' : ''}` : 'Kubernetes refuses it from 1.36 on';
  const [first] = found[0]?.texts ?? [];
  return `${text} has leading zeros: ${why}. ${consequence}.${first === undefined ? ' Drop the zeros.' : ` Write ${first}.`}`;
}
