import { virtualService } from '../../kinds/virtual-service.ts';
import type { Resource } from '../../model/resource.ts';
import type { Lookup, ReferenceRule } from '../../model/rule.ts';
import { chainBreaks } from '../../chain/breaks.ts';
import type { ChainRule } from '../../chain/model.ts';
import { referenceRule } from '../define.ts';

interface Told extends Omit<ReferenceRule, 'scope' | 'kinds' | 'check' | 'id'> {
  readonly id: ChainRule;
}

/**
 * Declares a rule that tells of one kind of break of the way out. The VirtualService shows the way; the finding stands where it
 * is to be mended. It is silent for VirtualServices of which another rule tells the cause.
 */
export function chainRule(rule: Told, isToldElsewhere: (resource: Resource, lookup: Lookup) => boolean = () => false): ReferenceRule {
  return referenceRule({
    ...rule, kinds: [virtualService],
    check(resource, lookup, report) {
      const breaks = chainBreaks(lookup, resource);
      // Most ways out are whole.
      if (breaks.length === 0 || isToldElsewhere(resource, lookup)) return;
      for (const { rule: id, at, problem } of breaks) if (id === rule.id) report(problem, at);
    },
  });
}
