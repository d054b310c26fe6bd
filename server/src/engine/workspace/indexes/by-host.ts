import { destinationRule } from '../../kinds/destination-rule.ts';
import { serviceEntry } from '../../kinds/service-entry.ts';
import type { Index } from '../../model/rule.ts';
import { expandHost, isShortName } from '../../text/host.ts';
import { destinationRuleView } from '../../views/destination-rule.ts';
import { serviceEntryHosts } from '../../views/service-entry.ts';

/** The key of wildcards that are no whole label (`*-api.example.com`), and of hosts that are not known. */
export const anyHost = '?';

function hostKey(host: string | undefined): string {
  return host === undefined || (host.startsWith('*') && host !== '*' && !host.startsWith('*.')) ? anyHost : host;
}

/** ServiceEntries by the hosts they list. */
export const serviceEntryByHost: Index = {
  id: 'service-entry-by-host',
  kinds: [serviceEntry],
  keys: (resource) => serviceEntryHosts(resource).map((host) => hostKey(host.text)),
};

/** DestinationRules by their host: the full name, or `short ` and the name where the namespace is not known. */
export const destinationRuleByHost: Index = {
  id: 'destination-rule-by-host',
  kinds: [destinationRule],
  keys: (resource, options) => {
    const { text } = destinationRuleView(resource).host;
    if (text === undefined) return [anyHost];
    if (!isShortName(text)) return [hostKey(text)];
    return resource.namespace === undefined ? [`short ${text}`] : [expandHost(text, resource.namespace, options.clusterDomain), `short ${text}`];
  },
};
