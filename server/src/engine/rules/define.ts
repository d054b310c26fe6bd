import type { DocumentRule, GroupRule, ReferenceRule, ResourceRule } from '../model/rule.ts';

type Unscoped<R> = Omit<R, 'scope'>;

/** Declares a rule about the text of one document. */
export function documentRule(rule: Unscoped<DocumentRule>): DocumentRule {
  return { ...rule, scope: 'document' };
}

/** Declares a rule that needs nothing but one resource. */
export function resourceRule(rule: Unscoped<ResourceRule>): ResourceRule {
  return { ...rule, scope: 'resource' };
}

/** Declares a rule about a resource in the light of others. */
export function referenceRule(rule: Unscoped<ReferenceRule>): ReferenceRule {
  return { ...rule, scope: 'reference' };
}

/** Declares a rule about resources that share a key of an index. */
export function groupRule(rule: Unscoped<GroupRule>): GroupRule {
  return { ...rule, scope: 'group' };
}
