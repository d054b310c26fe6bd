import { rewriteFixes } from '../../edits/cidr.ts';
import { strictnessOf, validCidrOf } from '../../fields/cidr.ts';
import { rewrites } from '../../net/cidr.ts';
import type { CidrFacts } from '../../net/facts.ts';
import { unusualCidrSites, serviceAddressSites } from '../../workspace/sites.ts';
import { resourceRule } from '../define.ts';

export const cidrNotCanonical = resourceRule({
  id: 'cidr-not-canonical',
  title: 'IPv6 range not in its usual form',
  severity: 'hint',
  since: '0.1.0',
  fixable: true,
  local: true,
  docs: `The IPv6 range is valid, but not written as RFC 5952 has it: lower case, no leading zeros, the longest run of zero groups as \`::\`. Searching for an address, or comparing two manifests, then misses it.

Kubernetes says so when the object is applied (network policies since 1.33, Services since 1.27), and accepts it.

**Do:** take the canonical form.`,
  check(resource, report, options) {
    for (const site of [...unusualCidrSites(resource), ...serviceAddressSites(resource)]) {
      const reading = validCidrOf(site);
      if (reading === undefined || !isOnlyRespelled(reading.facts)) continue;
      // Around blanks the server's check of the spelling does not understand the value.
      const warned = strictnessOf(site, options.kubernetesMinor).admission !== undefined && !reading.facts.blanks;
      const suggestions = rewrites(reading, site.dialect);
      const [canonical] = suggestions[0]?.texts ?? [];
      if (canonical === undefined) continue;
      report({
        span: site.value.span, ...(warned ? { admission: 'warned' } : {}),
        message: `${site.value.string ?? ''} is valid, but searches and comparisons will miss it in this spelling. The canonical form is ${canonical}.`,
        fixes: () => rewriteFixes(site.value, suggestions),
      });
    }
  },
});

/** Graver flaws have rules of their own, and Kubernetes is silent about the spelling beside them. */
function isOnlyRespelled({ notCanonical, hostBits, leadingZeros, ipv4Mapped }: CidrFacts): boolean {
  return notCanonical && !hostBits && !leadingZeros && !ipv4Mapped;
}
