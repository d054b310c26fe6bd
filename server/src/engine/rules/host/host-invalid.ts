import { destinationRule } from '../../kinds/destination-rule.ts';
import { gateway } from '../../kinds/gateway.ts';
import { serviceEntry } from '../../kinds/service-entry.ts';
import { virtualService } from '../../kinds/virtual-service.ts';
import type { Resource } from '../../model/resource.ts';
import { shown } from '../../text/istio-names.ts';
import { hostSites } from '../../workspace/hosts.ts';
import { isMisspelt } from '../support/misspelt.ts';
import { markOf } from '../support/subject.ts';
import { refusedByIstio } from '../support/webhook.ts';
import { referenceRule } from '../define.ts';

export const hostInvalid = referenceRule({
  id: 'host-invalid',
  title: 'No host name',
  severity: 'error',
  since: '0.1.0',
  codes: ['IST0106'],
  kinds: [destinationRule, gateway, serviceEntry, virtualService],
  byItself: true,
  docs: `The text cannot be a host where it stands, so Istio refuses the object.

A name has labels between dots: at most 63 letters, digits and hyphens each, a letter or digit at both ends, 255 characters in all. The last label is no number. Capitals are allowed, underscores and blanks are not. A \`*\` stands for the whole first label only (\`*.example.com\`). A host of a Gateway may have a namespace before it (\`team-a/api.example.com\`, \`./…\`, \`*/…\`).

Hosts with a scheme or port, addresses, bare wildcards and names without a dot have rules of their own; so have the hosts of a Sidecar. Beside a kustomization a label such as \`APP_NAMESPACE\` is taken for a mark that it replaces.

**Do:** write the name that clients use.`,
  check(resource, lookup, report) {
    for (const { value, text, use, flaw } of hostSites(resource)) {
      // An empty destination is vs-destination-invalid.
      if (flaw === undefined || (use === 'destination' && text === '')) continue;
      if (holdsMark(text) && lookup.isKustomized(resource)) continue;
      if (flaw.mistake === 'invalid' || flaw.mistake === 'namespace') report({ span: markOf(value), ...refusedByIstio, message: `${text === '' ? 'This' : shown(text)} is not a host: ${flaw.reason}. Istio refuses the object. Write the name that clients use.` });
    }
    if (lacksSpec(resource)) report({ span: resource.root.keySpan, ...refusedByIstio, message: 'This DestinationRule has no spec, and so no host: Istio refuses it. Add spec with host.' });
  },
});

/** `APP.APP_NAMESPACE.svc.cluster.local`: what looks like a mark where a kustomization has something to put in (`replacements`). */
function holdsMark(host: string): boolean {
  return host.split('.').some((label) => /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$/.test(label));
}

/** The API server takes a DestinationRule without a spec; the host, which the spec demands, is then empty. */
function lacksSpec(resource: Resource): boolean {
  const { root, kind } = resource;
  return kind === destinationRule && root.type === 'map' && !root.at('spec').exists && !root.hasUnknownEntries && !isMisspelt(resource, root, 'spec');
}
