import { defaultOptions, rules, understandCidr } from '../engine/index.ts';
import type { LintOptions, RuleLevel } from '../engine/index.ts';
import { ruleLevels, settings } from '../protocol/index.ts';
import type { SettingDeclaration, Settings } from '../protocol/index.ts';

type Declarations = typeof settings;
type Key = Exclude<keyof Declarations, 'trace.server'>;

/** The rules that say what a schema says, and that another schema validator would say as well. */
const schemaRules = ['unknown-field', 'missing-field', 'wrong-type', 'invalid-value'];

/** Reads the section `egress` as a client gives it. What is missing or of the wrong type counts as its default. */
export function readSettings(section: unknown): Settings {
  const values = isRecord(section) ? section : {};
  const read = (key: Key): unknown => {
    const value = values[key];
    return fits(settings[key], value) ? value : settings[key].default;
  };
  return {
    kubernetesVersion: String(read('kubernetesVersion')).trim(),
    namespace: String(read('namespace')).trim(),
    workspaceIsComplete: read('workspaceIsComplete') === true,
    clusterDomain: String(read('clusterDomain')).trim(),
    rootNamespace: String(read('rootNamespace')).trim(),
    networkPlugin: String(read('networkPlugin')),
    dualStack: read('dualStack') === true,
    podRanges: strings(read('podRanges')),
    serviceRanges: strings(read('serviceRanges')),
    protectMetadata: read('protectMetadata') === true,
    nodeLocalDns: read('nodeLocalDns') === true,
    scope: read('scope') === 'openFiles' ? 'openFiles' : 'workspace',
    exclude: strings(read('exclude')),
    maxFiles: Number(read('maxFiles')),
    schemaChecks: schemaChecksOf(read('schemaChecks')),
    rules: readLevels(values),
  };
}

function schemaChecksOf(value: unknown): Settings['schemaChecks'] {
  return value === 'on' || value === 'off' ? value : 'auto';
}

function fits(declaration: SettingDeclaration, value: unknown): boolean {
  switch (declaration.type) {
    case 'array':
      return Array.isArray(value);
    case 'number':
      return typeof value === 'number' && value >= (declaration.minimum ?? -Infinity);
    case 'string':
      // YAML and Lua clients write a version as a number.
      return typeof value === 'number' || (typeof value === 'string' && (declaration.values === undefined || Object.hasOwn(declaration.values, value)));
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
  const minor = /^v?1\.(\d{1,2})/.exec(of.kubernetesVersion)?.[1];
  return {
    ...defaultOptions,
    kubernetesMinor: minor === undefined ? defaultOptions.kubernetesMinor : Number(minor),
    workspaceIsComplete: of.workspaceIsComplete,
    clusterDomain: of.clusterDomain === '' ? defaultOptions.clusterDomain : of.clusterDomain,
    rootNamespace: of.rootNamespace === '' ? defaultOptions.rootNamespace : of.rootNamespace,
    networkPlugin: of.networkPlugin,
    dualStack: of.dualStack,
    podRanges: of.podRanges,
    serviceRanges: of.serviceRanges,
    protectMetadata: of.protectMetadata,
    nodeLocalDns: of.nodeLocalDns,
    ...(of.namespace === '' ? {} : { namespace: of.namespace }),
    // The levels have been checked when they were read.
    rules: { ...yielded, ...(of.rules as Readonly<Record<string, RuleLevel>>) },
  };
}

/** What is set and means nothing, in words, so that a misspelling does not go unnoticed. */
export function doubtsAbout(of: Settings): readonly string[] {
  const unknownRules = Object.keys(of.rules).filter((id) => !rules.some((rule) => rule.id === id));
  const doubts = unknownRules.map((id) => `egress.rules.${id}: there is no rule of this name.`);
  if (of.kubernetesVersion !== '' && !/^v?1\.\d{1,2}(?:\.\d+)?$/.test(of.kubernetesVersion)) {
    doubts.push(`egress.kubernetesVersion: "${of.kubernetesVersion}" is not a version such as 1.34; the newest is assumed.`);
  }
  for (const key of ['podRanges', 'serviceRanges'] as const) {
    for (const text of of[key]) if (understandCidr(text) === undefined) doubts.push(`egress.${key}: "${text}" is not a range such as 10.244.0.0/16.`);
  }
  return doubts;
}

function strings(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
