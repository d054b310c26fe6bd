// The named checks of a Gateway of the Gateway API (schemas/CONSTRAINTS.md).
import { parseAddress } from '../net/address.ts';
import type { Value } from '../yaml/value.ts';
import { lacks, repeatsIn, textOr } from './constraint.ts';
import type { Check, Refused } from './constraint.ts';

const hostname = /^(\*\.)?[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;

/** Whether the server reads an address in a text: it takes no leading zeros. */
export function isAddress(text: string): boolean {
  const read = parseAddress(text);
  return read.ok && !read.leadingZeros;
}

function address(one: Value): readonly Refused[] {
  const type = textOr(one.at('type'), 'IPAddress');
  const at = one.at('value');
  const text = at.string;
  if (text === undefined) return [];
  if (type === 'IPAddress' && text !== '' && !isAddress(text)) {
    const without = lacks(one, 'type') ? 'where type is absent, which means IPAddress; for a name write type: Hostname' : 'where type is IPAddress';
    return [{ at, reason: `must be an IPv4 or IPv6 address ${without}` }];
  }
  return type === 'Hostname' && !hostname.test(text) ? [{ at, reason: text === '' ? 'must be a host name where type is Hostname, or be left out' : 'must be a host name in lower case where type is Hostname' }] : [];
}

function addressesDiffer(addresses: Value): readonly Refused[] {
  const repeated = repeatsIn(addresses, (one) => {
    const type = textOr(one.at('type'), 'IPAddress');
    const text = one.at('value').string;
    return text === undefined || (type !== 'IPAddress' && type !== 'Hostname') ? undefined : `${type} ${text}`;
  });
  return repeated.map((one) => ({ at: one.at('value'), reason: 'cannot stand here twice: another address of the Gateway has the same type and value' }));
}

/** Where host names are not told apart; the same protocols, and HTTP, have no TLS settings. */
const withoutHost: readonly string[] = ['TCP', 'UDP'];

function listenerTls(listener: Value): readonly Refused[] {
  const protocol = listener.at('protocol').string;
  const tls = listener.at('tls');
  if (protocol === undefined) return [];
  if (protocol === 'TLS' && lacks(listener, 'tls')) return [{ at: listener.at('protocol'), reason: 'cannot be TLS without tls beside it: write tls with mode: Passthrough, or Terminate with certificates' }];
  if (tls.exists && (protocol === 'HTTP' || withoutHost.includes(protocol))) return [{ at: tls, reason: `must be left out where protocol is ${protocol}: write protocol: HTTPS or TLS, or remove it` }];
  const mode = tls.at('mode');
  return protocol === 'HTTPS' && mode.string === 'Passthrough' ? [{ at: mode, reason: 'must be Terminate where protocol is HTTPS: for TLS that is passed through write protocol: TLS' }] : [];
}

function listenerHostname(listener: Value): readonly Refused[] {
  const protocol = listener.at('protocol').string;
  const at = listener.at('hostname');
  return protocol !== undefined && withoutHost.includes(protocol) && at.exists ? [{ at, reason: `must be left out where protocol is ${protocol}, which has no host names` }] : [];
}

function isEmpty(value: Value): boolean {
  return !value.exists || (value.type === 'list' && value.items().length === 0) || (value.type === 'map' && !value.hasUnknownEntries && value.entries().length === 0);
}

function listenerCertificates(tls: Value): readonly Refused[] {
  const mode = tls.at('mode');
  if (textOr(mode, 'Terminate') !== 'Terminate' || tls.hasUnknownEntries || !isEmpty(tls.at('certificateRefs')) || !isEmpty(tls.at('options'))) return [];
  return [{ ...(mode.exists ? { at: mode } : {}), reason: `needs certificateRefs or options beside it where mode is ${mode.string !== undefined ? 'Terminate' : 'absent, which means Terminate'}` }];
}

function listenersDiffer(listeners: Value): readonly Refused[] {
  const repeated = repeatsIn(listeners, (one) => {
    const [port, protocol, host] = [one.at('port').number, one.at('protocol').string, one.at('hostname')];
    if (port === undefined || protocol === undefined || one.hasUnknownEntries || (host.exists && host.string === undefined)) return undefined;
    return JSON.stringify([port, protocol, host.string ?? null]);
  });
  return repeated.map((one) => ({ at: one.at('port'), reason: 'cannot be that of two listeners with the same protocol and hostname: another one has all three' }));
}

export const gatewayConstraints: Readonly<Record<string, Check>> = {
  'gateway-address': address,
  'gateway-addresses-differ': addressesDiffer,
  'listener-certificates': listenerCertificates,
  'listener-hostname': listenerHostname,
  'listener-tls': listenerTls,
  'listeners-differ': listenersDiffer,
};
