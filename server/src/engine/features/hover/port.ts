// What a port number, a range of ports or a port's name stands for.
import { knownPort, knownPorts } from '../../data/known-ports.ts';
import type { KnownPort } from '../../data/known-ports.ts';
import type { Value } from '../../yaml/value.ts';
import { bullets, capped, code, counted, paragraphs } from '../markdown.ts';

/** Describes the value of a port field of whatever dialect. */
export function describePort(value: Value, dialect: string): string | undefined {
  const number = portNumber(value, dialect);
  if (number !== undefined) return describeNumber(value, number);
  return value.string === undefined || value.string === '' ? undefined : describeName(value, dialect);
}

/** Istio writes ports of AuthorizationPolicies as strings; anywhere else a string is a name. */
function portNumber(value: Value, dialect: string): number | undefined {
  const number = value.number ?? (dialect === 'text' && /^\d{1,5}$/.test(value.string ?? '') ? Number(value.string) : undefined);
  return number !== undefined && Number.isInteger(number) ? number : undefined;
}

function describeNumber(value: Value, number: number): string | undefined {
  if (number < 1 || number > 65535) return undefined;
  const transport = transportOf(value);
  const range = rangeOf(value, number);
  if (range !== undefined) return describeRange(range.first, range.last, transport);
  const known = knownPort(number, transport);
  const protocol = transport ?? known?.protocol ?? 'TCP';
  return paragraphs(`**${protocol} ${number}**${known === undefined ? ', no well-known service' : ` — ${known.name}`}`, known === undefined ? elsewhere(number, protocol) : known.note);
}

/** NTP over TCP is a slip: the number means something for the other protocol only. */
function elsewhere(number: number, protocol: string): string | undefined {
  const other = protocol === 'TCP' ? 'UDP' : protocol === 'UDP' ? 'TCP' : undefined;
  const known = other === undefined ? undefined : knownPort(number, other);
  return known === undefined ? undefined : `${other ?? ''} ${number} is ${known.name}.`;
}

/** A NetworkPolicy's `endPort` beside `port`: one range, whichever of the two the reader looks at. */
function rangeOf(value: Value, number: number): { readonly first: number; readonly last: number } | undefined {
  const port = value.parent?.at('port').number;
  const end = value.parent?.at('endPort').number;
  if (value.step !== 'port' && value.step !== 'endPort') return undefined;
  if (port === undefined || end === undefined || end <= port || end > 65535 || (number !== port && number !== end)) return undefined;
  return { first: port, last: end };
}

function describeRange(first: number, last: number, transport: string | undefined): string {
  const protocol = transport ?? 'TCP';
  const inside = knownPorts.filter((known) => first <= known.port && (known.endPort ?? known.port) <= last && known.protocol.split('/').includes(protocol));
  return paragraphs(
    `**${protocol} ${first}–${last}** — ${counted(last - first + 1, 'port')}`,
    inside.length === 0 ? undefined : bullets(capped(inside.map((known) => `${portText(known)} ${known.name}`), 6)),
  );
}

function portText({ port, endPort }: KnownPort): string {
  return endPort === undefined ? String(port) : `${port}–${endPort}`;
}

/** The transport protocol beside a port: Kubernetes names it, Istio's application protocols all but one run over TCP. */
function transportOf(value: Value): string | undefined {
  const written = value.parent?.at('protocol');
  if (written?.type === 'unknown') return undefined;
  const name = written?.string?.toUpperCase();
  return name === 'UDP' || name === 'SCTP' ? name : 'TCP';
}

function describeName(value: Value, dialect: string): string | undefined {
  const name = code(value.string ?? '');
  if (dialect === 'number-or-name') {
    const note = 'Each pod at the receiving end may give it another number, and an `ipBlock` has no names: there it matches nothing.';
    return paragraphs(`**${name}** — the container port of that name in the destination pods.`, note);
  }
  if (dialect === 'target') return `**${name}** — the container port of that name in the selected pods, with the number that each of them gives it.`;
  return undefined;
}

/** What follows from the name of a port. */
export function describePortName(value: Value, dialect: string): string | undefined {
  const { string } = value;
  if (string === undefined || string === '' || dialect !== 'service') return undefined;
  if (value.parent?.at('appProtocol').string !== undefined) return `**${code(string)}** — a name only: \`appProtocol\` says what is spoken on the port.`;
  const protocol = string.split('-')[0] ?? '';
  return istioPrefixes.has(protocol)
    ? `**${code(string)}** — Istio reads the protocol **${protocol}** from the name.`
    : `**${code(string)}** — Istio finds no protocol in the name and detects it from the traffic.`;
}

/** Istio `pkg/config/protocol/instance.go` Parse: what the part of a Service port's name before the dash may be. */
const istioPrefixes: ReadonlySet<string> = new Set(['tcp', 'udp', 'grpc', 'grpc-web', 'http', 'http_proxy', 'http2', 'https', 'tls', 'mongo', 'redis', 'mysql', 'hbone', 'double-hbone']);
