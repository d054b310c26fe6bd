import { chainRule } from '../support/chain.ts';

export const egressChainServerHostMissing = chainRule({
  id: 'egress-chain-server-host-missing',
  title: 'Gateway server that does not list the host',
  severity: 'error',
  since: '0.1.0',
  codes: ['IST0132'],
  fixable: true,
  docs: `Sidecars send a host to a server of the Gateway that does not list it, or lists it for VirtualServices of another namespace only (\`namespace/host\`). The gateway answers 404, or closes the TLS connection.

**Do:** add the host to the server, with the right namespace before it or none.`,
});
