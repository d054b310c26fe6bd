// How findings speak of selectors that mean no pods.
import { renameKey } from '../../edits/map.ts';
import { replaceString } from '../../edits/scalar.ts';
import type { Fix, Problem } from '../../model/finding.ts';
import type { Selector } from '../../policy/selector.ts';
import type { Missing, NearMiss } from '../../references/pods.ts';
import { podLabels } from '../../views/workload.ts';
import type { Value } from '../../yaml/value.ts';

/** `app: web`, `app in (a, b), tier`: what a selector asks for, in few words. */
export function selectorText({ requirements }: Pick<Selector, 'requirements'>): string {
  return requirements.map(({ key, operator, values }) => {
    const list = [...values].join(', ');
    if (operator === 'In') return values.size === 1 ? `${key}: ${list}` : `${key} in (${list})`;
    if (operator === 'NotIn') return `${key} not in (${list})`;
    return operator === 'Exists' ? `a label ${key}` : `no label ${key}`;
  }).join(', ');
}

/** ` Did you mean app: web?`, or what else to do. */
export function suggestion({ meant }: Missing, otherwise: string): string {
  return meant === undefined ? otherwise : `Did you mean ${labelText(meant)}?`;
}

/** The workload that was meant, and how to write what was meant. */
export function towards({ meant }: Missing): Pick<Problem, 'related' | 'fixes'> {
  if (meant === undefined) return {};
  const { value } = podLabels(meant.workload);
  const label = value.at(meant.part === 'key' ? meant.text : meant.requirement.key);
  return {
    related: [{ resource: meant.workload, span: label.span, message: `a label of the pods of ${meant.workload.kind.kind} ${meant.workload.name ?? ''}` }],
    fixes: () => fixesFor(meant),
  };
}

function labelText({ part, text, requirement }: NearMiss): string {
  return part === 'key' ? `${text}: ${[...requirement.values].join(', ')}` : `${requirement.key}: ${text}`;
}

function fixesFor(meant: NearMiss): readonly Fix[] {
  const { at } = meant.requirement;
  const title = `Replace with ${labelText(meant)}`;
  const isExpression = at.type === 'map';
  if (meant.part === 'key') return [{ title, edits: [isExpression ? replaceString(at.at('key'), meant.text) : renameKey(at, meant.text)] }];
  const value: Value | undefined = isExpression ? at.at('values').items()[0] : at;
  return value === undefined ? [] : [{ title, edits: [replaceString(value, meant.text)] }];
}
