// A single address (`ip`), or an address or host name (`address`).
import { describeCidrValue } from '../hover/cidr.ts';
import { describeHost } from './host.ts';
import type { Meaning } from './meaning.ts';

export const address: Meaning = {
  describe: (place, dialect, lookup) => describeCidrValue(place.value, dialect === 'endpoint' || dialect === 'bind' ? 'istio-ip' : 'legacy-ip')
    ?? (dialect === 'endpoint' ? describeHost(place, dialect, lookup) : undefined),
};
