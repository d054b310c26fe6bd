import { workloadEntry } from '../../kinds/workload-entry.ts';
import { domainFlaw, isAddress, shown } from '../../text/istio-names.ts';
import { markOf } from '../support/subject.ts';
import { refusedByIstio, saysNothing, warnedByIstio } from '../support/webhook.ts';
import { resourceRule } from '../define.ts';

export const weAddressInvalid = resourceRule({
  id: 'we-address-invalid',
  title: 'Workload without a proper address',
  severity: 'error',
  since: '0.1.0',
  codes: ['IST0106', 'IST0133'],
  kinds: [workloadEntry],
  docs: `The \`address\` of a WorkloadEntry is an IP address, a host name, or a socket (\`unix:///run/a.sock\`). Istio refuses it otherwise, and without any address if there is no \`network\` either. With \`network\` alone it is accepted with a warning: requests go to that network's gateway.

**Do:** write the address of the machine.`,
  check(resource, report) {
    const spec = resource.root.at('spec');
    const [address, network] = [spec.at('address'), spec.at('network')];
    if (saysNothing(spec, 'address')) {
      // Without either field the API server refuses it.
      if (!address.exists && !network.exists) return;
      if (saysNothing(spec, 'network')) report({ span: address.exists ? address.span : spec.keySpan, ...refusedByIstio, message: 'This workload has neither address nor network, and Istio refuses it. Write its address.' });
      else if (network.string !== undefined) report({ span: network.keySpan, ...warnedByIstio, message: 'This workload has a network and no address, and Istio warns of it. Requests go to the gateway of that network; write the address if it has one.' });
      return;
    }
    const text = address.string;
    const flaw = text === undefined || text.startsWith('unix://') || isAddress(text) ? undefined : domainFlaw(text);
    if (flaw !== undefined) report({ span: markOf(address), ...refusedByIstio, message: `${shown(text ?? '')} is neither an IP address nor a name: ${flaw}. Istio refuses the WorkloadEntry. Write the address of the machine.` });
  },
});
