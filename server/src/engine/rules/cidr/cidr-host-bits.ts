import { rewriteFixes } from '../../edits/cidr.ts';
import { isKubernetesCidr, strictnessOf, validCidrOf } from '../../fields/cidr.ts';
import type { CidrSite } from '../../fields/cidr.ts';
import { rewrites } from '../../net/cidr.ts';
import type { CidrReading } from '../../net/read.ts';
import { hostBitChoice } from '../../net/suggest.ts';
import type { HostBitChoice } from '../../net/suggest.ts';
import { describeRange } from '../../net/summary.ts';
import type { Admission } from '../../model/finding.ts';
import { unusualCidrSites } from '../../workspace/sites.ts';
import { resourceRule } from '../define.ts';

export const cidrHostBits = resourceRule({
  id: 'cidr-host-bits',
  title: 'Address bits beyond the prefix length',
  severity: 'warning',
  since: '0.1.0',
  fixable: true,
  local: true,
  docs: `The address has bits set that the prefix length does not cover: \`10.1.2.3/16\`. It may mean the network (\`10.1.0.0/16\`) or the one address (\`10.1.2.3/32\`), and readers of the manifest will guess differently. Those that accept it take the network, which is more than the address says.

Kubernetes 1.36 and later refuse such a value in their own kinds; 1.33 to 1.35 warn of it (Services since 1.27). A value that is stored already may survive an update. Istio takes it without a word.

**Do:** choose one of the two fixes. The network is marked as the obvious one where the prefix is short, or the address ends like a network's.`,
  check(resource, report, options) {
    for (const site of unusualCidrSites(resource)) {
      const reading = validCidrOf(site);
      const choice = reading === undefined ? undefined : hostBitChoice(reading);
      if (reading === undefined || choice === undefined) continue;
      const strictness = strictnessOf(site, options.kubernetesMinor);
      // Where the server refuses, it names one flaw of a value: zeros first, then mapped addresses, then these bits.
      if (strictness.admission === 'rejected' && (reading.facts.leadingZeros || reading.facts.ipv4Mapped)) continue;
      report({
        span: site.value.span, ...strictness, message: messageOf(site, reading, choice, strictness.admission),
        fixes: () => rewriteFixes(site.value, rewrites(reading, site.dialect), choice.preferred),
      });
    }
  },
});

function messageOf(site: CidrSite, { range }: CidrReading, { network, host }: HostBitChoice, admission: Admission | undefined): string {
  const single = site.dialect.form === 'cidr' ? host.text : host.text.replace(/\/.*/, '');
  const server = isKubernetesCidr(site) ? 'Kubernetes' : 'Istio';
  const consequence = admission === 'rejected'
    ? `${server} refuses it (a value stored already may stay)`
    : admission === 'warned' ? `${server} warns of it and, from 1.36 on, refuses it` : `${server} takes it as ${describeRange(range)}`;
  return `${site.value.string ?? ''} has address bits set beyond its prefix length: it may mean the network ${network.text} or the address ${single}. ${consequence}. Write the one you mean.`;
}
