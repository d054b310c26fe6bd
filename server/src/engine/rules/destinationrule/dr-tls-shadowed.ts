import { beginTls } from '../../edits/istio.ts';
import { destinationRule } from '../../kinds/destination-rule.ts';
import { serviceEntry } from '../../kinds/service-entry.ts';
import { qualifiedName } from '../../model/resource.ts';
import type { Resource } from '../../model/resource.ts';
import type { Lookup } from '../../model/rule.ts';
import { backendTlsAt } from '../../references/backend-tls.ts';
import { destinationRulesFor, policiesFor, tlsSettings } from '../../references/destination-rules.ts';
import type { Placed } from '../../references/destination-rules.ts';
import { meshConfig } from '../../references/mesh-config.ts';
import { resolveHost } from '../../references/services.ts';
import { isVisibleTo } from '../../references/visibility.ts';
import { worldFor } from '../../references/world.ts';
import { destinationRuleView } from '../../views/destination-rule.ts';
import { externalService } from '../../views/external-service.ts';
import { meshServiceView } from '../../views/mesh-service.ts';
import { workloadByNamespace } from '../../workspace/indexes/by-label.ts';
import { isDirect, originatedPort } from '../support/plaintext.ts';
import { referenceRule } from '../define.ts';

export const drTlsShadowed = referenceRule({
  id: 'dr-tls-shadowed',
  title: 'DestinationRule that hides the TLS of another',
  severity: 'error',
  since: '0.1.0',
  kinds: [destinationRule],
  fixable: true,
  docs: `Applications call a port of an external host as plaintext HTTP, for the sidecar to begin TLS (\`targetPort\` 443 or 8443). A DestinationRule with the TLS settings is there, or a BackendTLSPolicy, of which Istio makes one, but for the clients of this namespace another one decides, which has none, and the sidecar sends plaintext to a server that expects TLS.

DestinationRules are not added to one another. A proxy looks in its own namespace, then in that of the ServiceEntry, then in the root namespace; the first that has a rule for the host decides alone, and in it the rule with the most exact host: \`api.example.com\` before \`*.example.com\`. Only rules of one namespace with the very same host come together.

It is an error where the workspace shows workloads in the namespace, and otherwise a warning. Hosts that are called through a gateway, and rules with a \`workloadSelector\`, are another matter.

**Do:** repeat \`tls\` in the rule that decides; or write \`tls: {mode: DISABLE}\` there if plaintext is meant.`,
  check(resource, lookup, report) {
    const { namespace } = resource;
    const { value } = destinationRuleView(resource).host;
    if (namespace === undefined || namespace === meshConfig(lookup).rootNamespace || isUnclear(resource)) return;
    for (const { entry, host, port, targetPort } of portsOf(lookup, resource)) {
      const hidden = hiddenTls(lookup, { resource, namespace, entry, host, port });
      if (hidden === undefined) continue;
      const { resource: other, value: tls } = hidden;
      report({
        span: value.span, severity: lookup.any(workloadByNamespace, namespace) ? 'error' : 'warning',
        message: `This rule alone decides for clients in namespace ${namespace}, and has no tls: that of ${other.kind.kind} ${qualifiedName(other)} does not count for ${host}, and the proxy sends plaintext to port ${targetPort}, where servers expect TLS. Repeat tls here.`,
        related: [
          { resource: other, span: tls.keySpan, message: `TLS that does not count: ${other.namespace === namespace ? 'the host of its rule is less exact' : 'its rule is farther from the clients'}` },
          { resource: entry, span: meshServiceView(entry).ports.find(({ number }) => number === port)?.value.at('targetPort').span ?? entry.root.keySpan, message: `where ServiceEntry ${entry.name ?? ''} leads port ${port}` },
        ],
        fixes: () => beginTls({ rules: [resource], beside: resource, host, port }),
      });
      return;
    }
  },
});

interface OriginatedPort {
  readonly entry: Resource;
  readonly host: string;
  readonly port: number;
  readonly targetPort: number;
}

