import { virtualService } from '../../kinds/virtual-service.ts';
import type { Index } from '../../model/rule.ts';
import { textsAt } from '../../views/read.ts';
import { virtualServiceView } from '../../views/virtual-service.ts';

/** The key of VirtualServices that every namespace sees. */
export const seenByAll = '*';

/** The key of those that lie in a namespace. */
export function lyingIn(namespace: string): string {
  return `in ${namespace}`;
}

/** VirtualServices that count for sidecars and for a gateway, by the namespaces that see them and by their own. */
export const egressRoutes: Index = {
  id: 'egress-routes',
  kinds: [virtualService],
  keys: (resource) => {
    const { gateways } = virtualServiceView(resource);
    if (gateways.length < 2 || !gateways.some(({ text }) => text === 'mesh') || resource.namespace === undefined) return [];
    const named = textsAt(resource.root.at('spec', 'exportTo')).flatMap(({ text }) => text ?? []);
    return [lyingIn(resource.namespace), ...(named.length === 0 ? [seenByAll] : named.map((one) => (one === '.' ? resource.namespace ?? '' : one)))];
  },
};
