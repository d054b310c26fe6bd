import { serviceEntry } from '../../kinds/service-entry.ts';
import type { Index } from '../../model/rule.ts';
import { addressClaims } from '../../views/address-claims.ts';

/** ServiceEntries by the addresses and ports that they take, except for HTTP. */
export const serviceEntryByAddress: Index = {
  id: 'service-entry-by-address',
  kinds: [serviceEntry],
  keys: (resource) => addressClaims(resource).keys(),
};
