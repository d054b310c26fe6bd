import { deleteItem } from '../../edits/list.ts';
import { gateway } from '../../kinds/gateway.ts';
import { networkPolicy } from '../../kinds/network-policy.ts';
import { serviceEntry } from '../../kinds/service-entry.ts';
import { service } from '../../kinds/service.ts';
import { sidecar } from '../../kinds/sidecar.ts';
import type { Problem } from '../../model/finding.ts';
import type { Kind } from '../../model/kind.ts';
import type { Resource } from '../../model/resource.ts';
import type { Value } from '../../yaml/value.ts';
import { policyRules } from '../../policy/blocks.ts';
import { resourceRule } from '../define.ts';
import { istioValidationCode } from '../support/istio-code.ts';

export const portDuplicate = resourceRule({
  id: 'port-duplicate',
  title: 'The same port twice',
  severity: 'error',
  since: '0.1.0',
  codes: ['IST0106', 'IST0177'],
  kinds: [gateway, networkPolicy, service, serviceEntry, sidecar],
  fixable: true,
  docs: `Two entries of one list stand for the same port.

- Network policy: the same protocol, port and \`endPort\` twice in one rule (an absent protocol is TCP). Harmless, but the second does nothing.
- Service: the same protocol and port, the same name, or the same protocol and \`nodePort\` twice. The API server refuses it.
- ServiceEntry: the same number or the same name twice. Istio refuses it. One port has one protocol; two names for one number are not possible.
- Gateway: the same port name in two servers. Istio refuses it; the same *number* in two servers is normal.
- Sidecar: two egress listeners, or two ingress listeners, with the same port. Istio refuses it.

**Do:** delete the second entry of a network policy; elsewhere give it another port or name.`,
  check(resource, report) {
    // A copy of a whole entry is one mistake, though both its number and its name are taken.
    const copies = new Set<Value>();
    for (const { keys, redundant } of lists.get(resource.kind)?.(resource) ?? []) {
      const first = new Map<string, Key>();
      for (const one of keys) {
        const { entry, at, key, what } = one;
        const other = first.get(key);
        if (other === undefined) {
          first.set(key, one);
          continue;
        }
        if (copies.has(entry)) continue;
        if (textOf(entry) === textOf(other.entry)) copies.add(entry);
        report({
          span: at.span, related: [{ resource, span: other.at.span, message: 'the first of them' }],
          ...(redundant
            ? { severity: 'warning', tags: ['unnecessary'], message: `This rule allows ${what} already, so this entry adds nothing. Delete it, or correct it if another port was meant.` }
            : { admission: 'rejected', ...codesFor(resource, entry, other.entry), message: `${what} is taken already in this list. The object is refused. Choose another one, or delete this entry.` }),
          fixes: () => {
            const edit = redundant ? deleteItem(entry) : undefined;
            return edit === undefined ? [] : [{ title: `Delete ${what}`, preferred: true, edits: [edit] }];
          },
        });
      }
    }
  },
});

/** Of one number with two protocols `istioctl` says more: it takes a ServiceEntry for two that contradict each other. */
function codesFor(resource: Resource, entry: Value, other: Value): Pick<Problem, 'codes'> {
  const [protocol, before] = [entry, other].map((one) => (one.at('protocol').exists ? one.at('protocol').string : '')?.toUpperCase());
  const sameNumber = entry.at('number').number === other.at('number').number;
  const isContradiction = resource.kind === serviceEntry && sameNumber && protocol !== undefined && before !== undefined && protocol !== before;
  return isContradiction ? { codes: ['IST0106', 'IST0177'] } : istioValidationCode(resource);
}

function textOf({ document, span }: Value): string {
  return document.text.slice(span.start, span.end).replace(/\s+/g, ' ').trim();
}

interface Key {
  readonly entry: Value;
  /** The place to mark. */
  readonly at: Value;
  /** Equal for entries that cannot stand side by side. */
  readonly key: string;
  readonly what: string;
}