/** The ports of a host that sidecars have to encrypt themselves. */
function portsOf(lookup: Lookup, resource: Resource): readonly OriginatedPort[] {
  const { text } = destinationRuleView(resource).host;
  if (text === undefined || text.includes('*')) return [];
  const { host, targets: [entry, ...others], exact, uncertain } = resolveHost(lookup, text, resource.namespace);
  const service = entry?.kind === serviceEntry ? externalService(entry) : undefined;
  if (entry === undefined || service === undefined || others.length > 0 || !exact || uncertain || service.endpoints.some((one) => one.at('ports').exists)) return [];
  return meshServiceView(entry).ports.flatMap((one) => {
    const targetPort = originatedPort(one);
    return targetPort !== undefined && isDirect(lookup, host, one.number) ? [{ entry, host, port: one.number, targetPort }] : [];
  });
}

interface Deciding extends Omit<OriginatedPort, 'targetPort'> {
  readonly resource: Resource;
  readonly namespace: string;
}

/** TLS settings for a port that clients of the namespace would have, were it not for this rule. */
function hiddenTls(lookup: Lookup, deciding: Deciding): Placed | undefined {
  const { namespace, entry, host, port } = deciding;
  const { namespace: home } = entry;
  const { rules, uncertain } = destinationRulesFor(lookup, { host, service: undefined });
  if (home === undefined || uncertain || rules.some(isUnclear)) return undefined;
  const joined = decides(lookup, deciding, home);
  const policy = backendTlsAt(lookup, entry, port);
  // In one namespace both come together.
  if (policy === undefined || (policy !== 'none' && namespace === home)) return undefined;
  if (policy !== 'none' && joined !== undefined && meshConfig(lookup).defaultExportTo.destinationRules.includes('*')) return policy;
  const near = [namespace, home, meshConfig(lookup).rootNamespace];
  const hidden = joined === undefined ? [] : rules.filter((rule) => !joined.includes(rule) && near.includes(rule.namespace ?? '') && (rule.namespace === namespace || isVisibleTo(lookup, rule, namespace)));
  return hidden.map((rule) => tlsOf(rule, port)).find((tls) => tls !== undefined);
}

/** The rules that are one with this one, if they decide alone and say nothing of TLS. */
function decides(lookup: Lookup, { resource, namespace, host }: Deciding, home: string): readonly Resource[] | undefined {
  const [policy, ...others] = policiesFor(worldFor(lookup, namespace), namespace, { host, namespace: home });
  return policy !== undefined && others.length === 0 && policy.rules[0] === resource && policy.rules.every(saysNoTls) ? policy.rules : undefined;
}

/** Settings of a rule for all workloads that have a port encrypted. */
function tlsOf(rule: Resource, port: number): Placed | undefined {
  if (rule.root.at('spec', 'workloadSelector').exists) return undefined;
  const tls = tlsSettings({ trafficPolicy: { resource: rule, value: rule.root.at('spec', 'trafficPolicy') }, subsets: new Map() }, port, undefined);
  const mode = tls?.value.at('mode').string;
  return mode === 'SIMPLE' || mode === 'MUTUAL' ? tls : undefined;
}

/** Whether a rule says nothing of TLS, for any port or subset, and counts for all workloads. */
function saysNoTls({ root }: Resource): boolean {
  const spec = root.at('spec');
  const policies = [spec.at('trafficPolicy'), ...spec.at('subsets').items().map((subset) => subset.at('trafficPolicy'))];
  return !spec.at('workloadSelector').exists && policies.every((policy) => [policy, ...policy.at('portLevelSettings').items()].every((settings) => !settings.at('tls').exists));
}

/** Whether something of a rule is filled in later. */
function isUnclear(rule: Resource): boolean {
  const spec = rule.root.at('spec');
  return rule.namespace === undefined || rule.entry.document.partial || rule.entry.isPatch || spec.hasUnknownEntries
    || [spec.at('exportTo'), spec.at('subsets'), spec.at('trafficPolicy'), spec.at('trafficPolicy', 'portLevelSettings')].some((value) => value.type === 'unknown' || value.hasUnknownEntries);
}
