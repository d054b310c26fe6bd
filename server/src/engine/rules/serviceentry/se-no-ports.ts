import { addField, replaceData } from '../../edits/data.ts';
import { fixOf } from '../../edits/fix.ts';
import { serviceEntry } from '../../kinds/service-entry.ts';
import { isMisspelt } from '../support/misspelt.ts';
import { saysNothing } from '../support/webhook.ts';
import { resourceRule } from '../define.ts';

export const seNoPorts = resourceRule({
  id: 'se-no-ports',
  title: 'ServiceEntry without ports',
  severity: 'warning',
  since: '0.1.0',
  kinds: [serviceEntry],
  fixable: true,
  docs: `A ServiceEntry without \`ports\` makes the host known, but no proxy listens or routes for it: requests go on as if it were not there, and are dropped where the mesh lets only known services out. Istio accepts it without a word.

**Do:** list the ports that clients connect to, each with number, name and protocol.`,
  check(resource, report) {
    const spec = resource.root.at('spec');
    if (!saysNothing(spec, 'ports') || isMisspelt(resource, spec, 'ports')) return;
    const ports = spec.at('ports');
    report({
      span: ports.exists ? ports.keySpan : spec.keySpan,
      message: 'This ServiceEntry has no ports, so no proxy routes anything to its hosts. List the ports that clients connect to.',
      fixes: () => usual.flatMap((port) => fixOf(`Add port ${port.number}, ${port.protocol}`, ports.exists ? replaceData(ports, [port]) : addField(spec, 'ports', [port]))),
    });
  },
});

const usual = [{ number: 443, name: 'tls', protocol: 'TLS' }, { number: 80, name: 'http', protocol: 'HTTP' }];
