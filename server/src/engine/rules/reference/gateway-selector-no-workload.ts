import { gateway } from '../../kinds/gateway.ts';
import type { Severity } from '../../model/finding.ts';
import type { Resource } from '../../model/resource.ts';
import type { Lookup } from '../../model/rule.ts';
import { replaceString } from '../../edits/scalar.ts';
import { gatewayLabelsLike, isKnownGatewayLabel } from '../../references/known.ts';
import { unresolvedSeverity } from '../../references/severity.ts';
import { workloadsSelectedBy } from '../../references/workloads.ts';
import { nearest } from '../../text/nearest.ts';
import { gatewayView } from '../../views/gateway.ts';
import { labelsAt } from '../../views/read.ts';
import { podLabels } from '../../views/workload.ts';
import { allWorkloads, workloadByLabel } from '../../workspace/indexes/by-label.ts';
import { allInNamespace, anyInNamespace } from '../../workspace/indexes/by-name.ts';
import { service } from '../../kinds/service.ts';
import { workloads as workloadKinds } from '../../kinds/targets.ts';
import { referenceRule } from '../define.ts';

const codes = ['IST0101', 'KIA0302'];

export const gatewaySelectorNoWorkload = referenceRule({
  id: 'gateway-selector-no-workload',
  title: 'Gateway that selects no workload',
  severity: 'warning',
  since: '0.1.0',
  codes,
  kinds: [gateway],
  fixable: true,
  docs: `No pod of the workspace has all the labels of the Gateway's \`selector\`, and no Service selects such pods, so no proxy listens for it. Istio accepts it without a word.

Istio looks for the pods in all namespaces. The rule is silent where the workspace holds no workload in the Gateway's namespace, and for the labels that the charts of Istio give their gateways (\`istio: egressgateway\` and the like), unless a workload has the same but for a hyphen. It is an error where a workload has nearly the same label.

**Do:** write the labels of the gateway's pods.`,
  check(resource, lookup, report) {
    const { selector } = gatewayView(resource);
    if (selector.labels.size === 0 || !selector.complete) return;
    const { workloads, uncertain } = workloadsSelectedBy(lookup, selector.labels);
    if (workloads.length > 0 || uncertain) return;
    const meant = meantLabel(lookup, selector.labels);
    const severity = severityOf(lookup, resource, meant);
    if (severity === undefined || servicesSelecting(lookup, selector.labels)) return;
    const wanted = [...selector.labels].map(([key, value]) => `${key}: ${value}`).join(', ');
    report({
      span: selector.value.keySpan, severity, codes,
      message: `No workload in the workspace has the labels ${wanted}, so no proxy serves this Gateway. ${meant === undefined ? 'Write the labels of the gateway\'s pods.' : `Did you mean ${meant.key}: ${meant.value}?`}`,
      related: meant === undefined ? [] : [{ resource: meant.workload, span: podLabels(meant.workload).value.at(meant.key).span, message: `the labels of ${meant.workload.kind.kind} ${meant.workload.name ?? ''}` }],
      fixes: () => (meant === undefined ? [] : [{ title: `Replace with ${meant.key}: ${meant.value}`, edits: [replaceString(selector.value.at(meant.key), meant.value)] }]),
    });
  },
});

/** Pods with the labels of Istio's charts may well come from one of them. */
function isFromChart(labels: ReadonlyMap<string, string>): boolean {
  return [...labels].some(([key, value]) => isKnownGatewayLabel(key, value));
}

function meantLabel(lookup: Lookup, labels: ReadonlyMap<string, string>): MeantLabel | undefined {
  return isFromChart(labels) ? otherChartLabel(lookup, labels) : nearestLabel(labels, lookup.all(allWorkloads, '*'));
}

function severityOf(lookup: Lookup, resource: Resource, meant: MeantLabel | undefined): Severity | undefined {
  const fromChart = isFromChart(gatewayView(resource).selector.labels);
  if (fromChart && meant === undefined) return undefined;
  const couldBeHere = (): boolean => workloadKinds.some((kind) => anyInNamespace(lookup, kind, resource.namespace, resource));
  const severity = unresolvedSeverity(lookup, resource, { nearMiss: meant !== undefined, couldBeHere });
  return fromChart && severity !== undefined ? 'warning' : severity;
}

/** Whether a Service selects with just these labels: its pods are then known to someone. */
function servicesSelecting(lookup: Lookup, labels: ReadonlyMap<string, string>): boolean {
  return allInNamespace(lookup, service, undefined).some((one) => {
    const selector = labelsAt(one.root.at('spec', 'selector'));
    return selector.labels.size > 0 && [...labels].every(([key, value]) => selector.labels.get(key) === value);
  });
}

interface MeantLabel {
  readonly key: string;
  readonly value: string;
  readonly workload: Resource;
}

/** A workload that has all of the labels but one, and that one nearly. */
function nearestLabel(labels: ReadonlyMap<string, string>, workloads: readonly Resource[]): MeantLabel | undefined {
  for (const workload of workloads) {
    const has = podLabels(workload).labels;
    const wrong = [...labels].filter(([key, value]) => has.get(key) !== value);
    const [key, value] = wrong[0] ?? [];
    if (wrong.length !== 1 || key === undefined || value === undefined) continue;
    const actual = has.get(key);
    if (actual !== undefined && nearest(value, [actual]) !== undefined) return { key, value: actual, workload };
  }
  return undefined;
}

/** A workload with the label of another of Istio's charts that differs from the one selected by a hyphen only. */
function otherChartLabel(lookup: Lookup, labels: ReadonlyMap<string, string>): MeantLabel | undefined {
  const alike = [...labels].flatMap(([key, value]) => gatewayLabelsLike(key, value).flatMap((text) => lookup.all(workloadByLabel, `${key}=${text}`)));
  return nearestLabel(labels, alike);
}
