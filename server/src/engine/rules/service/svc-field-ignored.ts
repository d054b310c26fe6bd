import { service } from '../../kinds/service.ts';
import type { Admission, Severity } from '../../model/finding.ts';
import { isAbsent, serviceView } from '../../views/service.ts';
import type { ServiceType, ServiceView } from '../../views/service.ts';
import type { Value } from '../../yaml/value.ts';
import { resourceRule } from '../define.ts';
import { deletion } from '../support/remove.ts';

export const svcFieldIgnored = resourceRule({
  id: 'svc-field-ignored',
  title: 'Field of a Service that does nothing',
  severity: 'warning',
  since: '0.1.0',
  kinds: [service],
  fixable: true,
  docs: `The API server accepts the field, and nothing follows from it. Of most it says so when the Service is applied:

- \`externalName\` where the type is not \`ExternalName\`,
- \`externalIPs\` of a headless Service (\`clusterIP: None\`) and of an \`ExternalName\`,
- \`loadBalancerIP\` and \`sessionAffinity\` of a headless Service.

Of these it says nothing:

- \`sessionAffinityConfig\` without \`sessionAffinity: ClientIP\`, which is dropped,
- \`selector\` of an \`ExternalName\`: no endpoints are made for an alias.

Somebody who reads the manifest takes the field for what it says.

**Do:** delete the field, or change the type so that it counts.`,
  check(resource, report) {
    const view = serviceView(resource);
    if (view?.type === undefined) return;
    for (const { at, why, ...level } of [...besideType(view, view.type), ...ofHeadless(view, view.type), ...unnoticed(view, view.type)]) {
      report({ span: at.keySpan, ...level, tags: ['unnecessary'], message: `${String(at.step)} does nothing here: ${why}. Delete it, or change what it depends on.`, fixes: () => deletion(at) });
    }
  },
});

interface Ignored {
  readonly at: Value;
  readonly why: string;
  readonly admission?: Admission;
  readonly severity?: Severity;
}

function besideType({ spec }: ServiceView, type: ServiceType): readonly Ignored[] {
  const [name, addresses] = [spec.at('externalName'), spec.at('externalIPs')];
  if (type !== 'ExternalName') return isAbsent(name) ? [] : [{ at: name, admission: 'warned', why: `it counts with type: ExternalName only, and this Service is of type ${type}` }];
  return addresses.items().length === 0 ? [] : [{ at: addresses, admission: 'warned', why: 'an ExternalName is an alias in DNS, which no traffic goes through' }];
}

function ofHeadless({ spec, headless }: ServiceView, type: ServiceType): readonly Ignored[] {
  if (headless !== true || type !== 'ClusterIP') return [];
  const [balancer, addresses, affinity] = [spec.at('loadBalancerIP'), spec.at('externalIPs'), spec.at('sessionAffinity')];
  const why = 'a headless Service (clusterIP: None) forwards nothing, its clients connect to the pods themselves';
  return [
    ...(isAbsent(balancer) ? [] : [balancer]), ...(addresses.items().length === 0 ? [] : [addresses]), ...(affinity.string === 'ClientIP' ? [affinity] : []),
  ].map((at) => ({ at, why, admission: 'warned' }));
}

function unnoticed({ spec }: ServiceView, type: ServiceType): readonly Ignored[] {
  const [affinity, config, selector] = [spec.at('sessionAffinity'), spec.at('sessionAffinityConfig'), spec.at('selector')];
  const isDropped = config.entries().length > 0 && (isAbsent(affinity) || affinity.string === 'None');
  return [
    ...(isDropped ? [{ at: config, severity: 'information', why: 'without sessionAffinity: ClientIP the server drops it' } as const] : []),
    ...(type === 'ExternalName' && selector.entries().length > 0 ? [{ at: selector, severity: 'information', why: 'an ExternalName is an alias in DNS and has no endpoints' } as const] : []),
  ];
}
