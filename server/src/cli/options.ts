// The options of `egress-lint`. Parsing, help and "did you mean" all follow from this table.
import { meshOptionSpecs } from './mesh-options.ts';
import type { OptionForm } from './read-options.ts';

export interface OptionSpec extends OptionForm {
  readonly repeatable?: boolean;
  readonly group: 'Output' | 'Checks' | 'Manifests' | 'Istio' | 'Rules' | 'Other';
  /** Lines of help. */
  readonly help: readonly string[];
}

export const optionSpecs: readonly OptionSpec[] = [
  { name: 'format', short: 'f', value: 'FORMAT', group: 'Output', help: ['pretty (default), json, sarif or github'] },
  { name: 'fail-on', value: 'SEVERITY', group: 'Checks', help: ['Exit 1 at findings of this severity or above:', 'error (default), warning, information, hint or never'] },
  { name: 'rule', value: 'ID=LEVEL', repeatable: true, group: 'Checks', help: ['Level of a rule: off, hint, information, warning, error,', 'or default (repeatable)'] },
  { name: 'kubernetes-version', value: 'VERSION', group: 'Manifests', help: ['The cluster they are for, such as 1.35 (default: the newest known)'] },
  { name: 'namespace', short: 'n', value: 'NAME', group: 'Manifests', help: ['Namespace of manifests that name none'] },
  { name: 'complete', group: 'Manifests', help: ['All manifests of the cluster are given: what is referred to', 'and not among them is missing'] },
  { name: 'network-plugin', value: 'NAME', group: 'Manifests', help: ['What enforces the policies, such as cilium: what it does', 'not implement is pointed out'] },
  { name: 'dual-stack', group: 'Manifests', help: ['Nodes and pods have addresses of both families'] },
  { name: 'pod-ranges', value: 'CIDR,…', repeatable: true, group: 'Manifests', help: ['Ranges of the cluster\'s pods (repeatable)'] },
  { name: 'service-ranges', value: 'CIDR,…', repeatable: true, group: 'Manifests', help: ['Ranges of the cluster\'s Services (repeatable)'] },
  { name: 'protect-metadata', group: 'Manifests', help: ['Pods must not reach the metadata service of the cloud'] },
  { name: 'node-local-dns', group: 'Manifests', help: ['DNS goes through NodeLocal DNSCache'] },
  ...meshOptionSpecs.map((spec) => ({ ...spec, group: 'Istio' as const })),
  { name: 'list-rules', group: 'Rules', help: ['List the rules (with --format json too)'] },
  { name: 'explain', value: 'RULE', group: 'Rules', help: ['Explain a rule, by its id or by another tool\'s code (IST0101)'] },
  { name: 'version', short: 'V', group: 'Other', help: ['Print the version'] },
  { name: 'help', short: 'h', group: 'Other', help: ['Print this help'] },
];

const groupTitles: readonly OptionSpec['group'][] = ['Output', 'Checks', 'Manifests', 'Istio', 'Rules', 'Other'];

const examples: readonly (readonly [command: string, meaning: string])[] = [
  ['egress-lint', 'everything below the current folder'],
  ['egress-lint k8s/ istio/gateway.yaml', 'a folder and a file, as one workspace'],
  ['egress-lint \'apps/**/*.yaml\'', 'a pattern (quoted: the shell leaves it alone)'],
  ['kubectl kustomize . | egress-lint -', 'standard input'],
  ['egress-lint --rule unknown-field=warning .', 'another level for a rule'],
  ['egress-lint -f sarif . > egress.sarif', 'for code scanning'],
  ['egress-lint trace https://api.example.com .', 'the way of a request out of the mesh'],
];

/** The text of `--help`. */
export function helpText(heading: (text: string) => string): string {
  const usage = optionSpecs.map(usageOf);
  const width = Math.max(...usage.map((text) => text.length), ...examples.map(([command]) => command.length));
  const row = (left: string, right: string): string => `  ${left.padEnd(width)}  ${right}`.trimEnd();
  const options = groupTitles.flatMap((group) => [
    '', heading(`${group}:`),
    ...optionSpecs.filter((spec) => spec.group === group).flatMap((spec) => spec.help.map((line, index) => row(index === 0 ? usageOf(spec) : '', line))),
  ]);
  return [
    'Finds mistakes in Kubernetes NetworkPolicy and Istio egress manifests.',
    '', heading('Usage:'), '  egress-lint [options] [files, folders or globs…]',
    '',
    'All paths form one workspace, in which references are looked up. Without a path',
    'it is the current folder; - is standard input. Folders are searched for .yaml,',
    '.yml and .json, without what .gitignore names; a file given by name is always read.',
    ...options,
    '', heading('Exit codes:'),
    row('0', 'nothing found at or above --fail-on'), row('1', 'something found'), row('2', 'wrong usage, or input that cannot be opened or is not text'),
    '', heading('Examples:'),
    ...examples.map(([command, meaning]) => row(command, meaning)),
    '',
  ].join('\n');
}

function usageOf({ name, short, value }: OptionSpec): string {
  return `${short === undefined ? '    ' : `-${short}, `}--${name}${value === undefined ? '' : ` ${value}`}`;
}
