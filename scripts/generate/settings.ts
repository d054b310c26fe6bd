/** The settings, as the extension's manifest declares them and as a page tells of them. */
import { ruleDocsUrl } from '../../server/src/engine/index.ts';
import { ruleLevels, settings, settingsSection, type SettingDeclaration } from '../../server/src/protocol/settings.ts';
import type { RuleFacts } from './facts.ts';
import { generatedNote, table } from './markdown.ts';

interface Section {
  readonly title: string;
  readonly order: number;
  readonly properties: Readonly<Record<string, unknown>>;
}

const general = 'Egress Manifests';
const ofRules = 'Rules';

/** The text of package.json with the sections of our settings set anew. Sections of other titles stay as they are. */
export function withSettings(manifest: string, rules: readonly RuleFacts[]): string {
  const parsed = JSON.parse(manifest) as { contributes?: { configuration?: readonly { readonly title?: string }[] } };
  const print = (): string => `${JSON.stringify(parsed, undefined, 2)}\n`;
  if (print() !== manifest) throw new Error('package.json is not written as npm writes it (two blanks, a line break at the end)');
  const others = parsed.contributes?.configuration?.filter(({ title }) => title !== general && title !== ofRules) ?? [];
  parsed.contributes = { ...parsed.contributes, configuration: [generalSection(), ruleSection(rules), ...others] };
  return print();
}

function declared(): readonly (readonly [string, SettingDeclaration])[] {
  return Object.entries(settings);
}

function generalSection(): Section {
  return { title: general, order: 1, properties: Object.fromEntries(declared().map(([key, setting], index) => [`${settingsSection}.${key}`, property(setting, index + 1)])) };
}

function property({ type, default: usual, description, values, pattern, minimum, scope }: SettingDeclaration, order: number): unknown {
  return {
    type,
    ...(type === 'array' ? { items: { type: 'string' } } : {}),
    default: usual,
    ...(values === undefined ? {} : { enum: Object.keys(values), markdownEnumDescriptions: Object.values(values) }),
    ...(pattern === undefined ? {} : { pattern: pattern.expression, patternErrorMessage: pattern.message }),
    ...(minimum === undefined ? {} : { minimum }),
    scope,
    markdownDescription: description,
    order,
  };
}

function ruleSection(rules: readonly RuleFacts[]): Section {
  return {
    title: ofRules,
    order: 2,
    properties: Object.fromEntries(rules.map(({ rule }, index) => [`${settingsSection}.rules.${rule.id}`, {
      type: 'string',
      default: 'default',
      enum: Object.keys(ruleLevels),
      enumDescriptions: Object.values(ruleLevels),
      scope: 'resource',
      markdownDescription: `${rule.title} (${rule.offByDefault === true ? 'off by default' : rule.severity}). [What it finds](${ruleDocsUrl(rule.id)})`,
      order: index + 1,
    }])),
  };
}

/** The page about the settings, `docs/settings.md`. */
export function settingsPage(rules: readonly RuleFacts[]): string {
  return [
    generatedNote,
    '# Settings',
    table(['Setting', 'Default', 'What it does'], declared().map(([key, setting]) => [`\`${settingsSection}.${key}\``, `\`${JSON.stringify(setting.default)}\``, told(setting)])),
    '## Rules',
    `Each rule has a setting \`${settingsSection}.rules.<id>\` with one of these levels. A level overrides the severity at every place; what a message says of the cluster's answer stays.`,
    table(['Level', 'Meaning'], Object.entries(ruleLevels).map(([level, meaning]) => [`\`${level}\``, meaning])),
    table(['Setting', 'Rule', 'Severity'], rules.map(({ rule }) => [`\`${settingsSection}.rules.${rule.id}\``, `[${rule.title}](rules/${rule.id}.md)`, rule.offByDefault === true ? `off (${rule.severity})` : rule.severity])),
  ].join('\n\n') + '\n';
}

function told({ description, values }: SettingDeclaration): string {
  return [description, ...Object.entries(values ?? {}).map(([value, meaning]) => `\`${value}\`: ${meaning}`)].join('<br>');
}
