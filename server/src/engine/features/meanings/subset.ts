// The name of a subset: where a DestinationRule gives it (`name`), or where a route chooses it (`reference`).
import { destinationRulesFor } from '../../references/destination-rules.ts';
import { resolveHost } from '../../references/services.ts';
import { destinationRuleView } from '../../views/destination-rule.ts';
import { sortKey } from '../complete/candidate.ts';
import type { Candidate, Slot } from '../complete/candidate.ts';
import { titleOf } from '../complete/known.ts';
import type { FieldPlace } from '../locate.ts';
import type { Meaning, Reference } from './meaning.ts';

export const subset: Meaning = { propose, refer };

/** The subsets that DestinationRules give the host beside the cursor. */
function propose(slot: Slot, dialect: string): readonly Candidate[] {
  if (dialect !== 'reference') return [];
  const host = slot.cursor.at.parent?.at('host').string;
  if (host === undefined) return [];
  const { rules } = destinationRulesFor(slot.lookup, resolveHost(slot.lookup, host, slot.namespace));
  return rules.flatMap((rule) => destinationRuleView(rule).subsets.flatMap(({ text }) => text ?? []).map((text, index) => ({ text, reference: true, detail: titleOf(rule), sort: sortKey(0, index) })));
}

function refer({ value: { string, parent } }: FieldPlace, dialect: string): Reference | undefined {
  const host = parent?.at('host').string;
  return dialect !== 'reference' || string === undefined || host === undefined ? undefined : { type: 'subset', host, name: string };
}
