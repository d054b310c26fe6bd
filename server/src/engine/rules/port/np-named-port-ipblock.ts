import { replaceByPlain } from '../../edits/scalar.ts';
import { networkPolicy } from '../../kinds/network-policy.ts';
import type { Fix } from '../../model/finding.ts';
import { policyModel, rulesInForce } from '../../policy/model.ts';
import type { Value } from '../../yaml/value.ts';
import { resourceRule } from '../define.ts';

/** Numbers that names mean everywhere (IANA), for the names that people give their ports. */
const numbers: ReadonlyMap<string, number> = new Map([
  ['amqp', 5672], ['amqps', 5671], ['dns', 53], ['dns-tcp', 53], ['domain', 53], ['ftp', 21], ['http', 80], ['https', 443], ['imaps', 993],
  ['kafka', 9092], ['ldap', 389], ['ldaps', 636], ['mongodb', 27017], ['mysql', 3306], ['ntp', 123], ['postgres', 5432], ['postgresql', 5432],
  ['redis', 6379], ['smtp', 25], ['smtps', 465], ['snmp', 161], ['ssh', 22], ['syslog', 514],
]);

export const npNamedPortIpblock = resourceRule({
  id: 'np-named-port-ipblock',
  title: 'Named port towards addresses',
  severity: 'warning',
  since: '0.1.0',
  kinds: [networkPolicy],
  fixable: true,
  docs: `An egress rule names a port by name, and its destinations are address blocks. A name stands for the port that a *pod* declares under it; an address declares nothing, so network plugins ignore the entry or resolve it to something else. The traffic stays blocked.

Where the rule has selectors beside the blocks, the name means something for the pods only, which is said as information.

**Do:** write the number of the port.`,
  check(resource, report) {
    const model = policyModel(resource);
    if (model === undefined) return;
    for (const { peers, value } of rulesInForce(model, 'egress')) {
      const blocks = peers.filter((peer) => peer.type === 'block');
      const [first] = blocks;
      if (first === undefined || peers.some((peer) => peer.type === 'unknown')) continue;
      for (const port of value.at('ports').items().map((item) => item.at('port'))) {
        const name = port.string;
        if (name === undefined || !/[a-z]/.test(name)) continue;
        const mixed = blocks.length < peers.length;
        report({
          span: port.span, severity: mixed ? 'information' : 'warning',
          related: [{ resource, span: first.at.span, message: 'a destination without named ports' }],
          message: `Addresses have no named ports: ${mixed ? `towards the address blocks of this rule ${name} means nothing` : `there is no pod to ask what ${name} means, so this entry allows nothing`}. Write the number.`,
          fixes: () => fixesFor(port, name),
        });
      }
    }
  },
});

function fixesFor(port: Value, name: string): readonly Fix[] {
  const number = numbers.get(name);
  return number === undefined ? [] : [{ title: `Replace with ${number}`, edits: [replaceByPlain(port, number)] }];
}
