import { replaceString } from '../../edits/scalar.ts';
import { service } from '../../kinds/service.ts';
import { authorizationPolicy } from '../../kinds/authorization-policy.ts';
import type { Severity } from '../../model/finding.ts';
import type { Resource } from '../../model/resource.ts';
import type { Lookup } from '../../model/rule.ts';
import { expandHost } from '../../text/host.ts';
import { nearestNamed } from '../../references/nearest-named.ts';
import { pointTo } from '../../references/point-to.ts';
import { authzRules, comparedWith } from '../../views/authz-rules.ts';
import { meshServiceByHost, virtualServiceByHost } from '../../workspace/indexes/mesh.ts';
import { allInNamespace, findByName } from '../../workspace/indexes/by-name.ts';
import { referenceRule } from '../define.ts';

const codes = ['KIA0104'];

export const authzHostUnknown = referenceRule({
  id: 'authz-host-unknown',
  title: 'Name of a Service in a policy that no Service has',
  severity: 'warning',
  since: '0.1.0',
  codes,
  kinds: [authorizationPolicy],
  fixable: true,
  docs: `An entry of \`hosts\` is nearly the name of a Service of the workspace (\`reviews\`, \`reviews.shop\`, \`reviews.shop.svc\`, \`reviews.shop.svc.cluster.local\`), and no Service, ServiceEntry or VirtualService has it. Clients will not ask for such a host, so the entry never fits a request.

\`hosts\` is compared with what clients write into the \`Host\` header. That need not be a name that the mesh knows, so only what is nearly one is reported, and it is information where no namespace is written. Names of external hosts are \`authz-gateway-host-not-served\`.

**Do:** correct the name.`,
  check(resource, lookup, report) {
    if (lookup.isKustomized(resource)) return;
    for (const { name, values } of authzRules(resource).flatMap(({ attributes }) => attributes)) {
      for (const item of comparedWith(name) === 'hosts' ? values.items() : []) {
        const meant = item.string === undefined ? undefined : meantBy(lookup, resource, item.string);
        if (meant === undefined) continue;
        const { text, target, severity } = meant;
        report({
          span: item.span, severity, codes,
          message: `No Service has the name ${item.string ?? ''}, and clients do not ask for it: this never fits a request. Did you mean ${text}?`,
          related: [pointTo(target)],
          fixes: () => [{ title: `Replace with ${text}`, edits: [replaceString(item, text)] }],
        });
      }
    }
  },
});

/** A name of a Service: its own, its namespace's where it is written, and what is behind them. */
const form = /^([a-z0-9-]+)(?:\.([a-z0-9-]+)((?:\.svc(?:\.[a-z0-9.-]+)?)?(?::(?:\d+|\*))?))?$/;

/** Shorter names are too near to others. */
const shortest = 5;

function meantBy(lookup: Lookup, policy: Resource, text: string): { readonly text: string; readonly target: Resource; readonly severity: Severity } | undefined {
  const [, name = '', written, after = ''] = form.exec(text) ?? [];
  const namespace = written ?? policy.namespace;
  if (name.length < shortest || namespace === undefined) return undefined;
  const near = nearestNamed(name, allInNamespace(lookup, service, namespace).filter((one) => one.namespace === namespace));
  if (near === undefined || isThere(lookup, namespace, name, text)) return undefined;
  const { target, spelled } = near;
  // A name without a namespace may be any that clients use.
  return written === undefined ? { text: spelled, target, severity: 'information' } : { text: `${spelled}.${written}${after}`, target, severity: 'warning' };
}

/** Whether something has that name, or a host that is written so. */
function isThere(lookup: Lookup, namespace: string, name: string, text: string): boolean {
  const host = text.replace(/:(?:\d+|\*)$/, '');
  const { found, unnamed } = findByName(lookup, service, namespace, name);
  return found.length > 0 || unnamed || lookup.any(meshServiceByHost, host.toLowerCase()) || lookup.any(virtualServiceByHost, expandHost(host, namespace, lookup.options.clusterDomain).toLowerCase());
}
