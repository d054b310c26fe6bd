import { rewriteFixes } from '../../edits/cidr.ts';
import { isEverRefused, isKubernetesCidr, strictnessOf, validCidrOf } from '../../fields/cidr.ts';
import type { CidrSite } from '../../fields/cidr.ts';
import { rewrites } from '../../net/cidr.ts';
import type { Admission } from '../../model/finding.ts';
import { unusualCidrSites, serviceAddressSites } from '../../workspace/sites.ts';
import { resourceRule } from '../define.ts';

export const cidrIpv4Mapped = resourceRule({
  id: 'cidr-ipv4-mapped',
  title: 'IPv4 address written as IPv6',
  severity: 'warning',
  since: '0.1.0',
  fixable: true,
  local: true,
  docs: `The range lies in \`::ffff:0:0/96\`: IPv4 addresses in the clothes of IPv6. Some programs read it as the IPv4 range, others as an IPv6 range that no packet ever comes from.

Kubernetes 1.36 and later refuse it in their own kinds; 1.33 to 1.35 warn of it (Services since 1.27). Istio accepts it and compares it with IPv6 addresses only, so IPv4 connections do not match.

**Do:** write the IPv4 range. The prefix length becomes shorter by 96; there is no IPv4 form of a prefix shorter than that.`,
  check(resource, report, options) {
    for (const site of [...unusualCidrSites(resource), ...serviceAddressSites(resource)]) {
      const reading = validCidrOf(site);
      if (reading?.facts.ipv4Mapped !== true) continue;
      const strictness = strictnessOf(site, options.kubernetesMinor);
      if (strictness.admission === 'rejected' && reading.facts.leadingZeros) continue;
      const suggestions = rewrites(reading, site.dialect);
      const [plain] = suggestions[0]?.texts ?? [];
      const advice = plain === undefined ? 'Write the IPv4 ranges it is to stand for.' : `Write ${plain}.`;
      report({
        span: site.value.span, ...strictness,
        message: `${site.value.string ?? ''} writes IPv4 addresses as IPv6, which programs read in different ways. ${consequenceOf(site, strictness.admission)} ${advice}`,
        fixes: () => rewriteFixes(site.value, suggestions, 'network'),
      });
    }
  },
});

function consequenceOf(site: CidrSite, admission: Admission | undefined): string {
  if (!isKubernetesCidr(site)) return 'Istio compares it with IPv6 addresses only.';
  if (admission === 'rejected') return 'Kubernetes refuses it.';
  return admission === 'warned' ? `Kubernetes warns of it${isEverRefused(site) ? ' and, from 1.36 on, refuses it' : ''}.` : 'Kubernetes refuses it from 1.36 on.';
}
