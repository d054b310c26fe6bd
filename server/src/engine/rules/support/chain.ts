import { virtualService } from '../../kinds/virtual-service.ts';
import type { ReferenceRule } from '../../model/rule.ts';
import { chainBreaks } from '../../chain/breaks.ts';
import type { ChainRule } from '../../chain/model.ts';
import { referenceRule } from '../define.ts';

/** Declares a rule that tells of one kind of break of the way out. The VirtualService shows the way; the finding stands where it is to be mended. */
export function chainRule(rule: Omit<ReferenceRule, 'scope' | 'kinds' | 'check' | 'id'> & { readonly id: ChainRule }): ReferenceRule {
  return referenceRule({
    ...rule, kinds: [virtualService],
    check(resource, lookup, report) {
      const breaks = chainBreaks(lookup, resource);
      // Most ways out are whole.
      if (breaks.length > 0) for (const { rule: id, at, problem } of breaks) if (id === rule.id) report(problem, at);
    },
  });
}
