// Values that a field may have.
import type { Schema } from '../../../../../schemas/schema.ts';
import { knownPort } from '../../data/known-ports.ts';
import { protocolNames, protocolWords } from '../../fields/value-words.ts';
import { understandCidr } from '../../net/cidr.ts';
import { containsRange, sameRange } from '../../net/range.ts';
import type { Step, Value } from '../../yaml/value.ts';
import { specialBlockOf } from '../hover/addresses.ts';
import { wordsAt } from '../hover/word.ts';
import { meaningOf } from '../locate.ts';
import { sortKey } from './candidate.ts';
import type { Candidate, Slot } from './candidate.ts';
import { destinationPorts, gatewayNames, hostNames, namespaceNames, subsetNames } from './known.ts';

/** What a value may be, by its schema and by what the workspace holds. Items that a list has already are left out. */
export function valueCandidates(slot: Slot, schemas: readonly Schema[], path: readonly Step[]): readonly Candidate[] {
  const schema = schemas[schemas.length - 1];
  if (schema === undefined) return [];
  const present = siblings(slot.cursor.at, path);
  return [...meant(slot, schema), ...words(schema, path)].filter((one, index, all) => !present.has(one.text) && all.findIndex((other) => other.text === one.text) === index);
}

/** The other items of the list that the value is written into. */
function siblings(at: Value, path: readonly Step[]): ReadonlySet<unknown> {
  if (typeof path[path.length - 1] !== 'number') return new Set();
  const list = typeof at.step === 'number' ? at.parent : at;
  return new Set(list?.items().filter((item) => item !== at).map((item) => item.scalar));
}

function words(schema: Schema, path: readonly Step[]): readonly Candidate[] {
  if (schema.type === 'boolean') {
    return ['true', 'false'].map((text, index) => ({ text, bare: true, sort: sortKey(0, index), ...(String(schema.default) === text ? { detail: 'default' } : {}) }));
  }
  return (schema.enum ?? []).filter((text) => text !== '').map((text, index) => {
    const documentation = wordsAt(path, text);
    return { text, sort: sortKey(1, index), ...(schema.default === text ? { detail: 'default' } : {}), ...(documentation === undefined ? {} : { documentation }) };
  });
}

function meant(slot: Slot, schema: Schema): readonly Candidate[] {
  const { meaning, dialect } = meaningOf(schema);
  switch (meaning) {
    case 'protocol':
      return protocols(schema, dialect);
    case 'port':
      return ports(slot, dialect);
    case 'cidr':
      return blocks(slot.cursor.at);
    case 'gateway-name':
      return gatewayNames(slot, dialect);
    case 'host':
      return hostNames(slot, dialect);
    case 'subset':
      return dialect === 'reference' ? subsetNames(slot) : [];
    case 'namespace':
      return namespaceNames(slot, dialect);
    default:
      return [];
  }
}

function protocols(schema: Schema, dialect: string): readonly Candidate[] {
  return protocolNames(dialect).filter((text) => schema.enum?.includes(text) ?? true).map((text, index) => {
    const documentation = protocolWords(text, dialect);
    return { text, sort: sortKey(0, index), ...(schema.default === text ? { detail: 'default' } : {}), ...(documentation === undefined ? {} : { documentation }) };
  });
}

const commonPorts = [443, 80, 53, 8080, 8443, 5432, 3306, 6379, 9092, 27017, 15012, 15443];

function ports(slot: Slot, dialect: string): readonly Candidate[] {
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

const commonBlocks = [
  '10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10', '169.254.0.0/16', '169.254.169.254/32', '0.0.0.0/0', '::/0', 'fc00::/7', 'fe80::/10',
];

/** Blocks that rules often name; as an exception only those inside the block. */
function blocks(at: Value): readonly Candidate[] {
  const list = typeof at.step === 'number' ? at.parent : at;
  const outerText = list?.step === 'except' ? list.parent?.at('cidr').string : undefined;
  const outer = outerText === undefined ? undefined : understandCidr(outerText)?.range;
  return commonBlocks.flatMap((text, index) => {
    const range = understandCidr(text)?.range;
    if (range === undefined || (outer !== undefined && (!containsRange(outer, range) || sameRange(outer, range)))) return [];
    const any = range.prefix === 0 ? `any ${range.family === 4 ? 'IPv4' : 'IPv6'} address` : undefined;
    const detail = any ?? (text === '169.254.169.254/32' ? 'cloud metadata' : specialBlockOf(range)?.name);
    return [{ text, sort: sortKey(0, index), ...(detail === undefined ? {} : { detail }) }];
  });
}
