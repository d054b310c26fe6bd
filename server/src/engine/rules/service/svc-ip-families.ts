import { deleteItem } from '../../edits/list.ts';
import { service } from '../../kinds/service.ts';
import type { Problem } from '../../model/finding.ts';
import { isSet, serviceView } from '../../views/service.ts';
import type { ServiceView } from '../../views/service.ts';
import type { Value } from '../../yaml/value.ts';
import { resourceRule } from '../define.ts';

export const svcIpFamilies = resourceRule({
  id: 'svc-ip-families',
  title: 'IP families of a Service that do not fit together',
  severity: 'error',
  since: '0.1.0',
  kinds: [service],
  fixable: true,
  docs: `\`ipFamilies\` lists \`IPv4\`, \`IPv6\` or both, each once; the API server refuses a repeated one. Two families (or two \`clusterIPs\`) need \`ipFamilyPolicy: PreferDualStack\` or \`RequireDualStack\`: without it a Service has a single family, and the server refuses to give it addresses of two.

A headless Service without a selector is the exception: it may list both families, because somebody else makes its endpoints.

**Do:** delete the repeated family, or set \`ipFamilyPolicy\`.`,
  check(resource, report) {
    const view = serviceView(resource);
    if (view?.type === undefined || view.type === 'ExternalName') return;
    const families = view.spec.at('ipFamilies').items();
    const seen = new Set<string>();
    for (const family of families) {
      const name = family.string;
      if (name === undefined) continue;
      if (seen.has(name)) {
        report({
          span: family.span, admission: 'rejected', message: `${name} stands in this list already, and each family may stand there once. The API server refuses the Service. Delete one of the two.`,
          fixes: () => {
            const edit = deleteItem(family);
            return edit === undefined ? [] : [{ title: `Delete the second ${name}`, preferred: true, edits: [edit] }];
          },
        });
      }
      seen.add(name);
    }
    if ((seen.size === 2 && families.length === 2) || isOfBoth(view.clusterIPs)) {
      const problem = singleStack(view);
      // Said when addresses are given out, by a stage of the server that comes before the checks of the manifest itself.
      if (problem !== undefined) report(problem);
    }
  },
});

/** Whether these are an IPv4 and an IPv6 address. Other pairs are refused for themselves: see svc-cluster-ips. */
function isOfBoth(addresses: readonly Value[]): boolean {
  const colons = addresses.map(({ string }) => string?.includes(':'));
  return colons.length === 2 && colons.includes(true) && colons.includes(false) && addresses.every(({ string }) => string !== 'None');
}

function singleStack({ spec, headless }: ServiceView): Pick<Problem, 'span' | 'message'> | undefined {
  const policy = spec.at('ipFamilyPolicy');
  if (isSet(policy)) {
    return policy.string === 'SingleStack' ? { span: policy.keySpan, message: messageOf('with SingleStack') } : undefined;
  }
  const selector = spec.at('selector');
  const isUnknown = headless === undefined || selector.type === 'unknown' || selector.hasUnknownEntries;
  if (isUnknown || (headless && selector.entries().length === 0)) return undefined;
  const [families, addresses] = [spec.at('ipFamilies'), spec.at('clusterIPs')];
  return { span: families.exists ? families.keySpan : addresses.keySpan, message: messageOf('without ipFamilyPolicy') };
}

function messageOf(how: string): string {
  return `This Service asks for two IP families, but ${how} it can have one only, and the API server refuses it. Write ipFamilyPolicy: PreferDualStack.`;
}
