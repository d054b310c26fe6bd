import { destinationRule } from '../../kinds/destination-rule.ts';
import type { Index } from '../../model/rule.ts';
import { expandHost, isShortName } from '../../text/host.ts';
import { destinationRuleView } from '../../views/destination-rule.ts';

/** The key of wildcards that are no whole label (`*-api.example.com`), and of hosts that are not known. */
export const anyHost = '?';

function hostKey(host: string | undefined): string {
  return host === undefined || (host.startsWith('*') && host !== '*' && !host.startsWith('*.')) ? anyHost : host;
}

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
