// All kinds. A kind is listed here once; nothing else needs to know it.
import { kindId } from '../model/kind.ts';
import type { Kind } from '../model/kind.ts';
import { authorizationPolicy } from './authorization-policy.ts';
import { backendTlsPolicy } from './backend-tls-policy.ts';
import { destinationRule } from './destination-rule.ts';
import { foreignKinds } from './foreign.ts';
import { gateway } from './gateway.ts';
import { grpcRoute } from './grpc-route.ts';
import { httpRoute } from './http-route.ts';
import { kubernetesGateway } from './kubernetes-gateway.ts';
import { networkPolicy } from './network-policy.ts';
import { serviceEntry } from './service-entry.ts';
import { service } from './service.ts';
import { sidecar } from './sidecar.ts';
import { configMap, namespace, podMakers, referenceGrant, secret, workloads } from './targets.ts';
import { tcpRoute } from './tcp-route.ts';
import { tlsRoute } from './tls-route.ts';
import { virtualService } from './virtual-service.ts';
import { workloadEntry } from './workload-entry.ts';

/** The kinds whose manifests are checked. */
export const checkedKinds: readonly Kind[] = [
  networkPolicy, service, gateway, virtualService, destinationRule, serviceEntry, sidecar, authorizationPolicy, workloadEntry,
  kubernetesGateway, httpRoute, grpcRoute, tlsRoute, tcpRoute, backendTlsPolicy,
];

export const kinds: readonly Kind[] = [...checkedKinds, namespace, ...workloads, ...podMakers, referenceGrant, secret, configMap];

/** The API groups in which a kind that does not exist is a mistake. */
export const groups: ReadonlySet<string> = new Set([...checkedKinds.map(({ group }) => group), ...Object.keys(foreignKinds)]);

const byId = new Map(kinds.map((kind) => [kindId(kind), kind]));

export function findKind(group: string, kind: string): Kind | undefined {
  return byId.get(kindId({ group, kind }));
}
