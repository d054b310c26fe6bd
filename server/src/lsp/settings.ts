import { defaultOptions, kubernetesMinorOf, nameProblem, rules, understandCidr } from '../engine/index.ts';
import type { LintOptions, MeshConfigOptions, RuleLevel } from '../engine/index.ts';
import { ruleLevels, settings } from '../protocol/index.ts';
import type { SettingDeclaration, SettingKey, Settings } from '../protocol/index.ts';

/** The rules that say what a schema says, and that another schema validator would say as well. */
const schemaRules = ['unknown-field', 'missing-field', 'wrong-type', 'invalid-value'];

const keys = Object.keys(settings).filter((key): key is SettingKey => key !== 'trace.server');

/** Reads the section `egress` as a client gives it. What is missing or of the wrong type counts as its default. */
export function readSettings(section: unknown): Settings {
  const values = isRecord(section) ? section : {};
  const read = Object.fromEntries(keys.map((key) => [key, valueOf(settings[key], given(values, key))]));
  return { ...(read as Omit<Settings, 'rules'>), rules: readLevels(values) };
}

/** Of a key with a dot: as it stands, or as a member of an object. */
function given(values: Readonly<Record<string, unknown>>, key: string): unknown {
  if (Object.hasOwn(values, key)) return values[key];
  const [group = '', name] = key.split('.');
  const inner = values[group];
  return name !== undefined && isRecord(inner) ? inner[name] : undefined;
}

function valueOf(declaration: SettingDeclaration, value: unknown): unknown {
  // What was a switch once, and has a third position now.
  if (typeof value === 'boolean' && declaration.values?.['on'] !== undefined) return value ? 'on' : 'off';
  if (!fits(declaration, value)) return declaration.default;
  if (declaration.type === 'array') return strings(value);
  return declaration.type === 'string' ? String(value).trim() : value;
}

function fits(declaration: SettingDeclaration, value: unknown): boolean {
  switch (declaration.type) {
    case 'array':
      return Array.isArray(value);
    case 'number':
      return typeof value === 'number' && value >= (declaration.minimum ?? -Infinity);
    case 'string':
      if (declaration.values !== undefined) return typeof value === 'string' && Object.hasOwn(declaration.values, value);
      // YAML and Lua clients write a version as a number.
      return typeof value === 'number' || typeof value === 'string';
    case 'boolean':
      return typeof value === 'boolean';
  }
}

/** `rules` as an object, and `rules.<id>` as keys of their own. */
function readLevels(values: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> {
  const nested = isRecord(values['rules']) ? Object.entries(values['rules']) : [];
  const flat = Object.entries(values).filter(([key]) => key.startsWith('rules.')).map(([key, value]) => [key.slice('rules.'.length), value] as const);
  const levels: Record<string, string> = {};
  for (const [id, level] of [...nested, ...flat]) {
    if (typeof level === 'string' && Object.hasOwn(ruleLevels, level) && level !== 'default') levels[id] = level;
  }
  return levels;
}

/** What the engine is to know. `schemasElsewhere`: another extension checks the same files against schemas. */
export function lintOptions(of: Settings, schemasElsewhere: boolean): LintOptions {
  const yields = of.schemaChecks === 'off' || (of.schemaChecks === 'auto' && schemasElsewhere);
  const yielded = Object.fromEntries((yields ? schemaRules : []).map((id) => [id, 'off'] as const));
  return {
    ...namesakes(of),
    ...meshConfigOptions(of),
    kubernetesMinor: kubernetesMinorOf(of.kubernetesVersion) ?? defaultOptions.kubernetesMinor,
    ...(of.namespace === '' ? {} : { namespace: of.namespace }),
    // The levels have been checked when they were read.
    rules: { ...yielded, ...(of.rules as Readonly<Record<string, RuleLevel>>) },
  };
}

/** What a MeshConfig in the workspace says as well, where it is not set. */
function meshConfigOptions(of: Settings): MeshConfigOptions {
  const { 'istio.rootNamespace': rootNamespace, 'istio.outboundTrafficPolicy': policy, 'istio.dnsCapture': dnsCapture, 'istio.defaultExportTo': exportTo } = of;
  return {
    rootNamespace: rootNamespace === '' ? undefined : rootNamespace,
    outboundTrafficPolicy: policy === 'auto' ? undefined : policy,
    dnsCapture: dnsCapture === 'auto' ? undefined : dnsCapture === 'on',
    defaultExportTo: exportTo.length === 0 ? undefined : exportTo,
  };
}

/** The option that a setting is: of the same name, whatever group the setting is in. */
type OptionOf<Key extends SettingKey> = Key extends `istio.${infer Name}` ? Name : Key;
type Namesake = Exclude<Extract<OptionOf<SettingKey>, keyof LintOptions>, 'namespace' | keyof MeshConfigOptions>;

function optionOf(key: SettingKey): string {
  return key.slice(key.indexOf('.') + 1);
}

/** The settings that are options of the same name. What is empty counts as not set. */
function namesakes(of: Settings): Pick<LintOptions, Namesake> {
  const known = keys.filter((key) => Object.hasOwn(defaultOptions, optionOf(key)));
  return Object.fromEntries(known.map((key) => [optionOf(key), isEmpty(of[key]) ? settings[key].default : of[key]])) as unknown as Pick<LintOptions, Namesake>;
}

function isEmpty(value: unknown): boolean {
  return value === '' || (Array.isArray(value) && value.length === 0);
}

/** What is set and means nothing, in words, so that a misspelling does not go unnoticed. */
export function doubtsAbout(of: Settings): readonly string[] {
  const unknownRules = Object.keys(of.rules).filter((id) => !rules.some((rule) => rule.id === id));
  const doubts = unknownRules.map((id) => `egress.rules.${id}: there is no rule of this name.`);
  if (of.kubernetesVersion !== '' && kubernetesMinorOf(of.kubernetesVersion) === undefined) {
    doubts.push(`egress.kubernetesVersion: "${of.kubernetesVersion}" is not a version such as 1.34; the newest is assumed.`);
  }
  for (const key of ['namespace', 'istio.rootNamespace'] as const) if (of[key] !== '') doubts.push(...namespaceDoubts(key, [of[key]]));
  doubts.push(...namespaceDoubts('istio.ambientNamespaces', of['istio.ambientNamespaces']));
  doubts.push(...namespaceDoubts('istio.defaultExportTo', of['istio.defaultExportTo'].filter((one) => one !== '*' && one !== '.')));
  const domain = of['istio.clusterDomain'];
  if (domain !== '' && nameProblem(domain, 'subdomain') !== undefined) doubts.push(`egress.istio.clusterDomain: "${domain}" is not a domain name such as cluster.local.`);
  for (const host of of['istio.knownServices']) if (nameProblem(host.replace(/^\*\./, ''), 'subdomain') !== undefined) doubts.push(`egress.istio.knownServices: "${host}" is neither name.namespace nor a host.`);
  for (const key of ['podRanges', 'serviceRanges'] as const) {
    for (const text of of[key]) if (understandCidr(text) === undefined) doubts.push(`egress.${key}: "${text}" is not a range such as 10.244.0.0/16.`);
  }
  return doubts;
}

function namespaceDoubts(key: SettingKey, names: readonly string[]): readonly string[] {
  return names.filter((name) => nameProblem(name, 'dns-1123-label') !== undefined).map((name) => `egress.${key}: "${name}" is not the name of a namespace.`);
}

function strings(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
