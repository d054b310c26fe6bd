// All indexes: the ways in which a resource can be found by others.
import type { Index } from '../../model/rule.ts';
import { backendTlsByTarget } from './backend-tls.ts';
import { destinationRuleByHost } from './by-host.ts';
import { allWorkloads, podMakerByNamespace, workloadByLabel, workloadByNamespace } from './by-label.ts';
import { byName, byNamespace } from './by-name.ts';
import { destinationRuleByObject, subsetsByObject } from './destination-rules.ts';
import { egressRoutes } from './egress-routes.ts';
import { gatewayByServer } from './gateway-servers.ts';
import { byHome, livelyNamespace } from './homes.ts';
import { meshConfigs } from './mesh-configs.ts';
import { gatewayBySelector, meshServiceByHost, meshServiceByPort, virtualServiceByDestination, virtualServiceByGateway, virtualServiceByHost } from './mesh.ts';
import { policyByNamespace } from './policies.ts';
import { routeByHostname, routeByParent } from './routes.ts';
import { virtualServiceByRoutedHost } from './routed-hosts.ts';
import { serviceEntryByAddress } from './service-addresses.ts';
import { sameObject } from './same-object.ts';
import { defaultSidecars, selectingSidecars } from './sidecars.ts';

export const indexes: readonly Index[] = [
  byName, byNamespace, destinationRuleByHost, workloadByLabel, workloadByNamespace, allWorkloads, podMakerByNamespace, policyByNamespace, sameObject,
  meshServiceByHost, meshServiceByPort, virtualServiceByHost, virtualServiceByGateway, virtualServiceByDestination, gatewayBySelector, routeByParent, routeByHostname,
  defaultSidecars, selectingSidecars, gatewayByServer, virtualServiceByRoutedHost, destinationRuleByObject, subsetsByObject, serviceEntryByAddress, byHome, livelyNamespace, egressRoutes, meshConfigs, backendTlsByTarget,
];
