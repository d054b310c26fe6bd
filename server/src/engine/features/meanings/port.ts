// A port: a number, a name, or a number written as text. What numbers and names are valid: `fields/port.ts`.
import { knownPort, knownPorts } from '../../data/known-ports.ts';
import type { KnownPort } from '../../data/known-ports.ts';
import { destinationRule } from '../../kinds/destination-rule.ts';
import { virtualService } from '../../kinds/virtual-service.ts';
import { resolveHost } from '../../references/services.ts';
import type { Value } from '../../yaml/value.ts';
import { sortKey } from '../complete/candidate.ts';
import type { Candidate, Slot } from '../complete/candidate.ts';
import { portsOfObjects } from '../complete/known.ts';
import type { FieldPlace } from '../locate.ts';
import { bullets, capped, code, counted, paragraphs } from '../markdown.ts';
import type { Meaning, Reference } from './meaning.ts';

export const port: Meaning = { describe, propose, refer };

function describe({ value }: FieldPlace, dialect: string): string | undefined {
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

const commonPorts = [443, 80, 53, 8080, 8443, 5432, 3306, 6379, 9092, 27017, 15012, 15443];

function propose(slot: Slot, dialect: string): readonly Candidate[] {
  const known = destinationPorts(slot);
  if (known !== undefined) return known;
  if (slot.cursor.at.step === 'endPort' || slot.cursor.at.step === 'nodePort') return [];
  const protocol = slot.cursor.at.parent?.at('protocol').string?.toUpperCase();
  const transport = protocol === 'UDP' || protocol === 'SCTP' ? protocol : 'TCP';
  return commonPorts.flatMap((port, index) => {
    const found = knownPort(port, transport);
    return found === undefined ? [] : [{ text: String(port), bare: dialect !== 'text', detail: found.name, sort: sortKey(0, index), ...(found.note === undefined ? {} : { documentation: found.note }) }];
  });
}

/** The ports of the destination that the cursor is in; `undefined` where it is in none, or in one that is not known. */
function destinationPorts(slot: Slot): readonly Candidate[] | undefined {
  const { at } = slot.cursor;
  if (at.step !== 'number' || at.parent?.step !== 'port') return undefined;
  const host = slot.kind === virtualService ? at.parent.parent?.at('host').string : slot.kind === destinationRule ? slot.root.at('spec', 'host').string : undefined;
  if (host === undefined) return undefined;
  const { targets, knownPorts } = resolveHost(slot.lookup, host, slot.namespace);
  const found = portsOfObjects(targets);
  if (found.length > 0) return found;
  return knownPorts?.map((port, index) => ({ text: String(port), bare: true, sort: sortKey(0, index) }));
}

/** The port of a destination, or of the settings that a DestinationRule has for a port. */
function refer({ value, resource }: FieldPlace): Reference | undefined {
  const { number } = value;
  if (number === undefined || value.step !== 'number' || value.parent?.step !== 'port') return undefined;
  const holder = value.parent.parent;
  const host = resource.kind === virtualService ? holder?.at('host').string : resource.kind === destinationRule ? resource.root.at('spec', 'host').string : undefined;
  return host === undefined ? undefined : { type: 'port', host, number };
}
