// The rules of this family, sorted by id. A rule is listed here once; nothing else needs to know it.
import type { Rule } from '../../model/rule.ts';
import { hostBareWildcard } from './host-bare-wildcard.ts';
import { hostDottedShortName } from './host-dotted-short-name.ts';
import { hostHasSchemeOrPort } from './host-has-scheme-or-port.ts';
import { hostInvalid } from './host-invalid.ts';
import { hostIsAddress } from './host-is-address.ts';
import { hostPartialWildcard } from './host-partial-wildcard.ts';
import { hostShortName } from './host-short-name.ts';

export const hostRules: readonly Rule[] = [
  hostBareWildcard,
  hostDottedShortName,
  hostHasSchemeOrPort,
  hostInvalid,
  hostIsAddress,
  hostPartialWildcard,
  hostShortName,
];
