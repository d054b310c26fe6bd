// The name of a port.
import type { FieldPlace } from '../locate.ts';
import { code } from '../markdown.ts';
import type { Meaning } from './meaning.ts';
import { isIstioProtocol } from './protocol.ts';

export const portName: Meaning = { describe };

/** What follows from the name of a port. */
function describe({ value }: FieldPlace, dialect: string): string | undefined {
  const { string } = value;
  if (string === undefined || string === '' || dialect !== 'service') return undefined;
  if (value.parent?.at('appProtocol').string !== undefined) return `**${code(string)}** — a name only: \`appProtocol\` says what is spoken on the port.`;
  const protocol = string.split('-')[0] ?? '';
  // What stands before the dash is read as it is, without regard to capitals (`pkg/config/protocol/instance.go`, Parse).
  return isIstioProtocol(protocol)
    ? `**${code(string)}** — Istio reads the protocol **${protocol}** from the name.`
    : `**${code(string)}** — Istio finds no protocol in the name and detects it from the traffic.`;
}