interface PortList {
  readonly keys: readonly Key[];
  /** The second entry does no harm. */
  readonly redundant: boolean;
}

const lists: ReadonlyMap<Kind, (resource: Resource) => readonly PortList[]> = new Map([
  [networkPolicy, (resource: Resource) => policyRules(resource).filter(({ inForce }) => inForce).map(({ ports }) => ({ redundant: true, keys: ports.items().flatMap(policyKey) }))],
  [service, ({ root }: Resource) => {
    const ports = root.at('spec', 'ports').items();
    return refused(ports.flatMap((entry) => transportKey(entry, 'port')), ports.flatMap((entry) => nameKey(entry, entry.at('name'))), ports.flatMap((entry) => transportKey(entry, 'nodePort')));
  }],
  [serviceEntry, ({ root }: Resource) => {
    const ports = root.at('spec', 'ports').items();
    return refused(ports.flatMap((entry) => nameKey(entry, entry.at('name'))), ports.flatMap((entry) => numberKey(entry, entry.at('number'))));
  }],
  [gateway, ({ root }: Resource) => refused(root.at('spec', 'servers').items().flatMap((server) => nameKey(server, server.at('port', 'name'))))],
  [sidecar, ({ root }: Resource) => ['egress', 'ingress'].map((side) => ({
    redundant: false, keys: root.at('spec', side).items().flatMap((listener) => listenerKey(listener)),
  }))],
]);

function refused(...keys: readonly (readonly Key[])[]): readonly PortList[] {
  return keys.map((list) => ({ keys: list, redundant: false }));
}

function nameKey(entry: Value, at: Value): readonly Key[] {
  const name = at.string;
  return name === undefined || name === '' ? [] : [{ entry, at, key: name, what: `The port name ${name}` }];
}

function numberKey(entry: Value, at: Value): readonly Key[] {
  return at.number === undefined ? [] : [{ entry, at, key: String(at.number), what: `Port ${at.number}` }];
}

/** A Sidecar's listeners share a port only where both are bound to a socket. Istio does not look at `bind` without a port. */
function listenerKey(listener: Value): readonly Key[] {
  const at = listener.at('port', 'number');
  const bind = listener.at('bind').string;
  if (!listener.at('port').exists) return [];
  if (bind?.startsWith('unix://') === true) return [{ entry: listener, at: listener.at('bind'), key: bind, what: `The socket ${bind}` }];
  return at.number === 0 ? [] : numberKey(listener, at);
}

function protocolOf(entry: Value): string | undefined {
  const protocol = entry.at('protocol');
  if (protocol.type === 'missing' || protocol.type === 'null' || protocol.scalar === '') return 'TCP';
  return protocol.string;
}

function transportKey(entry: Value, field: 'port' | 'nodePort'): readonly Key[] {
  const protocol = protocolOf(entry);
  const at = entry.at(field);
  if (protocol === undefined || at.number === undefined || at.number === 0) return [];
  return [{ entry, at, key: `${protocol}/${at.number}`, what: `${field === 'port' ? 'Port' : 'Node port'} ${at.number}/${protocol}` }];
}

/** The whole of an entry of a network policy; none where a part of it is unknown or wrong. */
function policyKey(entry: Value): readonly Key[] {
  const protocol = protocolOf(entry);
  const [port, endPort] = [entry.at('port'), entry.at('endPort')];
  const known = [port, endPort].every(({ type }) => type === 'missing' || type === 'null' || type === 'number' || type === 'string');
  if (entry.type !== 'map' || entry.hasUnknownEntries || protocol === undefined || !known) return [];
  const [first, last] = [port.scalar ?? '', endPort.scalar ?? port.scalar ?? ''];
  const what = first === '' ? `every port of ${protocol}` : `${protocol} port ${String(first)}${last === first ? '' : ` to ${String(last)}`}`;
  return [{ entry, at: port.exists ? port : entry, key: `${protocol}/${typeof first}/${String(first)}/${String(last)}`, what }];
}
