import { defaultOptions, kubernetesMinorOf, nearest, networkPlugins, newestKubernetesMinor, rules, understandCidr } from '../engine/index.ts';
import type { LintOptions, RuleLevel, Severity } from '../engine/index.ts';
import { readMeshOptions, readNamespace } from './mesh-options.ts';
import { optionSpecs } from './options.ts';
import { readOptions } from './read-options.ts';
import type { GivenOptions } from './read-options.ts';

export const formats = ['pretty', 'json', 'sarif', 'github'] as const;
export type Format = (typeof formats)[number];

export const failLevels = ['error', 'warning', 'information', 'hint', 'never'] as const;
export type FailLevel = Severity | 'never';

const ruleLevels: readonly RuleLevel[] = ['default', 'off', 'hint', 'information', 'warning', 'error'];
const oldestKubernetesMinor = 25;

/** What `egress-lint` is asked to do. */
export interface LintArguments {
  readonly paths: readonly string[];
  readonly format: Format;
  readonly failOn: FailLevel;
  readonly options: LintOptions;
  /** What to print instead of checking anything. */
  readonly instead?: 'help' | 'version' | 'list-rules' | { readonly explain: string };
  /** What is wrong with the arguments; the rest counts for nothing unless this is empty. */
  readonly problems: readonly string[];
}

export function parseArguments(args: readonly string[]): LintArguments {
  const given = readOptions(args, optionSpecs, (written) => `There is no option ${written}.`);
  const last = (name: string): string | undefined => given.values.get(name)?.at(-1);
  const { problems } = given;
  const namespace = readNamespace('namespace', last('namespace'), problems);
  const format = readChoice('--format', last('format') ?? 'pretty', formats, 'pretty', problems);
  const instead = insteadOf(given);
  if (typeof instead === 'object' && format !== 'pretty') problems.push(`--explain prints text only, not ${format}.`);
  if (instead === 'list-rules' && (format === 'sarif' || format === 'github')) problems.push(`--list-rules prints pretty or json, not ${format}.`);
  return {
    paths: given.positionals,
    format,
    failOn: readChoice('--fail-on', last('fail-on') ?? 'error', failLevels, 'error', problems),
    options: {
      ...defaultOptions,
      kubernetesMinor: readKubernetesVersion(last('kubernetes-version'), problems),
      ...(namespace === undefined ? {} : { namespace }),
      workspaceIsComplete: given.values.has('complete'),
      ...readCluster(given),
      ...readMeshOptions(given.values, problems),
      rules: readRuleLevels(given.values.get('rule') ?? [], problems),
    },
    ...(instead === undefined ? {} : { instead }),
    problems: instead === 'help' ? [] : problems,
  };
}

function insteadOf({ values }: GivenOptions): LintArguments['instead'] {
  for (const name of ['help', 'version', 'list-rules'] as const) if (values.has(name)) return name;
  const explain = values.get('explain')?.at(-1);
  return explain === undefined ? undefined : { explain };
}

function readChoice<T extends string>(option: string, text: string, choices: readonly T[], otherwise: T, problems: string[]): T {
  const found = choices.find((choice) => choice === text);
  if (found === undefined) problems.push(`${option} is one of ${choices.join(', ')}, not ${text}.${didYouMean(text, choices)}`);
  return found ?? otherwise;
}

/** What is said of the cluster's network. */
function readCluster({ values, problems }: GivenOptions): Pick<LintOptions, 'dualStack' | 'networkPlugin' | 'nodeLocalDns' | 'podRanges' | 'protectMetadata' | 'serviceRanges'> {
  const plugin = values.get('network-plugin')?.at(-1);
  return {
    networkPlugin: plugin === undefined ? '' : readChoice('--network-plugin', plugin, Object.keys(networkPlugins), '', problems),
    dualStack: values.has('dual-stack'),
    podRanges: readRanges('--pod-ranges', values.get('pod-ranges') ?? [], problems),
    serviceRanges: readRanges('--service-ranges', values.get('service-ranges') ?? [], problems),
    protectMetadata: values.has('protect-metadata'),
    nodeLocalDns: values.has('node-local-dns'),
  };
}

function readRanges(option: string, texts: readonly string[], problems: string[]): readonly string[] {
  const ranges = texts.flatMap((text) => text.split(',')).map((text) => text.trim());
  for (const range of ranges) if (understandCidr(range) === undefined) problems.push(`${option}: ${range === '' ? 'a range is empty' : `${range} is not a range such as 10.244.0.0/16`}.`);
  return ranges;
}

function readKubernetesVersion(text: string | undefined, problems: string[]): number {
  if (text === undefined) return newestKubernetesMinor;
  const minor = kubernetesMinorOf(text);
  if (minor !== undefined && minor >= oldestKubernetesMinor && minor <= newestKubernetesMinor) return minor;
  problems.push(`--kubernetes-version is 1.${oldestKubernetesMinor} to 1.${newestKubernetesMinor} (as 1.35 or v1.35.2), not ${text}.`);
  return newestKubernetesMinor;
}

function readRuleLevels(texts: readonly string[], problems: string[]): Readonly<Record<string, RuleLevel>> {
  const levels: Record<string, RuleLevel> = {};
  for (const text of texts) {
    const equals = text.indexOf('=');
    const id = equals < 0 ? text : text.slice(0, equals);
    const level = ruleLevels.find((one) => one === text.slice(equals + 1));
    if (!rules.some((rule) => rule.id === id)) problems.push(unknownRule(id));
    else if (equals < 0 || level === undefined) problems.push(`--rule ${text}: the level is one of ${ruleLevels.join(', ')}, as in --rule ${id}=warning.`);
    else levels[id] = level;
  }
  return levels;
}

export function unknownRule(id: string): string {
  if (/^(?:IST|KIA)\d+$/i.test(id)) return `There is no code ${id.toUpperCase()} that istioctl or Kiali is known to use.`;
  return `There is no rule ${id}.${didYouMean(id, rules.map((rule) => rule.id))} --list-rules lists all.`;
}

function didYouMean(word: string, candidates: readonly string[]): string {
  const meant = nearest(word, candidates);
  return meant === undefined ? '' : ` Did you mean ${meant}?`;
}
