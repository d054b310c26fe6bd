// The named checks of schemas/CONSTRAINTS.md, which says of each what it means and where the CRD has it.
import { parseDuration } from '../text/duration.ts';
import type { Value } from '../yaml/value.ts';
import { ofText } from './constraint.ts';
import type { Check, Refused } from './constraint.ts';
import { filterConstraints } from './filter-constraints.ts';
import { gatewayConstraints } from './gateway-constraints.ts';
import { policyConstraints } from './policy-constraints.ts';
import { routeConstraints } from './route-constraints.ts';

const millisecond = 1e6;
const unix = 'unix://';

function durationPositive(text: string): string | undefined {
  const read = parseDuration(text);
  if (read === undefined) return `must be a duration with a unit, such as 500ms, 30s or 1h30m; ${text === '' ? 'an empty text' : text} cannot be read as one`;
  return read < millisecond ? 'must be a duration of at least 1ms' : undefined;
}

function portRange(value: Value): readonly Refused[] {
  const { number } = value;
  return number === undefined || (number > 0 && number <= 65535) ? [] : [{ reason: 'must be a port from 1 to 65535' }];
}

function unixAbsolute(text: string): string | undefined {
  if (!text.startsWith(unix)) return undefined;
  return /^[/@]/.test(text.slice(unix.length)) ? undefined : 'must name a Unix socket by an absolute path (unix:///run/a.sock) or as an abstract one (unix://@a)';
}

function unixNoPorts(endpoint: Value): readonly Refused[] {
  const ports = endpoint.at('ports');
  const isSocket = endpoint.at('address').string?.startsWith(unix) === true;
  return isSocket && ports.exists ? [{ at: ports, reason: 'must be left out where address is a Unix socket, which has none' }] : [];
}

function uniquePortNumbers(ports: Value): readonly Refused[] {
  const seen = new Set<number>();
  const refused: Refused[] = [];
  for (const port of ports.items()) {
    const at = port.at('number');
    const { number } = at;
    if (number === undefined) continue;
    if (seen.has(number)) refused.push({ at, reason: `cannot be ${number} twice: another port of this entry has that number` });
    seen.add(number);
  }
  return refused;
}

/** The resolution that counts, or `undefined` where it cannot be known. */
function resolutionOf(entry: Value): string | undefined {
  const resolution = entry.at('resolution');
  return resolution.exists ? resolution.string : 'NONE';
}

function cidrResolution(entry: Value): readonly Refused[] {
  const resolution = resolutionOf(entry);
  if (resolution === undefined || resolution === 'NONE' || resolution === 'STATIC') return [];
  return entry.at('addresses').items().filter((address) => address.string?.includes('/') === true)
    .map((at) => ({ at, reason: `must be a single address without a mask where resolution is ${resolution}: ranges go with NONE and STATIC only` }));
}

function noneEndpoints(entry: Value): readonly Refused[] {
  const endpoints = entry.at('endpoints');
  if (!endpoints.exists || resolutionOf(entry) !== 'NONE') return [];
  const written = entry.at('resolution').exists ? 'resolution is NONE' : 'no resolution is set, which means NONE';
  return [{ at: endpoints, reason: `must be left out where ${written}: set resolution to STATIC or DNS` }];
}

function roundRobinEndpoints(entry: Value): readonly Refused[] {
  const endpoints = entry.at('endpoints');
  const count = endpoints.items().length;
  return resolutionOf(entry) === 'DNS_ROUND_ROBIN' && count > 1 ? [{ at: endpoints, reason: `must have at most one item where resolution is DNS_ROUND_ROBIN, not ${count}` }] : [];
}

function serviceAccountsAlone(source: Value): readonly Refused[] {
  const accounts = ['serviceAccounts', 'notServiceAccounts'].map((name) => source.at(name)).find((field) => field.exists);
  const other = ['principals', 'notPrincipals', 'namespaces', 'notNamespaces'].find((name) => source.at(name).exists);
  return accounts === undefined || other === undefined ? [] : [{ at: accounts, reason: `cannot stand beside ${other} in one source: write two items of from` }];
}

/** Named checks of values (`x-constraints`): what CRDs say in CEL and JSON Schema has no word for. */
export const constraints: Readonly<Record<string, Check>> = {
  ...gatewayConstraints,
  ...routeConstraints,
  ...filterConstraints,
  ...policyConstraints,
  'duration-positive': ofText(durationPositive),
  'no-star-host': ofText((text) => (text === '*' ? 'must not be the bare wildcard *: name the hosts, or a domain such as *.example.com' : undefined)),
  'no-wildcard': ofText((text) => (text.includes('*') ? 'must not hold a *: labels are compared as they are' : undefined)),
  'port-range': portRange,
  'service-entry-cidr-resolution': cidrResolution,
  'service-entry-none-endpoints': noneEndpoints,
  'service-entry-round-robin-endpoints': roundRobinEndpoints,
  'source-service-accounts-alone': serviceAccountsAlone,
  'unique-port-numbers': uniquePortNumbers,
  'unix-absolute': ofText(unixAbsolute),
  'unix-no-ports': unixNoPorts,
  'unix-not-directory': ofText((text) => (text.startsWith(unix) && text.endsWith('/') ? 'must name a Unix socket, not a folder' : undefined)),
};

const qualifiedName = /^([a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*\/)?([A-Za-z0-9][-A-Za-z0-9_.]{0,61})?[A-Za-z0-9]$/;

/** Named checks of the keys of a map (`x-keys`): the reason why a key is refused. */
export const keyConstraints: Readonly<Record<string, (key: string) => string | undefined>> = {
  'no-wildcard': (key) => (key.includes('*') ? 'must not hold a *' : undefined),
  'not-empty': (key) => (key === '' ? 'must not be empty' : undefined),
  'qualified-name': (key) => (qualifiedName.test(key) && key.indexOf('/') < 253 ? undefined : 'must be a name of at most 63 letters, digits, -, _ and ., after a domain in lower case and a / if it has one'),
  'port-map-name': (key) => (/^[a-zA-Z0-9](?:[-a-zA-Z0-9]*[a-zA-Z0-9])?$/.test(key) && key.length < 63 ? undefined : 'must be a port name: at most 62 letters, digits and hyphens, with a letter or digit at both ends'),
};
