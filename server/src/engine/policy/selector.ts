import type { Value } from '../yaml/value.ts';

/** One demand on a label. `In` with one value and `matchLabels` are the same. */
export interface Requirement {
  readonly key: string;
  readonly operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist';
  readonly values: ReadonlySet<string>;
}

/** A label selector (`metav1.LabelSelector`): all requirements must hold; none at all selects everything. */
export interface Selector {
  readonly value: Value;
  readonly requirements: readonly Requirement[];
  /** Whether every requirement is known. */
  readonly complete: boolean;
  /** The same for selectors that say the same in another order or spelling. */
  readonly identity: string;
}

const operators: ReadonlySet<string> = new Set(['In', 'NotIn', 'Exists', 'DoesNotExist']);

/** Reads a selector; absent, null and `{}` select everything. */
export function readSelector(value: Value): Selector {
  const requirements: Requirement[] = [];
  let complete = value.type !== 'unknown';
  for (const label of value.at('matchLabels').entries()) {
    if (label.string === undefined) complete = false;
    else requirements.push({ key: String(label.step), operator: 'In', values: new Set([label.string]) });
  }
  for (const expression of value.at('matchExpressions').items()) {
    const read = readExpression(expression);
    if (read === undefined) complete = false;
    else requirements.push(read);
  }
  complete &&= value.at('matchLabels').type !== 'unknown' && value.at('matchExpressions').type !== 'unknown';
  return { value, requirements, complete, identity: identityOf(requirements) };
}

function readExpression(expression: Value): Requirement | undefined {
  const key = expression.at('key').string;
  const operator = expression.at('operator').string;
  const values = expression.at('values').items().map((item) => item.string);
  if (key === undefined || operator === undefined || !isOperator(operator) || values.includes(undefined) || expression.at('values').type === 'unknown') return undefined;
  return { key, operator, values: new Set(values.filter((one) => one !== undefined)) };
}

function isOperator(text: string): text is Requirement['operator'] {
  return operators.has(text);
}

function identityOf(requirements: readonly Requirement[]): string {
  return [...new Set(requirements.map(({ key, operator, values }) => JSON.stringify([key, operator, [...values].sort()])))].sort().join(' & ');
}

/** Whether labels meet every requirement, as `labels.Selector.Matches` decides. */
export function matches(selector: Selector, labels: ReadonlyMap<string, string>): boolean {
  return selector.requirements.every((requirement) => meets(requirement, labels.get(requirement.key)));
}

function meets({ operator, values }: Requirement, label: string | undefined): boolean {
  switch (operator) {
    case 'In':
      return label !== undefined && values.has(label);
    case 'NotIn':
      return label === undefined || !values.has(label);
    case 'Exists':
      return label !== undefined;
    case 'DoesNotExist':
      return label === undefined;
  }
}

/** Whether a selector selects everything. */
export function selectsAll(selector: Selector): boolean {
  return selector.complete && selector.requirements.length === 0;
}
