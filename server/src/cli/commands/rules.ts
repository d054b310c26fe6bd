import picocolors from 'picocolors';
import { peerCode, ruleDocsUrl, rules } from '../../engine/index.ts';
import type { PeerCode, Rule } from '../../engine/index.ts';
import { unknownRule } from '../arguments.ts';
import type { Format } from '../arguments.ts';
import { renderMarkdown } from '../format/markdown.ts';
import { wantsColor } from '../io.ts';
import type { Io } from '../io.ts';
import { helpText } from '../options.ts';
import { exitCodes } from './command.ts';

const widestText = 100;
/** A code that stands for more rules than these gets their titles, not all their texts. */
const explainedAtOnce = 3;

export function showHelp(io: Io): number {
  io.stdout.write(helpText(picocolors.createColors(wantsColor(io, io.stdout)).bold));
  return exitCodes.clean;
}

export function listRules(format: Format, io: Io): number {
  io.stdout.write(format === 'json' ? rulesJson() : rulesTable(rules, io));
  return exitCodes.clean;
}

function rulesJson(): string {
  const described = rules.map(({ id, title, severity, since, codes, fixable }) => ({
    id, title, severity, since, codes: codes ?? [], fixable: fixable === true, docs: ruleDocsUrl(id),
  }));
  return `${JSON.stringify({ rules: described }, undefined, 2)}\n`;
}

function rulesTable(rules: readonly Rule[], io: Io): string {
  const colors = picocolors.createColors(wantsColor(io, io.stdout));
  const width = Math.max(...rules.map(({ id }) => id.length));
  const lines = rules.map(({ id, severity, title, codes }) => {
    const also = codes === undefined || codes.length === 0 ? '' : colors.dim(` (${codes.join(', ')})`);
    return `${colors.bold(id.padEnd(width))}  ${severity.padEnd('information'.length)}  ${title}${also}`;
  });
  return [...lines, '', colors.dim('egress-lint --explain <rule> says more.'), ''].join('\n');
}

/** Prints what there is to know about a rule. Another tool's code stands for every rule that finds the same. */
export function explainRule(asked: string, io: Io): number {
  const code = peerCode(asked);
  const found = code === undefined ? rules.filter((rule) => rule.id === asked.toLowerCase()) : rules.filter((rule) => rule.codes?.includes(code.code) === true);
  if (found.length === 0 && code === undefined) {
    io.stderr.write(`egress-lint: ${unknownRule(asked)}\n`);
    return exitCodes.trouble;
  }
  const texts = found.length > explainedAtOnce ? [rulesTable(found, io)] : found.map((rule) => explanation(rule, io));
  io.stdout.write([...(code === undefined ? [] : [codeText(code, found.length, io)]), ...texts].join('\n'));
  return exitCodes.clean;
}

/** What another tool calls a finding, and how many rules stand for it. */
function codeText({ code, name, tool, without }: PeerCode, count: number, io: Io): string {
  const colors = picocolors.createColors(wantsColor(io, io.stdout));
  const here = count === 0 ? `No rule stands for it here.${without === undefined ? '' : ` ${without}`}` : count === 1 ? 'One rule finds it here:' : `${count} rules find it here:`;
  return `${colors.bold(code)} is ${name} of ${tool}. ${here}\n`;
}

function explanation({ id, title, severity, codes, fixable, docs }: Rule, io: Io): string {
  const colors = picocolors.createColors(wantsColor(io, io.stdout));
  const width = Math.min(io.stdout.columns ?? widestText, widestText);
  const facts = [
    severity,
    ...(fixable === true ? ['fixable in the editor'] : []),
    ...(codes === undefined || codes.length === 0 ? [] : [`also known as ${codes.join(', ')}`]),
  ];
  return [
    `${colors.bold(id)}: ${title}`, colors.dim(facts.join(', ')), '',
    renderMarkdown(docs, { bold: colors.bold, code: wantsColor(io, io.stdout) ? colors.cyan : (text) => `\`${text}\`` }, width), '',
    colors.dim(ruleDocsUrl(id)), '',
  ].join('\n');
}
