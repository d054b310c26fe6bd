import { isCertain } from '../../chain/certain.ts';
import { appendItem } from '../../edits/append.ts';
import { fixOf } from '../../edits/fix.ts';
import { sidecar } from '../../kinds/sidecar.ts';
import type { Related } from '../../model/finding.ts';
import type { Resource } from '../../model/resource.ts';
import type { Lookup } from '../../model/rule.ts';
import { worldFor } from '../../references/world.ts';
import { enumerated } from '../../text/words.ts';
import { requestsOf } from '../../trace/requests.ts';
import { createScope, takes, visibleAt } from '../../trace/scope.ts';
import type { Scope } from '../../trace/scope.ts';
import { trace } from '../../trace/trace.ts';
import type { MeshService } from '../../trace/world.ts';
import { calledHosts } from '../../views/called-hosts.ts';
import type { CalledHost } from '../../views/called-hosts.ts';
import { podLabels } from '../../views/workload.ts';
import { workloadByNamespace } from '../../workspace/indexes/by-label.ts';
import { referenceRule } from '../define.ts';

/** Of so many hosts is spoken. */
const mostHosts = 3;

export const sidecarHidesCalledHost = referenceRule({
  id: 'sidecar-hides-called-host',
  title: 'Sidecar without a host that its workloads name',
  severity: 'warning',
  since: '0.1.0',
  kinds: [sidecar],
  fixable: true,
  docs: `A workload names an external host in a variable or an argument, as a URL or alone. There is a ServiceEntry for it that the namespace may see, and the Sidecar of the workload does not import it. As it lets out only what it imports (\`REGISTRY_ONLY\`), requests to the host are refused.

Leaving hosts out is what Sidecars are for. So nothing is said where no manifest of a workload names the host, where the host stands in a variable that tells it to others (\`PUBLIC_URL\`, \`ALLOWED_ORIGINS\`), where pods have no sidecar or a proxy of their own, and where the mode lets everything out: for ways through an egress gateway see [egress-chain-sidecar-scope](egress-chain-sidecar-scope.md) and [egress-host-hidden](egress-host-hidden.md). ServiceEntries of the Sidecar's own namespace are [sidecar-hides-service-entry](sidecar-hides-service-entry.md).

**Do:** add \`namespace/host\` to the Sidecar's \`hosts\`.`,
  check(resource, lookup, report) {
    const { namespace } = resource;
    if (namespace === undefined || !isCertain(resource) || lookup.isKustomized(resource)) return;
    const hidden = callersIn(lookup, namespace).flatMap((workload) => hiddenFrom(resource, lookup, namespace, workload));
    const byName = new Map(hidden.map((one) => [`${one.entry.namespace}/${one.entry.host}`, one]));
    const names = [...byName.keys()].slice(0, mostHosts);
    const [first] = byName.values();
    if (first === undefined) return;
    const egress = resource.root.at('spec', 'egress');
    const list = egress.items().find((one) => !one.at('port').exists)?.at('hosts');
    report({
      span: (list ?? egress).keySpan,
      message: `${first.workload.kind.kind} ${first.workload.name ?? ''} calls ${first.entry.host}, and this Sidecar does not import it: what is not imported cannot be reached here (REGISTRY_ONLY), and the requests are refused. Add ${enumerated(names)}.`,
      related: names.flatMap((name) => placesOf(byName.get(name))),
      fixes: () => (list === undefined || names.length > 1 ? [] : fixOf(`Add ${names[0] ?? ''}`, appendItem(list, names[0] ?? ''))),
    });
  },
});

interface Hidden {
  readonly workload: Resource;
  readonly called: CalledHost;
  readonly entry: MeshService;
}

/** The workloads of a namespace that name hosts. */
function callersIn(lookup: Lookup, namespace: string): readonly Resource[] {
  return lookup.part(workloadByNamespace, [namespace], {
    id: 'name hosts',
    answer: ([list = []]) => list.filter((one) => !one.entry.isPatch && podLabels(one).complete && calledHosts(one).length > 0),
    isSame: (before, now) => before.length === now.length && before.every((one, at) => one === now[at]),
  });
}

function hiddenFrom(resource: Resource, lookup: Lookup, namespace: string, workload: Resource): readonly Hidden[] {
  if (lookup.isKustomized(workload)) return [];
  const scope = createScope(worldFor(lookup, namespace), { type: 'sidecar', namespace, labels: podLabels(workload).labels });
  if (scope.sidecar !== resource || scope.allowsAny) return [];
  return calledHosts(workload).flatMap((called) => {
    const entry = hiddenEntry(scope, called);
    return entry === undefined ? [] : [{ workload, called, entry }];
  });
}

/** The service of a called host, where no listener imports any, and every request that may be meant is refused. */
function hiddenEntry(scope: Scope, called: CalledHost): MeshService | undefined {
  const { lookup } = scope.world;
  const services = visibleAt(scope, called.host);
  const [entry] = services;
  if (entry === undefined || services.some((one) => !isJudged(scope, one) || scope.listeners.some((listener) => takes(scope, listener, one)))) return undefined;
  const requests = requestsOf(entry.resource).filter(({ host, port, protocol }) => host === called.host && (called.port === undefined || port === called.port)
    && (called.scheme === undefined || protocol === (called.scheme === 'http' ? 'HTTP' : 'TLS')));
  return requests.length > 0 && requests.every((request) => trace(lookup, request, scope.proxy).outcome === 'blackhole') ? entry : undefined;
}

/** A ServiceEntry of another namespace of which all is known. */
function isJudged({ world: { lookup }, proxy }: Scope, { view, namespace, resource }: MeshService): boolean {
  return view.registry === 'external' && view.external && namespace !== proxy.namespace && resource.namespace !== undefined && isCertain(resource) && !lookup.isKustomized(resource);
}

function placesOf(hidden: Hidden | undefined): readonly Related[] {
  return hidden === undefined ? [] : [
    { resource: hidden.workload, span: hidden.called.value.span, message: `${hidden.workload.kind.kind} ${hidden.workload.name ?? ''} calls it` },
    { resource: hidden.entry.resource, span: hidden.entry.resource.root.at('spec', 'hosts').keySpan, message: `ServiceEntry ${hidden.entry.resource.name ?? ''}` },
  ];
}
