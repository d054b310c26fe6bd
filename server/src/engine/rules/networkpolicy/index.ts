// The rules of this family, sorted by id. A rule is listed here once; nothing else needs to know it.
import type { Rule } from '../../model/rule.ts';
import { npAllowAllEgress } from './np-allow-all-egress.ts';
import { npDirectionNotEnforced } from './np-direction-not-enforced.ts';
import { npDnsBlocked } from './np-dns-blocked.ts';
import { npDnsNodeLocal } from './np-dns-node-local.ts';
import { npDnsOneProtocol } from './np-dns-one-protocol.ts';
import { npEgressDenyAll } from './np-egress-deny-all.ts';
import { npEmptyEgressNotEnforced } from './np-empty-egress-not-enforced.ts';
import { npEmptyPorts } from './np-empty-ports.ts';
import { npEmptyTo } from './np-empty-to.ts';
import { npImplicitIngressIsolation } from './np-implicit-ingress-isolation.ts';
import { npNullPort } from './np-null-port.ts';
import { npNullRule } from './np-null-rule.ts';
import { npNullSelector } from './np-null-selector.ts';
import { npPolicytypesMissing } from './np-policytypes-missing.ts';
import { npSplitPeer } from './np-split-peer.ts';
import { npSplitRule } from './np-split-rule.ts';
import { peerEmpty } from './peer-empty.ts';
import { peerIpblockMixed } from './peer-ipblock-mixed.ts';
import { policytypesDuplicate } from './policytypes-duplicate.ts';
import { policytypesInvalid } from './policytypes-invalid.ts';

export const networkpolicyRules: readonly Rule[] = [
  npAllowAllEgress,
  npDirectionNotEnforced,
  npDnsBlocked,
  npDnsNodeLocal,
  npDnsOneProtocol,
  npEgressDenyAll,
  npEmptyEgressNotEnforced,
  npEmptyPorts,
  npEmptyTo,
  npImplicitIngressIsolation,
  npNullPort,
  npNullRule,
  npNullSelector,
  npPolicytypesMissing,
  npSplitPeer,
  npSplitRule,
  peerEmpty,
  peerIpblockMixed,
  policytypesDuplicate,
  policytypesInvalid,
];
