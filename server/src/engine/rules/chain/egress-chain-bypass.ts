import { waysPast } from '../../chain/bypass.ts';
import { virtualService } from '../../kinds/virtual-service.ts';
import { referenceRule } from '../define.ts';

export const egressChainBypass = referenceRule({
  id: 'egress-chain-bypass',
  title: 'Way past the egress gateway',
  severity: 'information',
  since: '0.1.0',
  kinds: [virtualService],
  docs: `The way through the egress gateway works, but there is one past it: another port of the same host leaves directly from the sidecar; or nothing keeps the pods of the namespace from going elsewhere, as no NetworkPolicy there limits egress and the mesh lets unknown destinations through. The first is said once for a host, the second once for a namespace.

The rule is silent where a NetworkPolicy of the namespace limits egress, about ports that the gateway itself sends to, and about NetworkPolicies where the workspace holds none of the namespace.

**Do:** lead the port through the gateway as well, and let a NetworkPolicy allow the gateway and DNS only.`,
  check(resource, lookup, report) {
    for (const { at, problem } of waysPast(lookup, resource)) report(problem, at);
  },
});
