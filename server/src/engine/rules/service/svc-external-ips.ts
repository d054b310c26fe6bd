import { service } from '../../kinds/service.ts';
import { parseCidr } from '../../net/cidr.ts';
import { cidrDialects } from '../../net/dialect.ts';
import { containsRange } from '../../net/range.ts';
import type { CidrRange } from '../../net/range.ts';
import { serviceView } from '../../views/service.ts';
import type { Value } from '../../yaml/value.ts';
import { resourceRule } from '../define.ts';

export const svcExternalIps = resourceRule({
  id: 'svc-external-ips',
  title: 'External addresses of a Service',
  severity: 'warning',
  since: '0.1.0',
  kinds: [service],
  docs: `Every node takes traffic to an address in \`externalIPs\` as traffic to the Service. Nobody checks that the address is the cluster's to take, so whoever may write a Service can draw any address's traffic to their pods (CVE-2020-8554). The field is deprecated: Kubernetes 1.36 and later say so when the Service is applied, and clusters may stop implementing it.

The API server refuses addresses that have no place there: \`0.0.0.0\` and \`::\`, loopback, link-local, and link-local multicast.

**Do:** use a \`LoadBalancer\`, a Gateway, or a Service without a selector with an EndpointSlice; where the field has to stay, give it an address that is routed to the nodes.`,
  check(resource, report, options) {
    const view = serviceView(resource);
    const list = view?.spec.at('externalIPs');
    if (view === undefined || list === undefined || list.items().length === 0) return;
    for (const item of list.items()) {
      const what = forbiddenAs(item);
      if (what !== undefined) report({ span: item.span, severity: 'error', admission: 'rejected', message: `${item.source} is ${what}, which cannot be reached from outside. The API server refuses the Service. Write an address that is routed to the nodes.` });
    }
    // Where the field is ignored there is another finding: svc-field-ignored.
    const isUsed = view.headless === false && view.type !== undefined && view.type !== 'ExternalName';
    if (isUsed && options.kubernetesMinor >= markedSince) report({
      span: list.keySpan, admission: 'warned', tags: ['deprecated'],
      message: 'externalIPs is deprecated, and clusters may stop implementing it: anybody who may write a Service can take over an address with it. Kubernetes 1.36 and later say so when it is applied. Use a LoadBalancer or a Gateway.',
    });
  },
});

function forbiddenAs({ string }: Value): string | undefined {
  const result = string === undefined ? undefined : parseCidr(string, cidrDialects['legacy-ip']);
  return result?.ok === true ? forbidden.find(({ range }) => containsRange(range, result.range))?.what : undefined;
}

/** Servers say it themselves from 1.36 on; it is marked as said for the older ones whose manifests are soon to meet them. */
const markedSince = 33;

const forbidden: readonly { readonly range: CidrRange; readonly what: string }[] = ([
  ['0.0.0.0/32', 'the unspecified address'], ['::/128', 'the unspecified address'],
  ['127.0.0.0/8', 'a loopback address'], ['::1/128', 'a loopback address'],
  ['169.254.0.0/16', 'a link-local address'], ['fe80::/10', 'a link-local address'],
  ['224.0.0.0/24', 'a link-local multicast address'],
  // Go looks at the scope (the last four bits) and at none of the flags before it.
  ...Array.from({ length: 16 }, (_, flags) => [`ff${flags.toString(16)}2::/16`, 'a link-local multicast address'] as const),
] as const).flatMap(([text, what]) => {
  const result = parseCidr(text);
  return result.ok ? [{ range: result.range, what }] : [];
});
