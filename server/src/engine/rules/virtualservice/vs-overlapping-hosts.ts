import { deleteItem } from '../../edits/list.ts';
import { virtualService } from '../../kinds/virtual-service.ts';
import { hostCovers, hostsOverlap } from '../../text/host.ts';
import { hostSites } from '../../workspace/hosts.ts';
import { refusedByIstio } from '../support/webhook.ts';
import { resourceRule } from '../define.ts';

export const vsOverlappingHosts = resourceRule({
  id: 'vs-overlapping-hosts',
  title: 'Hosts that cover each other',
  severity: 'error',
  since: '0.1.0',
  codes: ['IST0106'],
  kinds: [virtualService],
  fixable: true,
  docs: `Two of a VirtualService's \`hosts\` are the same, or one is a wildcard that covers the other: \`*.example.com\` and \`api.example.com\`. Istio refuses the VirtualService. (\`*.example.com\` and \`example.com\` have nothing in common.)

**Do:** delete the narrower one.`,
  check(resource, report) {
    const sites = hostSites(resource).filter(({ use }) => use === 'virtual-service');
    // Istio compares them only if each is a host.
    if (sites.some(({ flaw }) => flaw !== undefined)) return;
    for (const [index, one] of sites.entries()) {
      const other = sites.slice(0, index).find(({ text }) => hostsOverlap(text, one.text));
      if (other === undefined) continue;
      const [wide, narrow] = hostCovers(one.text, other.text) && one.text !== other.text ? [one, other] : [other, one];
      const edit = deleteItem(narrow.value);
      report({
        span: narrow.value.span, ...refusedByIstio, related: [{ resource, span: wide.value.span, message: 'covers it' }],
        message: `${wide.text === narrow.text ? `${narrow.text} is listed twice` : `${wide.text} covers ${narrow.text} already`}, and Istio refuses the VirtualService. Delete ${wide.text === narrow.text ? 'one' : narrow.text}.`,
        fixes: () => (edit === undefined ? [] : [{ title: `Delete ${narrow.text}`, preferred: true, edits: [edit] }]),
      });
    }
  },
});
