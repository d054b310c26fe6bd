import { appendItem } from '../../edits/append.ts';
import { replaceString } from '../../edits/scalar.ts';
import { virtualService } from '../../kinds/virtual-service.ts';
import type { Problem } from '../../model/finding.ts';
import type { Resource } from '../../model/resource.ts';
import { hostCovers } from '../../text/host.ts';
import { nearest } from '../../text/nearest.ts';
import { virtualServiceView } from '../../views/virtual-service.ts';
import { hostSites } from '../../workspace/hosts.ts';
import type { HostSite } from '../../workspace/hosts.ts';
import type { Value } from '../../yaml/value.ts';
import { refusedByIstio } from '../support/webhook.ts';
import { resourceRule } from '../define.ts';

export const vsSniNotInHosts = resourceRule({
  id: 'vs-sni-not-in-hosts',
  title: 'Server name that is none of the hosts',
  severity: 'error',
  since: '0.1.0',
  codes: ['IST0106', 'IST0132'],
  kinds: [virtualService],
  fixable: true,
  replaces: ['vs-host-not-in-gateway'],
  docs: `Each of \`sniHosts\` must be one of the VirtualService's \`hosts\`, or be covered by a wildcard among them: \`api.example.com\` by \`*.example.com\`, but not the other way round. Istio refuses the VirtualService otherwise. Where all rules agree on another name than the only host, the finding stands at the host.

**Do:** add the name to \`hosts\`, or correct it.`,
  check(resource, report) {
    const list = resource.root.at('spec', 'hosts');
    const hosts = list.items();
    if (hosts.length === 0 || hosts.some(({ string }) => string === undefined)) return;
    const names = hosts.map(({ string = '' }) => string);
    const sites = hostSites(resource);
    // What a host that is none would cover is not known.
    if (sites.some(({ use, flaw }) => use === 'virtual-service' && flaw !== undefined)) return;
    const slip = slipOf(resource, sites, hosts);
    if (slip !== undefined) {
      report(slip);
      return;
    }
    for (const { value, text, use, flaw } of sites) {
      if (use !== 'sni' || flaw !== undefined || names.some((name) => hostCovers(name, text))) continue;
      const meant = nearest(text, names);
      const addition = appendItem(list, text);
      report({
        span: value.span, ...refusedByIstio, related: [{ resource, span: list.keySpan, message: 'the hosts of this VirtualService' }],
        message: `${text} is not covered by the hosts of this VirtualService (${listed(names)}), and Istio refuses it. Add it to hosts, or correct it.`,
        fixes: () => [
          ...(meant === undefined ? [] : [{ title: `Replace with ${meant}`, edits: [replaceString(value, meant)] }]),
          ...(addition === undefined ? [] : [{ title: `Add ${text} to hosts`, edits: [addition] }]),
        ],
      });
    }
  },
});

function listed(names: readonly string[]): string {
  return names.length > 3 ? `${names.slice(0, 3).join(', ')} …` : names.join(', ');
}

/** The only host, where all server names and a destination agree on another one: then the slip is there. */
function slipOf(resource: Resource, sites: readonly HostSite[], [host, ...others]: readonly Value[]): Problem | undefined {
  const names = sites.filter(({ use, flaw }) => use === 'sni' && flaw === undefined);
  const [first] = names;
  if (host?.string === undefined || others.length > 0 || first === undefined || names.some(({ text }) => text !== first.text) || hostCovers(host.string, first.text)) return undefined;
  const leads = virtualServiceView(resource).routes.some(({ destinations }) => destinations.some((to) => to.host.text === first.text));
  if (!leads && names.length < 2) return undefined;
  const gateways = resource.root.at('spec', 'gateways');
  const isAttached = gateways.items().some(({ string }) => string !== 'mesh');
  return {
    span: host.span, ...refusedByIstio, codes: isAttached ? ['IST0106', 'IST0132'] : ['IST0106'], covers: [gateways.span],
    related: names.map(({ value }) => ({ resource, span: value.span, message: 'a server name that it does not cover' })),
    message: `This host covers none of the server names of the rules (${first.text}), and Istio refuses the VirtualService. Write ${first.text}.`,
    fixes: () => [{ title: `Replace with ${first.text}`, preferred: true, edits: [replaceString(host, first.text)] }],
  };
}
