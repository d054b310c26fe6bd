import { service } from '../kinds/service.ts';
import type { Resource } from '../model/resource.ts';
import { perResource } from '../model/memo.ts';
import type { Value } from '../yaml/value.ts';

export interface ServicePort {
  readonly value: Value;
  /** The place of the number. */
  readonly at: Value;
  readonly number: number;
  readonly name: string | undefined;
  readonly protocol: string | undefined;
  /** The number that the workload listens on, where it is another one. */
  readonly targetPort: number | undefined;
}

export interface ServicePorts {
  readonly ports: readonly ServicePort[];
  /** Whether all ports are known, none a placeholder. */
  readonly complete: boolean;
  readonly list: Value;
}

/** The ports of a Service or a ServiceEntry. */
export const portsOf = perResource((resource: Resource): ServicePorts => {
  const list = resource.root.at('spec', 'ports');
  const field = resource.kind === service ? 'port' : 'number';
  const ports: ServicePort[] = [];
  let complete = list.type !== 'unknown';
  for (const value of list.items()) {
    const at = value.at(field);
    if (at.number === undefined) complete = false;
    else ports.push({ value, at, number: at.number, name: value.at('name').string, protocol: value.at('protocol').string, targetPort: value.at('targetPort').number });
  }
  return { ports, complete, list };
});
