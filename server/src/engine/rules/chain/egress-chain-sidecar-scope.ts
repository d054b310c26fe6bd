import { hiddenRoute } from '../../chain/sidecar-scope.ts';
import { sidecar } from '../../kinds/sidecar.ts';
import { referenceRule } from '../define.ts';

export const egressChainSidecarScope = referenceRule({
  id: 'egress-chain-sidecar-scope',
  title: 'Sidecar that hides the way through the gateway',
  severity: 'information',
  since: '0.1.0',
  fixable: true,
  kinds: [sidecar],
  docs: `The Sidecar of a namespace does not import a VirtualService that leads an external host through the egress gateway: none of its egress hosts names the VirtualService's namespace with one of its hosts. Requests of that namespace leave directly, past the gateway, while those of others go through it.

The rule is silent where the Sidecar, or the mesh, lets only known hosts through: then what is left out is not to be called. Of several such VirtualServices one is named.

**Do:** add \`namespace/host\` of the VirtualService to the egress hosts, if the namespace is meant to call it.`,
  check(resource, lookup, report) {
    const problem = hiddenRoute(lookup, resource);
    if (problem !== undefined) report(problem);
  },
});
