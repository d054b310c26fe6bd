import { addField } from '../../edits/data.ts';
import { fixOf } from '../../edits/fix.ts';
import { replaceString } from '../../edits/scalar.ts';
import { kubernetesGateway } from '../../kinds/kubernetes-gateway.ts';
import type { Resource } from '../../model/resource.ts';
import type { Lookup } from '../../model/rule.ts';
import { isHostname, parentKind, resolveObject } from '../../references/gateway-api.ts';
import { listsHost, resolveHost } from '../../references/services.ts';
import { gatewayRoute, kubernetesGatewayView, routeKinds, targetsOf } from '../../views/gateway-api.ts';
import { referenceRule } from '../define.ts';

export const gatewayapiBackendWithoutAddress = referenceRule({
  id: 'gatewayapi-backend-without-address',
  title: 'External host that a gateway has no address for',
  severity: 'error',
  since: '0.1.0',
  kinds: routeKinds,
  fixable: true,
  replaces: ['egress-chain-resolution-none'],
  docs: `A route of an egress gateway leads to an external host, and the ServiceEntry of the host has \`resolution: NONE\`, which is what counts where none is written. A proxy then forwards to the address that the application connected to. A sidecar knows it; a gateway knows only that it was itself connected to, and the requests fail there.

Routes of clients in the mesh (parents that are Services or ServiceEntries) and of waypoints are not judged.

**Do:** write \`resolution: DNS\` in the ServiceEntry.`,
  check(resource, lookup, report) {
    if (!isOfGateway(resource, lookup)) return;
    for (const { backend, isMirror } of targetsOf(resource)) {
      const { text, value } = backend.name;
      const entry = isMirror || !isHostname(backend) || text === undefined ? undefined : withoutAddress(resource, lookup, text);
      if (entry === undefined) continue;
      const spec = entry.root.at('spec');
      const resolution = spec.at('resolution');
      report({
        span: resolution.exists ? resolution.span : spec.at('hosts').keySpan, restsOn: [resource], related: [{ resource, span: value.span, message: 'the route that leads there from a gateway' }],
        message: `${resolution.exists ? 'With resolution NONE' : 'Without a resolution, which means NONE,'} a proxy forwards to the address that the application connected to. A gateway knows no such address, and what its route leads to ${text ?? ''} fails. Write \`resolution: DNS\`.`,
        fixes: () => fixOf('Write resolution: DNS', resolution.exists ? replaceString(resolution, 'DNS') : addField(spec, 'resolution', 'DNS'), true),
      }, entry);
    }
  },
});

/** Whether a gateway of Istio's own class, not a waypoint, is the parent of a route. */
function isOfGateway(route: Resource, lookup: Lookup): boolean {
  return gatewayRoute(route).parents.some((parent) => parentKind(parent) === kubernetesGateway
    && resolveObject(lookup, kubernetesGateway, parent, route)?.found.some((one) => kubernetesGatewayView(one).className === 'istio') === true);
}

/** The only ServiceEntry of a host, where it has no addresses of its own. */
function withoutAddress(route: Resource, lookup: Lookup, host: string): Resource | undefined {
  const { targets, uncertain } = resolveHost(lookup, host, route.namespace);
  const [entry, ...others] = targets;
  if (uncertain || entry === undefined || others.length > 0 || !listsHost(entry, host) || entry.entry.isPatch || entry.entry.document.partial || lookup.isKustomized(entry)) return undefined;
  const spec = entry.root.at('spec');
  const resolution = spec.at('resolution');
  return !spec.hasUnknownEntries && (!resolution.exists || resolution.string === 'NONE') ? entry : undefined;
}
