// The engine's face: what the hosts (language server, command line, tests) may use. Exports only; nothing inside imports it.
export { createLinter } from './lint.ts';
export type { Linter } from './lint.ts';
export type { LocatedFinding, LocatedFix, Location } from './located.ts';
export type { Admission, Severity } from './model/finding.ts';
export { defaultOptions, newestKubernetesMinor } from './model/options.ts';
export type { LintOptions, RuleLevel } from './model/options.ts';
export type { Resource } from './model/resource.ts';
export type { Rule } from './model/rule.ts';
export type { OnRuleError } from './run-rules.ts';
export { rules } from './rules/index.ts';
export { checkedKinds, kinds } from './kinds/index.ts';
export type { Kind } from './model/kind.ts';
export type { Manifest } from './workspace/manifest.ts';
export type { Span } from './yaml/span.ts';
export { ruleDocsUrl } from './text/docs-url.ts';
export { nearest } from './text/nearest.ts';
