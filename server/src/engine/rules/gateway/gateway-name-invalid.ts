import { replaceString } from '../../edits/scalar.ts';
import { gateway } from '../../kinds/gateway.ts';
import { dnsLabelFlaw, isDnsLabel } from '../../text/istio-names.ts';
import { nameProblem } from '../../text/names.ts';
import { refusedByIstio } from '../support/webhook.ts';
import { resourceRule } from '../define.ts';

export const gatewayNameInvalid = resourceRule({
  id: 'gateway-name-invalid',
  title: 'Name of a Gateway with a dot',
  severity: 'error',
  since: '0.1.0',
  codes: ['IST0106'],
  kinds: [gateway],
  fixable: true,
  docs: `The name of an Istio Gateway is one label: letters, digits and hyphens, at most 63. Names with dots, which other objects may have, are refused.

**Do:** write hyphens for the dots.`,
  check(resource, report) {
    const name = resource.root.at('metadata', 'name');
    // What no object may be called is name-invalid.
    if (name.string === undefined || isDnsLabel(name.string) || nameProblem(name.string, 'subdomain') !== undefined) return;
    const meant = name.string.replaceAll('.', '-');
    report({
      span: name.span, ...refusedByIstio, message: `${name.string} cannot be the name of a Gateway: ${dnsLabelFlaw(name.string) ?? ''}. Istio refuses it. ${isDnsLabel(meant) ? `Write ${meant}, also where VirtualServices name it.` : 'Write a shorter name.'}`,
      fixes: () => (isDnsLabel(meant) ? [{ title: `Replace with ${meant}`, edits: [replaceString(name, meant)] }] : []),
    });
  },
});
