// The rules of this family, sorted by id. A rule is listed here once; nothing else needs to know it.
import type { Rule } from '../../model/rule.ts';
import { vsBlockNotRead } from './vs-block-not-read.ts';
import { vsCorsInvalid } from './vs-cors-invalid.ts';
import { vsDelegateInvalid } from './vs-delegate-invalid.ts';
import { vsDestinationInvalid } from './vs-destination-invalid.ts';
import { vsDestinationRepeated } from './vs-destination-repeated.ts';
import { vsFaultInvalid } from './vs-fault-invalid.ts';
import { vsHeadersInvalid } from './vs-headers-invalid.ts';
import { vsHostConflict } from './vs-host-conflict.ts';
import { vsMatchIneffective } from './vs-match-ineffective.ts';
import { vsMatchInvalid } from './vs-match-invalid.ts';
import { vsMatchPortUnknown } from './vs-match-port-unknown.ts';
import { vsMirrorInvalid } from './vs-mirror-invalid.ts';
import { vsNoRoutes } from './vs-no-routes.ts';
import { vsNotExportedToGateway } from './vs-not-exported-to-gateway.ts';
import { vsOverlappingHosts } from './vs-overlapping-hosts.ts';
import { vsRedirectInvalid } from './vs-redirect-invalid.ts';
import { vsResponseInvalid } from './vs-response-invalid.ts';
import { vsRetriesInvalid } from './vs-retries-invalid.ts';
import { vsRewriteInvalid } from './vs-rewrite-invalid.ts';
import { vsRouteAction } from './vs-route-action.ts';
import { vsRuleAfterCatchAll } from './vs-rule-after-catch-all.ts';
import { vsRuleUnreachable } from './vs-rule-unreachable.ts';
import { vsSniNotInHosts } from './vs-sni-not-in-hosts.ts';
import { vsSourceMatchIgnored } from './vs-source-match-ignored.ts';
import { vsTlsMatch } from './vs-tls-match.ts';
import { vsWeightAlone } from './vs-weight-alone.ts';
import { vsWeights } from './vs-weights.ts';

export const virtualserviceRules: readonly Rule[] = [
  vsBlockNotRead,
  vsCorsInvalid,
  vsDelegateInvalid,
  vsDestinationInvalid,
  vsDestinationRepeated,
  vsFaultInvalid,
  vsHeadersInvalid,
  vsHostConflict,
  vsMatchIneffective,
  vsMatchInvalid,
  vsMatchPortUnknown,
  vsMirrorInvalid,
  vsNoRoutes,
  vsNotExportedToGateway,
  vsOverlappingHosts,
  vsRedirectInvalid,
  vsResponseInvalid,
  vsRetriesInvalid,
  vsRewriteInvalid,
  vsRouteAction,
  vsRuleAfterCatchAll,
  vsRuleUnreachable,
  vsSniNotInHosts,
  vsSourceMatchIgnored,
  vsTlsMatch,
  vsWeightAlone,
  vsWeights,
];
