// The rules of this family, sorted by id. A rule is listed here once; nothing else needs to know it.
import type { Rule } from '../../model/rule.ts';
import { sidecarEgressDuplicate } from './sidecar-egress-duplicate.ts';
import { sidecarEgressHostNotFound } from './sidecar-egress-host-not-found.ts';
import { sidecarEgressHostSyntax } from './sidecar-egress-host-syntax.ts';
import { sidecarEgressListener } from './sidecar-egress-listener.ts';
import { sidecarEgressProxyIgnored } from './sidecar-egress-proxy-ignored.ts';
import { sidecarEmpty } from './sidecar-empty.ts';
import { sidecarHidesCalledHost } from './sidecar-hides-called-host.ts';
import { sidecarHidesServiceEntry } from './sidecar-hides-service-entry.ts';
import { sidecarIngressListener } from './sidecar-ingress-listener.ts';
import { sidecarMultipleDefault } from './sidecar-multiple-default.ts';
import { sidecarRegistryOnlyImplicit } from './sidecar-registry-only-implicit.ts';
import { sidecarSelectorConflict } from './sidecar-selector-conflict.ts';

export const sidecarRules: readonly Rule[] = [
  sidecarEgressDuplicate,
  sidecarEgressHostNotFound,
  sidecarEgressHostSyntax,
  sidecarEgressListener,
  sidecarEgressProxyIgnored,
  sidecarEmpty,
  sidecarHidesCalledHost,
  sidecarHidesServiceEntry,
  sidecarIngressListener,
  sidecarMultipleDefault,
  sidecarRegistryOnlyImplicit,
  sidecarSelectorConflict,
];
