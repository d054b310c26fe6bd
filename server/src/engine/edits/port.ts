// Giving a port of Istio another protocol, or a name that fits the one it has.
import { istioProtocolClass } from '../fields/protocol.ts';
import type { Edit } from '../model/finding.ts';
import type { Value } from '../yaml/value.ts';
import { addField } from './data.ts';
import { replaceString } from './scalar.ts';

/** Writes a protocol, and a name that fits it where the name is that of another one. */
export function protocolEdits(port: Value, protocol: string): readonly (Edit | undefined)[] {
  const written = port.at('protocol');
  const name = fittingName(port, protocol);
  return [written.exists ? replaceString(written, protocol) : addField(port, 'protocol', protocol), ...(name === undefined ? [] : [replaceString(port.at('name'), name)])];
}

/** The name of a port with another protocol at its start; `undefined` where it fits, is taken, or endpoints may go by it. */
export function fittingName(port: Value, protocol: string): string | undefined {
  const text = port.at('name').string ?? '';
  const [named = ''] = text.split('-', 1);
  const old = istioProtocolClass(named);
  const name = renamed(text, named, protocol.toLowerCase());
  const spec = specOf(port);
  const names = [...spec.at('ports').items(), ...spec.at('servers').items().map((server) => server.at('port'))].map((one) => one.at('name').string);
  const isUsed = spec.at('workloadSelector').exists || spec.at('endpoints').items().some((one) => one.at('ports').exists);
  return old === undefined || old === istioProtocolClass(protocol) || names.includes(name) || isUsed ? undefined : name;
}

/** `http-web` becomes `https-web`, `redis` becomes `tls-redis`, `tcp-tls` becomes `tls`. */
function renamed(text: string, named: string, protocol: string): string {
  const rest = layers.has(named.toLowerCase()) ? text.slice(named.length + 1) : text;
  return rest === '' ? protocol : rest === protocol || rest.startsWith(`${protocol}-`) ? rest : `${protocol}-${rest}`;
}

/** Names that say nothing but how a port is read. */
const layers: ReadonlySet<string> = new Set(['http', 'http2', 'https', 'tcp', 'tls']);

function specOf(value: Value): Value {
  return value.step === 'spec' || value.parent === undefined ? value : specOf(value.parent);
}
