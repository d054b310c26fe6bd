import { addFieldBefore } from '../../edits/data.ts';
import { replaceString } from '../../edits/scalar.ts';
import { service } from '../../kinds/service.ts';
import type { Fix } from '../../model/finding.ts';
import { isAbsent, isSet, serviceView } from '../../views/service.ts';
import type { ServiceType, ServiceView } from '../../views/service.ts';
import type { Value } from '../../yaml/value.ts';
import { resourceRule } from '../define.ts';
import { deletion } from '../support/remove.ts';

export const svcTypeFieldMismatch = resourceRule({
  id: 'svc-type-field-mismatch',
  title: 'Field that the type of the Service does not have',
  severity: 'error',
  since: '0.1.0',
  kinds: [service],
  fixable: true,
  docs: `Some fields belong to certain types of Service, and the API server refuses them beside others:

- \`nodePort\`: not with \`ClusterIP\`, which opens no port on the nodes.
- \`loadBalancerSourceRanges\` (and its annotation), \`loadBalancerClass\`, \`allocateLoadBalancerNodePorts\`: only with \`LoadBalancer\`.
- \`clusterIP: None\`: not with \`NodePort\` and \`LoadBalancer\`, which need an address to forward to.
- \`clusterIP\`, \`clusterIPs\`, \`ipFamilies\`, \`ipFamilyPolicy\`: not with \`ExternalName\`, which is a DNS alias and has no address.
- \`externalTrafficPolicy\`: only with \`NodePort\`, \`LoadBalancer\`, or \`externalIPs\`.
- \`healthCheckNodePort\`: only with \`LoadBalancer\` and \`externalTrafficPolicy: Local\`.

An absent type is \`ClusterIP\`.

**Do:** delete the field, or take the type that has it.`,
  check(resource, report) {
    const view = serviceView(resource);
    if (view?.type === undefined) return;
    for (const { at, reason, type } of mismatches(view, view.type, resource.root.at('metadata', 'annotations', rangesAnnotation))) {
      const advice = type === undefined ? 'Delete the field.' : `Delete the field, or write type: ${type}.`;
      report({
        span: at.keySpan, admission: 'rejected', message: `${typeof at.step === 'number' ? 'clusterIPs' : String(at.step)} ${reason}. The API server refuses the Service. ${advice}`,
        fixes: () => [...deletion(at), ...(type === undefined ? [] : retype(view.spec, type))],
      });
    }
  },
});

const rangesAnnotation = 'service.beta.kubernetes.io/load-balancer-source-ranges';

interface Mismatch {
  readonly at: Value;
  /** What is wrong, as a clause that follows the field's name. */
  readonly reason: string;
  /** The type that has the field, where there is one that is most likely meant. */
  readonly type?: ServiceType;
}

function mismatches(view: ServiceView, type: ServiceType, annotation: Value): readonly Mismatch[] {
  return [
    ...nodePorts(view, type), ...ofLoadBalancers(view, type, annotation), ...clusterAddresses(view, type), ...ofAliases(view, type), ...trafficPolicies(view, type),
  ];
}

function nodePorts({ spec }: ServiceView, type: ServiceType): readonly Mismatch[] {
  if (type !== 'ClusterIP') return [];
  return spec.at('ports').items().map((port) => port.at('nodePort')).filter(({ number }) => number !== undefined && number !== 0)
    .map((at) => ({ at, type: 'NodePort', reason: 'opens a port on every node, and a Service of type ClusterIP has none' }));
}

function ofLoadBalancers({ spec }: ServiceView, type: ServiceType, annotation: Value): readonly Mismatch[] {
  if (type === 'LoadBalancer') return [];
  const ranges = spec.at('loadBalancerSourceRanges');
  const restricting = ranges.items().length > 0 ? [ranges] : ranges.type === 'unknown' ? [] : [annotation].filter(({ exists }) => exists);
  return [...restricting, ...['loadBalancerClass', 'allocateLoadBalancerNodePorts'].map((name) => spec.at(name)).filter(isSet)]
    .map((at) => ({ at, type: 'LoadBalancer', reason: `is for load balancers only, and this Service is of type ${type}` }));
}

function clusterAddresses({ headless, clusterIPs }: ServiceView, type: ServiceType): readonly Mismatch[] {
  const [at] = clusterIPs;
  if (at === undefined || headless !== true || (type !== 'NodePort' && type !== 'LoadBalancer')) return [];
  return [{ at, reason: `cannot be None where the type is ${type}: it needs an address to forward to` }];
}

function ofAliases({ spec }: ServiceView, type: ServiceType): readonly Mismatch[] {
  if (type !== 'ExternalName') return [];
  const [single, list] = [spec.at('clusterIP'), spec.at('clusterIPs')];
  const addresses = [single].filter((field) => !isAbsent(field)).concat([list].filter((field) => field.items().length > 0));
  const families = [spec.at('ipFamilies')].filter((field) => field.items().length > 0).concat([spec.at('ipFamilyPolicy')].filter(isSet));
  return [...addresses, ...families].map((at) => ({ at, reason: 'is for Services with an address, and type ExternalName makes a DNS alias, which has none' }));
}

function trafficPolicies({ spec, external }: ServiceView, type: ServiceType): readonly Mismatch[] {
  const [policy, health] = [spec.at('externalTrafficPolicy'), spec.at('healthCheckNodePort')];
  const found: Mismatch[] = [];
  if (external === false && (policy.string === 'Cluster' || policy.string === 'Local')) {
    found.push({ at: policy, reason: 'is about traffic from outside, and this Service cannot be reached from there', ...(type === 'ClusterIP' ? { type: 'LoadBalancer' } : {}) });
  }
  const isProbed = type === 'LoadBalancer' && (policy.string === 'Local' || policy.type === 'unknown');
  if (health.number !== undefined && health.number !== 0 && !isProbed) found.push({ at: health, reason: 'is used only by load balancers with externalTrafficPolicy: Local' });
  return found;
}

function retype(spec: Value, type: ServiceType): readonly Fix[] {
  const title = `Set type: ${type}`;
  const written = spec.at('type');
  if (written.string !== undefined) return [{ title, edits: [replaceString(written, type)] }];
  const [first] = spec.entries();
  return first === undefined || written.exists || first.parent !== spec ? [] : [{ title, edits: [addFieldBefore(first, 'type', type)] }];
}
