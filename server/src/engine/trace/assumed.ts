// The egress gateway of Istio's installation, which most workspaces lead to and few hold.
import type { Resource } from '../model/resource.ts';
import { isEgressGatewayElsewhere } from '../references/known.ts';
import { defaultOptions } from '../model/options.ts';
import { meshServiceView } from '../views/mesh-service.ts';
import { readManifest } from '../workspace/manifest.ts';
import type { MeshService } from './world.ts';
import type { World } from '../references/world.ts';

const name = 'istio-egressgateway';
const namespace = 'istio-system';

/** The Service of the chart `istio-egress`. */
const manifest = `apiVersion: v1
kind: Service
metadata: {name: ${name}, namespace: ${namespace}}
spec:
  selector: {istio: egressgateway, app: ${name}}
  ports:
  - {name: http2, port: 80, targetPort: 8080}
  - {name: https, port: 443, targetPort: 8443}
`;

let resource: Resource | undefined;

function serviceOfChart(): Resource | undefined {
  resource ??= readManifest('istio:egressgateway', manifest, defaultOptions).manifest.entries[0]?.resources[0];
  return resource;
}

/**
 * The egress gateway's Service where the workspace holds neither it nor its workload: then it was installed by other means. That
 * goes for a workspace with everything that is in the cluster too, as for all that Istio's installation brings.
 */
export function assumedService({ lookup, clusterDomain }: World, host: string): MeshService | undefined {
  if (host !== `${name}.${namespace}.svc.${clusterDomain}`) return undefined;
  if (!isEgressGatewayElsewhere(lookup)) return undefined;
  const found = serviceOfChart();
  if (found === undefined) return undefined;
  const view = meshServiceView(found);
  return { resource: found, view, host, namespace, name, ports: view.ports, addresses: view.addresses, exportTo: ['*'] };
}

/** Whether a resource is in no file, so that there is nothing to show. */
export function isAssumed(one: Resource): boolean {
  return one === resource;
}
