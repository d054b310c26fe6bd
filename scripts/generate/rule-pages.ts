/** The pages about the rules, and their index. */
import { peerCode } from '../../server/src/engine/index.ts';
import type { Example, RuleFacts } from './facts.ts';
import { generatedNote, table } from './markdown.ts';

/** The page of one rule, `docs/rules/<id>.md`. */
export function rulePage(facts: RuleFacts): string {
  const { rule } = facts;
  return [
    generatedNote,
    `# ${rule.title}`,
    [`\`${rule.id}\``, severityNote(facts), ...(rule.offByDefault === true ? ['off unless its level is set'] : []), ...(rule.fixable === true ? ['offers fixes'] : []), `since ${rule.since}`].join(' · '),
    ...notes(facts),
    rule.docs.trim(),
    ...(facts.bad === undefined ? [] : ['## Example', 'Carets mark the findings, each with the start or the heart of its message.', example(facts.bad)]),
    ...(facts.good === undefined ? [] : ['Without findings:', example(facts.good)]),
    '## Silence it',
    `Everywhere: the setting [\`egress.rules.${rule.id}\`](../settings.md#rules) or \`egress-lint --rule ${rule.id}=off\`. In one place:`,
    `\`\`\`yaml\n# egress-lint-disable-next-line ${rule.id} -- the reason\n\`\`\``,
    '[All rules](README.md)',
  ].join('\n\n') + '\n';
}

function severityNote({ rule, severities }: RuleFacts): string {
  const others = severities.filter((severity) => severity !== rule.severity);
  return others.length === 0 ? rule.severity : `${rule.severity}; ${others.join(' or ')} in some places`;
}

function notes({ rule, admissions, kinds }: RuleFacts): readonly string[] {
  const [rejected, warned] = [admissions.includes('rejected'), admissions.includes('warned')];
  const admission = rejected && warned ? 'The cluster refuses or warns of some of these manifests when they are applied.'
    : rejected ? 'The cluster refuses such a manifest when it is applied, where the message says so.'
      : warned ? 'The cluster warns of it when the manifest is applied, where the message says so.' : undefined;
  return [
    ...(kinds.length === 0 ? [] : [`Found in ${listed(kinds)}.`]),
    ...(admission === undefined ? [] : [admission]),
    ...(rule.codes === undefined || rule.codes.length === 0 ? [] : [`Other tools call it ${listed(rule.codes.map(codeText))}.`]),
  ];
}

/** A code with its name: `IST0101` (ReferencedResourceNotFound). */
function codeText(code: string): string {
  const name = peerCode(code)?.name;
  return `\`${code}\`${name === undefined ? '' : ` (${name})`}`;
}

function example({ files, options }: Example): string {
  const several = Object.keys(files).length > 1;
  const options_ = Object.keys(options).length === 0 ? [] : [`With the options \`${JSON.stringify(options)}\`:`];
  return [...options_, ...Object.entries(files).map(([name, text]) => `${several ? `\`${name}\`\n\n` : ''}\`\`\`yaml\n${text.trimEnd()}\n\`\`\``)].join('\n\n');
}

const families: Readonly<Record<string, string>> = {
  cidr: 'Address ranges', port: 'Ports and protocols', networkpolicy: 'Network policies', overlap: 'Policies that overlap', selector: 'Selectors',
  reference: 'References between resources', chain: 'The way out through a gateway', gateway: 'Gateways', gatewayapi: 'Gateway API', service: 'Services', resource: 'Resources',
  virtualservice: 'VirtualServices', destinationrule: 'DestinationRules', serviceentry: 'ServiceEntries', sidecar: 'Sidecars',
  authz: 'Authorization policies', ambient: 'Ambient mode', host: 'Hosts', istio: 'Istio, several kinds',
  metadata: 'Names and labels', structure: 'Structure', yaml: 'YAML and comments',
};

/** The index of all pages, `docs/rules/README.md`. */
export function ruleIndex(all: readonly RuleFacts[]): string {
  const names = [...new Set(all.map(({ family }) => family))].sort((a, b) => order(a) - order(b));
  return [
    generatedNote,
    '# Rules',
    'The severity is that of most findings of a rule; some places and cluster versions have another. A setting of the same name, and `--rule` on the command line, override it. ✎ marks rules that offer fixes; “off” those that speak only where their level is set.',
    ...names.flatMap((family) => [
      `## ${families[family] ?? family}`,
      table(['Rule', 'Finds', 'Severity', ''], all.filter((one) => one.family === family).map(({ rule }) => [`[\`${rule.id}\`](${rule.id}.md)`, rule.title, rule.offByDefault === true ? `off (${rule.severity})` : rule.severity, rule.fixable === true ? '✎' : ''])),
    ]),
  ].join('\n\n') + '\n';
}

function order(family: string): number {
  const place = Object.keys(families).indexOf(family);
  return place < 0 ? Object.keys(families).length : place;
}

function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1) ?? ''}`;
}
