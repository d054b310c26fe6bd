// What a manifest says of the mesh: a ConfigMap with the MeshConfig that istiod reads, or an IstioOperator that writes one.
import { configMap, istioOperator } from '../kinds/targets.ts';
import { perResource } from '../model/memo.ts';
import type { Resource } from '../model/resource.ts';
import { parseDocument } from '../yaml/document.ts';
import type { Step, Value } from '../yaml/value.ts';

/** What is read of a MeshConfig, with where it stands there. */
const paths = {
  rootNamespace: ['rootNamespace'],
  outboundTrafficPolicy: ['outboundTrafficPolicy', 'mode'],
  dnsCapture: ['defaultConfig', 'proxyMetadata', 'ISTIO_META_DNS_CAPTURE'],
  serviceExportTo: ['defaultServiceExportTo'],
  virtualServiceExportTo: ['defaultVirtualServiceExportTo'],
  destinationRuleExportTo: ['defaultDestinationRuleExportTo'],
} as const satisfies Readonly<Record<string, readonly Step[]>>;

export type MeshField = keyof typeof paths;

const fields = Object.keys(paths) as readonly MeshField[];

/** Istio's own defaults (`DefaultMeshConfig`), as texts; a list has commas. */
export const meshDefaults: Readonly<Record<MeshField, string>> = {
  rootNamespace: 'istio-system', outboundTrafficPolicy: 'ALLOW_ANY', dnsCapture: 'false',
  serviceExportTo: '*', virtualServiceExportTo: '*', destinationRuleExportTo: '*',
};

/** What somebody says, but what it is is not known. */
const unknown = '?';

/** What one manifest says, as texts. A field that it says nothing of is absent. */
export type MeshStatement = Readonly<Partial<Record<MeshField, string>>>;

/** What a ConfigMap or IstioOperator says of the mesh; `undefined` where it is none of these, or not about the mesh. */
export const meshStatement = perResource((resource: Resource): MeshStatement | undefined => {
  if (resource.kind === istioOperator) return readOperator(resource);
  return resource.kind === configMap && isConfigName(resource.name) ? readConfigMap(resource) : undefined;
});

/** `istio`, or `istio-` and the revision of a control plane. */
export function isConfigName(name: string | undefined): boolean {
  return name === 'istio' || name?.startsWith('istio-') === true;
}

/** The MeshConfig is YAML in a text. One that cannot be read may say anything. */
function readConfigMap({ root, entry }: Resource): MeshStatement | undefined {
  const text = root.at('data', 'mesh');
  if (!text.exists) return undefined;
  const config = text.string === undefined || entry.document.partial ? undefined : readText(text.string);
  return config === undefined ? allUnknown : statement([config], meshDefaults);
}

function readText(text: string): Value | undefined {
  const { problems, templated, root } = parseDocument(text);
  return problems.length === 0 && !templated && (root.type === 'map' || text.trim() === '') ? root : undefined;
}

const allUnknown: MeshStatement = Object.fromEntries(fields.map((field) => [field, unknown]));

/** The MeshConfig of an operator is merged over that of its Helm values. */
function readOperator({ root, entry }: Resource): MeshStatement {
  if (entry.document.partial) return allUnknown;
  const spec = root.at('spec');
  return statement([spec.at('meshConfig'), spec.at('values', 'meshConfig')], entry.isPatch ? {} : operatorDefaults(spec));
}

/** What counts where an operator's MeshConfig says nothing. */
function operatorDefaults(spec: Value): MeshStatement {
  const profile = spec.at('profile');
  // No control plane, but gateways that are installed on their own.
  if (profile.string === 'empty') return {};
  const home = [spec.at('namespace'), spec.at('values', 'global', 'istioNamespace')].find(({ exists }) => exists);
  return {
    ...meshDefaults,
    ...(home === undefined ? {} : { rootNamespace: home.string ?? unknown }),
    // The profile `preview` turns it on.
    ...(profile.type === 'unknown' || profile.string === 'preview' ? { dnsCapture: unknown } : {}),
  };
}

function statement(configs: readonly Value[], otherwise: MeshStatement): MeshStatement {
  return Object.fromEntries(fields.flatMap((field) => {
    const text = configs.map((config) => textIn(config, paths[field])).find((one) => one !== undefined) ?? otherwise[field];
    return text === undefined ? [] : [[field, text] as const];
  }));
}

/** The text at a place, a list's with commas; `undefined` where nothing is written. */
function textIn(config: Value, path: readonly Step[]): string | undefined {
  let value = config;
  for (const step of path) {
    const inner = value.at(step);
    if (!inner.exists && mayHold(value, step)) return unknown;
    value = inner;
  }
  return textOf(value);
}

/** Whether a field that is not written here may be there all the same. A policy without a mode has the zero value of the enumeration. */
function mayHold(value: Value, step: Step): boolean {
  return value.type === 'unknown' || value.hasUnknownEntries || (step === 'mode' && value.type === 'map');
}

function textOf(value: Value): string | undefined {
  if (!value.exists || value.type === 'null') return undefined;
  if (value.type !== 'list') return value.string ?? unknown;
  const texts = value.items().flatMap((item) => item.string ?? []);
  if (texts.length < value.items().length) return unknown;
  return texts.length === 0 ? undefined : texts.join(',');
}

/** Whether a text that somebody says of a field can be read. */
export function isKnownText(text: string | undefined): text is string {
  return text !== undefined && text !== unknown;
}
