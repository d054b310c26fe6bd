import { destinationRule } from '../../kinds/destination-rule.ts';
import { gateway } from '../../kinds/gateway.ts';
import type { Problem, Related } from '../../model/finding.ts';
import type { Resource } from '../../model/resource.ts';
import type { Lookup } from '../../model/rule.ts';
import { credentialFlaw } from '../../references/credentials.ts';
import type { CredentialFlaw, CredentialNeed } from '../../references/credentials.ts';
import { reachOf, routesTo } from '../../references/routes-to.ts';
import { proxiesOf, subjectOf } from '../../chain/subject.ts';
import { podsOfGateway } from '../../trace/gateway-pods.ts';
import { destinationRuleView } from '../../views/destination-rule.ts';
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
  docs: `\`credentialName\` names a Secret in the namespace of the **proxy** that uses it: for a Gateway that of the gateway's pods, wherever the Gateway itself stands; for a DestinationRule with a \`workloadSelector\` that of the rule, and for one without that of the gateway whose rules lead to the host. No such Secret is there, or it lacks the keys that are needed. The server then has no certificate, and refuses connections until it has.

A certificate is \`tls.crt\` with \`tls.key\`, or \`cert\` with \`key\`; certificates to check others by are \`ca.crt\` or \`cacert\`, in the same Secret or in one with \`-cacert\` behind its name. Only the names in \`data\` and \`stringData\` are looked at, never what they hold.

Secrets are seldom in a workspace. The rule speaks only where the workspace holds other Secrets of that namespace, or one of that name in another, and where it is known in which namespace the gateway's pods are.

**Do:** create the Secret in that namespace.`,
  check(resource, lookup, report) {
    const credentials = resource.kind === gateway ? ofServers(resource, lookup) : ofRule(resource, lookup);
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

/** Where the proxies are that use the credential of a rule. Without a selector it counts for gateways alone. */
function homeOf(resource: Resource, lookup: Lookup): string | undefined {
  if (resource.root.at('spec', 'workloadSelector', 'matchLabels').entries().length > 0) return resource.namespace;
  const { text } = destinationRuleView(resource).host;
  if (text === undefined || text.includes('*') || resource.root.at('spec', 'workloadSelector').exists) return undefined;
  const { routes, uncertain } = routesTo(lookup, text);
  const leading = [...new Set(routes.filter(({ virtualService, route }) => reachOf(virtualService, route).gateways).map(({ virtualService }) => virtualService))];
  // Where no rule shows a gateway, others than those that are here may use it.
  const subjects = leading.map((one) => subjectOf(lookup, one));
  const homes = new Set(subjects.flatMap((subject) => (subject === undefined ? [undefined] : proxiesOf(subject.rules).map(({ namespace }) => namespace))));
  const [home] = homes;
  return uncertain || homes.size !== 1 ? undefined : home;
}

function ofRule(resource: Resource, lookup: Lookup): readonly Credential[] {
  const spec = resource.root.at('spec');
  const policies = [spec.at('trafficPolicy'), ...spec.at('subsets').items().map((subset) => subset.at('trafficPolicy'))];
  const all = policies.flatMap((policy) => [policy, ...policy.at('portLevelSettings').items()]).filter((settings) => settings.at('tls', 'credentialName').exists);
  const namespace = all.length === 0 ? undefined : homeOf(resource, lookup);
  return namespace === undefined ? [] : all.flatMap((settings): readonly Credential[] => {
    const tls = settings.at('tls');
    const mode = tls.at('mode').string;
    const counts = mode === 'MUTUAL' || (mode === 'SIMPLE' && tls.at('insecureSkipVerify').boolean !== true);
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
