import { gateway } from '../../kinds/gateway.ts';
import { shown, socketFlaw } from '../../text/istio-names.ts';
import type { Resource } from '../../model/resource.ts';
import { isMisspelt } from '../support/misspelt.ts';
import { markOf } from '../support/subject.ts';
import { refusedByIstio, saysNothing } from '../support/webhook.ts';
import { resourceRule } from '../define.ts';

export const gatewayServersInvalid = resourceRule({
  id: 'gateway-servers-invalid',
  title: 'Gateway without servers, or a server without hosts',
  severity: 'error',
  since: '0.1.0',
  codes: ['IST0106'],
  kinds: [gateway],
  docs: `A Gateway has at least one server, and each server at least one host; a \`bind\` on a Unix socket names an absolute path (\`unix:///run/a.sock\`) or an abstract socket (\`unix://@a\`). Istio refuses the Gateway otherwise.

**Do:** write the hosts that the server takes, \`*\` for all.`,
  check(resource, report) {
    const spec = resource.root.at('spec');
    if (lacksServers(resource)) report({ span: spec.at('servers').keySpan, ...refusedByIstio, message: 'This Gateway has no servers, and Istio refuses it. Add a server with port and hosts.' });
    for (const server of spec.at('servers').items()) {
      const hosts = server.at('hosts');
      if (hosts.type === 'list' && hosts.items().length === 0) report({ span: hosts.keySpan, ...refusedByIstio, message: 'This server has no hosts, and Istio refuses the Gateway. Write the hosts that it takes, * for all.' });
      const bind = server.at('bind');
      const flaw = bind.string?.startsWith('unix://') === true ? socketFlaw(bind.string) : undefined;
      if (flaw !== undefined) report({ span: markOf(bind), ...refusedByIstio, message: `${shown(bind.string ?? '')} is not a socket: ${flaw}. Istio refuses the Gateway. Write unix:///run/name.sock.` });
    }
  },
});

function lacksServers(resource: Resource): boolean {
  const { root } = resource;
  const spec = root.at('spec');
  const lacks = spec.exists ? saysNothing(spec, 'servers') : root.type === 'map' && !root.hasUnknownEntries;
  return lacks && !isMisspelt(resource, spec, 'servers') && !isMisspelt(resource, root, 'spec');
}
