import { chainRule } from '../support/chain.ts';

export const egressChainMeshPortMismatch = chainRule({
  id: 'egress-chain-mesh-port-mismatch',
  title: 'Rule to the gateway for a port that nobody calls',
  severity: 'error',
  since: '0.1.0',
  codes: ['IST0101'],
  fixable: true,
  replaces: ['se-tls-port-plain-http', 'se-plain-port-tls'],
  docs: `A rule that leads sidecars to the gateway names a port that no host of the VirtualService has. The port of such a rule is that which the application calls, the \`number\` of the ServiceEntry's port, not its \`targetPort\` and not the gateway's. The rule never counts, and requests leave directly. Hosts without any ServiceEntry have HTTP on port 80 only. Where the gateway leads on to that port too, the only port of the ServiceEntry has the wrong number, and the finding stands there.

**Do:** write the port of the ServiceEntry, or add the port there.`,
});
