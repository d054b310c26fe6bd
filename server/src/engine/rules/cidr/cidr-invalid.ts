import { rewriteFixes } from '../../edits/cidr.ts';
import { cidrOf, isEverRefused, isKubernetesCidr } from '../../fields/cidr.ts';
import type { CidrSite } from '../../fields/cidr.ts';
import type { CidrFailure } from '../../net/cidr.ts';
import { reasonText } from '../../net/reason.ts';
import { bindSites, unusualCidrSites, serviceAddressSites } from '../../workspace/sites.ts';
import { resourceRule } from '../define.ts';
import { istioValidationCode } from '../support/istio-code.ts';

export const cidrInvalid = resourceRule({
  id: 'cidr-invalid',
  title: 'Not a CIDR',
  severity: 'error',
  since: '0.1.0',
  codes: ['IST0106'],
  fixable: true,
  local: true,
  docs: `The value cannot be read as a range of addresses, so the whole object is refused: nothing of the policy comes into force.

Kubernetes wants \`address/prefix length\` everywhere (\`10.0.0.1/32\` for one address). Istio's fields take a plain address as well, and \`bind\` takes nothing else (or a socket, \`unix://…\`). Host names, ports, netmasks (\`/255.0.0.0\`), wildcards (\`10.0.*.*\`), ranges with a dash and lists in one string are understood by neither.

**Do:** write the network in CIDR notation; the fixes offer what the value most likely means. Traffic to a host name cannot be allowed by address: use a ServiceEntry, or a network policy of a plugin that knows host names.

Silent for placeholders (\`{{ … }}\`, \`\${VAR}\`). Leading zeros have a rule of their own, \`cidr-leading-zeros\`; an absent or empty \`ipBlock.cidr\` is \`cidr-required\`.`,
  check(resource, report) {
    for (const site of [...unusualCidrSites(resource), ...bindSites(resource), ...serviceAddressSites(resource)]) {
      const result = cidrOf(site);
      if (result === undefined || result.ok || result.reason.code === 'leading-zeros' || isEmptyBlock(site)) continue;
      report({
        span: site.value.span, message: messageOf(site, result), ...(isEverRefused(site) ? { admission: 'rejected' } : { severity: 'warning' }),
        ...istioValidationCode(resource),
        fixes: () => rewriteFixes(site.value, result.suggestions, result.reason.code === 'no-prefix' ? 'host' : undefined),
      });
    }
  },
});

const forms = { cidr: 'a CIDR range', address: 'an IP address', either: 'an IP address or CIDR range' } as const;

/** `cidr: ""` of an `ipBlock`. */
function isEmptyBlock({ value }: CidrSite): boolean {
  return value.string === '' && value.step === 'cidr';
}

function messageOf(site: CidrSite, { reason, suggestions }: CidrFailure): string {
  const shown = reason.code === 'empty' ? 'This' : JSON.stringify(site.value.string ?? '');
  const form = forms[site.dialect.form];
  const who = isKubernetesCidr(site) ? 'The API server' : 'Istio';
  const texts = suggestions.length === 1 ? suggestions[0]?.texts ?? [] : [];
  const advice = texts.length === 0 ? '' : texts.length > 3 ? ` Write ${texts.length} ranges instead.` : ` Write ${texts.join(' and ')}.`;
  const consequence = isEverRefused(site) ? `${who} refuses the object.` : 'The API server takes it, and no load balancer will.';
  return `${shown} is not ${form}: ${reasonText(reason)}. ${consequence}${advice}`;
}
