import { destinationRule } from '../../kinds/destination-rule.ts';
import { gateway } from '../../kinds/gateway.ts';
import type { Problem, Related } from '../../model/finding.ts';
import type { Resource } from '../../model/resource.ts';
import type { Lookup } from '../../model/rule.ts';
import { credentialFlaw } from '../../references/credentials.ts';
import type { CredentialFlaw, CredentialNeed } from '../../references/credentials.ts';
import { podsOfGateway } from '../../trace/gateway-pods.ts';
import type { Value } from '../../yaml/value.ts';
import { worldOf } from '../support/world.ts';
import { referenceRule } from '../define.ts';

const codes = ['IST0101'];

export const credentialNotFound = referenceRule({
  id: 'credential-not-found',
  title: 'Credential that is not where it is looked for',
  severity: 'hint',
  since: '0.1.0',
  codes,
  kinds: [gateway, destinationRule],
  docs: `\`credentialName\` names a Secret in the namespace of the **proxy** that uses it: for a Gateway that of the gateway's pods, wherever the Gateway itself stands; for a DestinationRule with a \`workloadSelector\` that of the rule. No such Secret is there, or it lacks the keys that are needed. The server then has no certificate, and refuses connections until it has.

A certificate is \`tls.crt\` with \`tls.key\`, or \`cert\` with \`key\`; certificates to check others by are \`ca.crt\` or \`cacert\`, in the same Secret or in one with \`-cacert\` behind its name. Only the names in \`data\` and \`stringData\` are looked at, never what they hold.

Secrets are seldom in a workspace. The rule speaks only where the workspace holds other Secrets of that namespace, or one of that name in another, and where it is known in which namespace the gateway's pods are.

**Do:** create the Secret in that namespace.`,
  check(resource, lookup, report) {
    const credentials = resource.kind === gateway ? ofServers(resource, lookup) : ofRule(resource);
    for (const { at, namespace, need } of credentials) {
      const name = at.string;
      const flaw = name === undefined || name === '' || name.includes('://') ? undefined : credentialFlaw(lookup, resource, { name, namespace, need });
      if (flaw !== undefined) report(describe(at, namespace, flaw));
    }
  },
});

interface Credential {
  readonly at: Value;
  readonly namespace: string;
  readonly need: CredentialNeed;
}

function ofServers(resource: Resource, lookup: Lookup): readonly Credential[] {
  const used = resource.root.at('spec', 'servers').items().flatMap((server) => {
    const tls = server.at('tls');
    const mode = tls.at('mode').string ?? '';
    const need = { certificate: true, authority: mode !== 'SIMPLE' };
    return ['SIMPLE', 'MUTUAL', 'OPTIONAL_MUTUAL'].includes(mode) ? [tls.at('credentialName'), ...tls.at('credentialNames').items()].filter(({ string }) => string !== undefined).map((at) => ({ at, need })) : [];
  });
  if (used.length === 0) return [];
  // Where no workload is known, the pods may be in any namespace.
  const homes = new Set(podsOfGateway(worldOf(lookup, resource), resource).map(({ workload }) => workload?.namespace));
  const [namespace] = homes;
  return homes.size === 1 && namespace !== undefined ? used.map((one) => ({ ...one, namespace })) : [];
}

/** Without a selector a rule with a credential counts for gateways alone, wherever they are. */
function ofRule(resource: Resource): readonly Credential[] {
  const spec = resource.root.at('spec');
  const { namespace } = resource;
  if (namespace === undefined || spec.at('workloadSelector', 'matchLabels').entries().length === 0) return [];
  const policies = [spec.at('trafficPolicy'), ...spec.at('subsets').items().map((subset) => subset.at('trafficPolicy'))];
  return policies.flatMap((policy) => [policy, ...policy.at('portLevelSettings').items()]).flatMap((settings): readonly Credential[] => {
    const tls = settings.at('tls');
    const mode = tls.at('mode').string;
    const counts = tls.at('credentialName').exists && (mode === 'MUTUAL' || (mode === 'SIMPLE' && tls.at('insecureSkipVerify').boolean !== true));
    return counts ? [{ at: tls.at('credentialName'), namespace, need: { certificate: mode === 'MUTUAL', authority: mode === 'SIMPLE' } }] : [];
  });
}

function describe(at: Value, namespace: string, flaw: CredentialFlaw): Problem {
  const name = at.string ?? '';
  if (flaw.type === 'keys') {
    return { span: at.span, codes, message: `Secret ${name} in namespace ${namespace} lacks ${flaw.wanted}, so the proxy gets no certificate from it. Add what is missing.`, related: [whereIs(flaw.secret, 'the Secret')] };
  }
  const homes = flaw.elsewhere.map((one) => one.namespace ?? '').join(', ');
  return {
    span: at.span, codes,
    message: `There is no Secret ${name} in namespace ${namespace}, where the pods that use it run${homes === '' ? '' : `; there is one in ${homes}`}: they get no certificate. Create it in ${namespace}.`,
    related: flaw.elsewhere.map((one) => whereIs(one, `a Secret of that name in namespace ${one.namespace ?? ''}`)),
  };
}

function whereIs(resource: Resource, message: string): Related {
  return { resource, span: resource.root.at('metadata', 'name').span, message };
}
