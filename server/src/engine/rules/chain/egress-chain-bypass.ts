import { waysPast } from '../../chain/bypass.ts';
import { virtualService } from '../../kinds/virtual-service.ts';
import { referenceRule } from '../define.ts';

export const egressChainBypass = referenceRule({
  id: 'egress-chain-bypass',
  title: 'Way past the egress gateway',
  severity: 'information',
  since: '0.1.0',
  kinds: [virtualService],
  docs: `The way through the egress gateway works, but there is one past it: another port of the same host leaves directly from the sidecar; or nothing keeps the pods of the namespace from going elsewhere. The first is said once for a host, the second once for a namespace.

A NetworkPolicy keeps pods back where it isolates them for egress. One for some pods leaves the others open, and as policies add up, one that allows every destination undoes what others limit. So does one that leaves out private addresses only: external services have none. Sidecars keep back what the mesh does not know where \`outboundTrafficPolicy\` says \`REGISTRY_ONLY\`: that of the pods' Sidecar, or else that of the mesh.

The rule is silent where the workspace holds no NetworkPolicy of the namespace, about policies for some pods where no workloads of the namespace are here, about ports that the gateway itself sends to, and about the pods of the gateway. Policies of other kinds (AdminNetworkPolicy, those of Cilium or Calico) are not read: where they limit egress, silence the rule for the namespace.

**Do:** lead the port through the gateway as well, and let a NetworkPolicy allow the gateway and DNS only.`,
  check(resource, lookup, report) {
    for (const { at, problem } of waysPast(lookup, resource)) report(problem, at);
  },
});
