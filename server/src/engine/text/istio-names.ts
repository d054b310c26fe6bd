/**
 * Names as Istio's validation takes them. Sources: `pkg/config/labels/instance.go`, `pkg/config/validation/agent/validation.go`
 * and `pkg/config/visibility/visibility.go`. Each check gives the reason why a text is refused, a clause without a full stop.
 */
import { cidrDialects } from '../net/dialect.ts';
import { readCidr } from '../net/read.ts';
import { longestHost } from './host.ts';

const labelLimit = 63;
const label = '[a-zA-Z0-9](?:[-a-zA-Z0-9]*[a-zA-Z0-9])?';
const labelForm = new RegExp(`^${label}$`);
const wildcardForm = new RegExp(`^(?:\\*|(?:\\*|\\*-)?${label})$`);
const qualifiedName = '(?:[A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]';
const tagKeyForm = new RegExp(`^(${label}(?:\\.${label})*/)?(${qualifiedName})$`);
const tagValueForm = new RegExp(`^(?:${qualifiedName})?$`);
const prefixLimit = 253;

/** Whether a text is a DNS label. Unlike Kubernetes, Istio takes capitals. */
export function isDnsLabel(text: string): boolean {
  return text.length <= labelLimit && labelForm.test(text);
}

/** Whether Go's `netip.ParseAddr` reads a text. */
export function isAddress(text: string): boolean {
  const reading = readCidr(text, cidrDialects['istio-ip']);
  return reading !== undefined && (reading.bits & cidrDialects['istio-ip'].refusedBits) === 0;
}

/** Why a text is no DNS label. */
export function dnsLabelFlaw(text: string): string | undefined {
  if (isDnsLabel(text)) return undefined;
  if (text === '') return 'it is empty';
  if (text.length > labelLimit) return `it has ${text.length} characters, and ${labelLimit} are allowed`;
  if (!/^[-a-zA-Z0-9]*$/.test(text)) return 'only letters, digits and hyphens are allowed';
  return 'it may not start or end with a hyphen';
}

/** Why a text is no domain name (`ValidateFQDN`): one label is enough, a dot at the end allowed. */
export function domainFlaw(text: string): string | undefined {
  return sizeFlaw(text) ?? (text.includes('*') ? 'no wildcard can stand here' : labelsFlaw(text));
}

/** Why a text is no domain name whose first label may be a wildcard (`ValidateWildcardDomain`): `*.a.com`, also `*a.com`. */
export function wildcardDomainFlaw(text: string): string | undefined {
  const size = sizeFlaw(text);
  if (size !== undefined) return size;
  const dot = text.indexOf('.');
  const first = dot < 0 ? text : text.slice(0, dot);
  if (first.length > labelLimit || !wildcardForm.test(first)) return inLabel(first);
  return dot < 0 ? undefined : labelsFlaw(text.slice(dot + 1));
}

/** Why a text is no name of a Gateway in a VirtualService (`validateGatewayNames`): `name`, or `namespace/name`. */
export function gatewayNameFlaw(text: string): string | undefined {
  const slash = text.indexOf('/');
  if (slash < 0) return domainFlaw(text);
  const [namespace, name] = [text.slice(0, slash), text.slice(slash + 1)];
  const ofNamespace = dnsLabelFlaw(namespace);
  if (ofNamespace !== undefined) return namespace === '' ? 'no namespace stands before the slash' : `${shown(namespace)} is not a namespace, ${ofNamespace}`;
  const ofName = dnsLabelFlaw(name);
  return ofName === undefined ? undefined : name === '' ? 'no name stands behind the slash' : `${shown(name)} is no name, ${ofName}`;
}

function sizeFlaw(text: string): string | undefined {
  if (text === '') return 'it is empty';
  return text.length > longestHost ? `it has ${text.length} characters, and ${longestHost} are allowed` : undefined;
}

function labelsFlaw(domain: string): string | undefined {
  const parts = domain.split('.');
  const last = parts[parts.length - 1] ?? '';
  if (isInteger(last)) return `its last part, ${last}, is a number`;
  for (const [index, part] of parts.entries()) {
    if (index === parts.length - 1 && part === '') return undefined;
    if (!isDnsLabel(part)) return inLabel(part);
  }
  return undefined;
}

