// The places in files that decide about a hop, as links.
import type { Decision, Hop, Role } from '../../trace/model.ts';
import { code, text } from '../markdown.ts';
import { fileNameOf } from '../../text/uri.ts';
import { qualifiedName } from '../../model/resource.ts';

/** How a host names a place in a file and leads there. The engine knows offsets; lines are the host's. */
export type PlaceOf = (uri: string, offset: number) => { readonly name: string; readonly href?: string };

/** Where there is no host: the file, and no way there. */
export const fileOnly: PlaceOf = (uri) => ({ name: fileNameOf(uri) });

/** The places of a hop, the most telling first: each once. */
export function decisionsOf({ decisions }: Hop): readonly Decision[] {
  return [...new Map(decisions.map((one) => [`${one.resource.entry.uri} ${one.resource.entry.offset + one.value.span.start}`, one])).values()].filter(({ value }) => value.exists);
}

/** A link to a place: `[routes.yaml:12](…)`. */
export function placeLink({ resource: { entry }, value }: Decision, placeOf: PlaceOf): string {
  const { name, href } = placeOf(entry.uri, entry.offset + value.span.start);
  return href === undefined ? code(name) : `[${text(name)}](${href.replaceAll(/[\s<>()\\]/g, percent)})`;
}

function percent(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
}

const roles: Readonly<Record<Role, string>> = {
  'service': 'the port', 'sidecar': 'the scope', 'route': 'the rule', 'destination': 'the destination', 'subset': 'the subset', 'tls': 'TLS',
  'gateway': 'the gateway', 'server': 'the server', 'target-port': 'the port of the pods', 'target': 'the target', 'tunnel': 'the tunnel', 'waypoint': 'the label',
};

/** What a place decides, and of what it is a part: "the rule of VirtualService `shop/api`". */
export function roleText({ role, value, resource }: Decision): string {
  // Where the one that is wanted is not among them, all are shown.
  const what = role === 'subset' && value.type === 'list' ? 'the subsets' : roles[role];
  return `${what} of ${resource.kind.kind} ${code(qualifiedName(resource))}`;
}
