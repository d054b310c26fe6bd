import { destinationRule } from '../../kinds/destination-rule.ts';
import { serviceEntry } from '../../kinds/service-entry.ts';
import type { Lookup } from '../../model/rule.ts';
import { meshConfig } from '../../references/mesh-config.ts';
import { reachOf, routesTo } from '../../references/routes-to.ts';
import { resolveHost } from '../../references/services.ts';
import { destinationRuleView } from '../../views/destination-rule.ts';
import { trafficPolicies } from '../../views/traffic-policy.ts';
import type { Value } from '../../yaml/value.ts';
import { markOf } from '../support/subject.ts';
import { referenceRule } from '../define.ts';

export const drCredentialNeedsSelector = referenceRule({
  id: 'dr-credential-needs-selector',
  title: 'Credential that sidecars ignore',
  severity: 'warning',
  since: '0.1.0',
  kinds: [destinationRule],
  docs: `A DestinationRule takes the certificates of mode \`SIMPLE\` or \`MUTUAL\` from a secret (\`credentialName\`) and has no \`workloadSelector\`. Gateways use it; sidecars leave out the **whole** \`tls\` block, because each of them would need the secret, and send **plaintext**. Nobody says so.

The rule speaks where the host is a ServiceEntry of the workspace and no route leads to it through a gateway. ConfigMaps (\`configmap://namespace/name\`) are for everybody.

**Do:** add a \`workloadSelector\` for the workloads that have the secret, send the traffic through an egress gateway, or mount the certificates and name their files.`,
  check(resource, lookup, report) {
    const spec = resource.root.at('spec');
    const { host: { text } } = destinationRuleView(resource);
    if (text === undefined || spec.at('workloadSelector').exists || spec.hasUnknownEntries) return;
    const blocks = trafficPolicies(resource).all.map((policy) => policy.at('tls')).filter(usesSecret);
    // What is in the root namespace is mostly for the gateways there.
    if (blocks.length === 0 || (resource.namespace === meshConfig(lookup).rootNamespace && !lookup.options.workspaceIsComplete)) return;
    const { targets, uncertain, host } = resolveHost(lookup, text, resource.namespace);
    if (uncertain || targets.length === 0 || targets.some(({ kind }) => kind !== serviceEntry) || mayPassGateway(lookup, host)) return;
    for (const tls of blocks) {
      const name = tls.at('credentialName');
      report({
        span: markOf(name),
        message: `Sidecars ignore this whole tls block and send plaintext: only gateways, and workloads of a rule with workloadSelector, use credentialName. Add a workloadSelector, or route through a gateway.`,
        related: targets.map((target) => ({ resource: target, span: target.root.at('spec', 'hosts').keySpan, message: 'sidecars send directly to this host' })),
      });
    }
  },
});

function usesSecret(tls: Value): boolean {
  const [mode, name] = [tls.at('mode').string, tls.at('credentialName').string ?? ''];
  return (mode === 'SIMPLE' || mode === 'MUTUAL') && name !== '' && !name.startsWith('configmap://');
}

function mayPassGateway(lookup: Lookup, host: string): boolean {
  const { routes, uncertain } = routesTo(lookup, host);
  return uncertain || routes.some(({ virtualService, route }) => reachOf(virtualService, route).gateways);
}
