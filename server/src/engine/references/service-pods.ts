// The pods behind a Service, and the ports that they listen on.
import { service } from '../kinds/service.ts';
import type { Resource } from '../model/resource.ts';
import type { Lookup } from '../model/rule.ts';
import { matches } from '../policy/selector.ts';
import { serviceSelector } from '../policy/service.ts';
import { podLabels, podPorts } from '../views/workload.ts';
import type { Value } from '../yaml/value.ts';
import { allInNamespace } from '../workspace/indexes/by-name.ts';

/** The Services of a workload's namespace that select its pods. */
export function servicesFor(lookup: Lookup, workload: Resource): readonly Resource[] {
  return allInNamespace(lookup, service, workload.namespace).filter((one) => {
    const selector = serviceSelector(one);
    return selector?.complete === true && matches(selector, podLabels(workload).labels);
  });
}

/** A port of a Service with a cluster address. */
export interface MappedPort {
  readonly service: Resource;
  readonly value: Value;
  readonly port: number;
  /** The port of the workload's pods that connections end at. */
  readonly target: number;
}

/** The ports of a Service that lead to another port of the pods of a workload. A headless Service translates nothing. */
export function mappedPorts(of: Resource, workload: Resource, protocol: string): readonly MappedPort[] {
  const spec = of.root.at('spec');
  if (spec.at('clusterIP').scalar === 'None') return [];
  return spec.at('ports').items().flatMap((value): readonly MappedPort[] => {
    const [port, target] = [value.at('port').number, targetOf(value, workload)];
    const sameProtocol = (value.at('protocol').scalar ?? 'TCP') === protocol;
    return port === undefined || target === undefined || target === port || !sameProtocol ? [] : [{ service: of, value, port, target }];
  });
}

/** The number that `targetPort` stands for at a workload's pods. */
function targetOf(port: Value, workload: Resource): number | undefined {
  const target = port.at('targetPort');
  if (target.string !== undefined) return podPorts(workload).ports.find(({ name }) => name === target.string)?.number;
  return target.exists ? target.number : port.at('port').number;
}
