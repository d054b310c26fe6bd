import { outboundTrafficPolicies } from '../model/options.ts';
import type { LintOptions, OutboundTrafficPolicy } from '../model/options.ts';
import type { Resource } from '../model/resource.ts';
import type { Lookup } from '../model/rule.ts';
import { isKnownText, meshDefaults, meshStatement } from '../views/mesh-config.ts';
import type { MeshField } from '../views/mesh-config.ts';
import { meshConfigs, ofTheMesh } from '../workspace/indexes/mesh-configs.ts';

/**
 * What counts for the whole mesh, as far as it decides where traffic goes. Rules and traces ask here and not the options: what
 * the options say counts, then what the workspace says, then Istio's default. Each field is looked up when it is read.
 */
export interface MeshConfig {
  readonly rootNamespace: string;
  readonly outboundTrafficPolicy: OutboundTrafficPolicy;
  readonly dnsCapture: boolean;
  readonly ipAutoallocate: boolean;
  readonly scopeGatewayToNamespace: boolean;
  /** The namespaces that see what has no `exportTo`: `*`, `.` or names. */
  readonly defaultExportTo: {
    readonly services: readonly string[];
    readonly virtualServices: readonly string[];
    readonly destinationRules: readonly string[];
  };
  /** Whether the manifests say several things of a field, as two control planes may, or what cannot be read. */
  isDisputed(field: MeshField): boolean;
}

const kept = new WeakMap<Lookup, MeshConfig>();

export function meshConfig(lookup: Lookup): MeshConfig {
  let known = kept.get(lookup);
  if (known === undefined) kept.set(lookup, (known = createMeshConfig(lookup)));
  return known;
}

function createMeshConfig(lookup: Lookup): MeshConfig {
  const { options } = lookup;
  const texts = new Map<MeshField, Said>();
  const said = (field: MeshField): Said => {
    let known = texts.get(field);
    if (known === undefined) texts.set(field, (known = isWritten(options, field) ? nothingSaid : lookUp(lookup, field)));
    return known;
  };
  const textOf = (field: MeshField): string => said(field).text ?? meshDefaults[field];
  const namesIn = (field: MeshField): readonly string[] => options.defaultExportTo ?? textOf(field).split(',');
  return {
    get rootNamespace() { return options.rootNamespace ?? textOf('rootNamespace'); },
    get outboundTrafficPolicy() { return options.outboundTrafficPolicy ?? outboundTrafficPolicies.find((one) => one === textOf('outboundTrafficPolicy')) ?? 'ALLOW_ANY'; },
    get dnsCapture() { return options.dnsCapture ?? textOf('dnsCapture') === 'true'; },
    ipAutoallocate: options.ipAutoallocate,
    scopeGatewayToNamespace: options.scopeGatewayToNamespace,
    defaultExportTo: {
      get services() { return namesIn('serviceExportTo'); },
      get virtualServices() { return namesIn('virtualServiceExportTo'); },
      get destinationRules() { return namesIn('destinationRuleExportTo'); },
    },
    isDisputed: (field) => said(field).isDisputed,
  };
}

/** What the workspace says of a field, if it says one thing. */
interface Said {
  readonly text: string | undefined;
  readonly isDisputed: boolean;
}

const nothingSaid: Said = { text: undefined, isDisputed: false };

function isWritten(options: LintOptions, field: MeshField): boolean {
  return (field.endsWith('ExportTo') ? options.defaultExportTo : options[field as Exclude<MeshField, `${string}ExportTo`>]) !== undefined;
}

/** Most workspaces say nothing: that there is something is asked first, which costs next to nothing to remember. */
function lookUp(lookup: Lookup, field: MeshField): Said {
  if (!lookup.any(meshConfigs, ofTheMesh)) return nothingSaid;
  return lookup.part(meshConfigs, [ofTheMesh], {
    id: `mesh ${field}`,
    answer: ([manifests = []]) => together(manifests, field),
    isSame: (before, now) => before.text === now.text && before.isDisputed === now.isDisputed,
  });
}

function together(manifests: readonly Resource[], field: MeshField): Said {
  const texts = new Set(manifests.flatMap((one) => meshStatement(one)?.[field] ?? []));
  const [only] = texts;
  if (only === undefined) return nothingSaid;
  return texts.size === 1 && isKnownText(only) ? { text: only, isDisputed: false } : { text: undefined, isDisputed: true };
}