/** What Go's `strconv.Atoi` takes. */
function isInteger(text: string): boolean {
  return /^[-+]?[0-9]+$/.test(text) && Math.abs(Number(text)) < 2 ** 63;
}

function inLabel(part: string): string {
  if (part === '') return 'a part between two dots is empty';
  if (part.includes('*')) return `a * may only be the whole first part, not ${shown(part)}`;
  const flaw = dnsLabelFlaw(part);
  return `${shown(part)} cannot be part of a name: ${flaw ?? 'only letters, digits and hyphens are allowed'}`;
}

/** A text as messages show it: at most a line of it. */
export function shown(text: string): string {
  const short = text.length > 60 ? `${text.slice(0, 57)}…` : text;
  return JSON.stringify(short);
}

/** Whether the wildcard of a host is only a part of its first label: `*foo.com`. */
export function hasPartialWildcard(host: string): boolean {
  return host.includes('*') && host.length !== 1 && !host.startsWith('*.');
}

/** Why a text is no server name as istiod makes them for `AUTO_PASSTHROUGH` (`outbound_.80_._.reviews.shop.svc`). */
export function generatedNameFlaw(text: string): string | undefined {
  const parts = text.split('_');
  const [, port = '', , host = ''] = parts;
  const sound = parts.length >= 4 && parts[0] === 'outbound' && /[0-9]/.test(port) && /[a-zA-Z]/.test(host);
  return sound ? undefined : 'a name that starts with outbound_ has the form outbound_.PORT_._.HOST';
}

/** Why a text cannot be the key of a label in Istio's own fields. */
export function istioLabelKeyFlaw(key: string): string | undefined {
  const match = tagKeyForm.exec(key);
  if (match === null) return key === '' ? 'is empty' : 'must be a name of letters, digits, hyphens, underscores and dots, perhaps behind a domain and a slash';
  const [, prefix = '', name = ''] = match;
  if (prefix.length - 1 > prefixLimit) return `has a prefix of ${prefix.length - 1} characters, and ${prefixLimit} are allowed`;
  return name.length > labelLimit ? `has a name of ${name.length} characters, and ${labelLimit} are allowed` : undefined;
}

/** Why a text cannot be the value of a label in Istio's own fields. Its length is not limited. */
export function istioLabelValueFlaw(value: string): string | undefined {
  return tagValueForm.test(value) ? undefined : 'must be empty or made of letters, digits, hyphens, underscores and dots, with a letter or digit at both ends';
}

/** Characters of a header's name: `tchar` of RFC 9110, and the comma, which Istio's expression has by mistake (`+-.` is a range). */
const headerForm = /^[!#$%&'*+-.^_`|~A-Za-z0-9]+$/;

/** Whether a text is the name of an HTTP header. */
export function isHeaderName(text: string): boolean {
  return headerForm.test(text);
}

/** Whether a header's name stands for a claim of a token (`@request.auth.claims.group`, `@request.auth.claims[group]`). */
export function isTokenClaim(name: string): boolean {
  return /^@request\.auth\.claims(?:\.[\s\S]+|\[[\s\S]+\])$/i.test(name);
}

const pseudoHeaders = new Set([':method', ':scheme', ':authority', ':path', ':status']);

/** Why a match cannot ask for a header of this name, as a clause. */
export function matchedHeaderFlaw(name: string): string | undefined {
  if (name === '') return 'its name is empty';
  if (isTokenClaim(name) || pseudoHeaders.has(name) || isHeaderName(name)) return undefined;
  return 'the name of a header has letters, digits and some signs such as - and _, no blanks and no colon';
}

/** Why a text is no Unix socket as Istio takes it, `unix://` and an absolute path or a name behind an `@`; a clause. */
export function socketFlaw(text: string): string | undefined {
  const path = text.slice('unix://'.length);
  if (path.startsWith('@')) return undefined;
  if (!path.startsWith('/')) return path === '' ? 'it has no path' : 'its path is not absolute';
  return path.endsWith('/') ? 'its path is that of a folder' : undefined;
}
