import type { Value } from '../yaml/value.ts';

/** One demand on a label. `In` with one value and `matchLabels` are the same. */
export interface Requirement {
  readonly key: string;
  readonly operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist';
  readonly values: ReadonlySet<string>;
  /** The entry of `matchLabels` or the item of `matchExpressions`. */
  readonly at: Value;
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

/** Labels that controllers give pods, beside those of the template. */
export const givenLabels = /^(?:pod-template-hash|pod-template-generation|controller-revision-hash|controller-uid|job-name|statefulset\.kubernetes\.io\/.*|apps\.kubernetes\.io\/pod-index|batch\.kubernetes\.io\/.*|(?:[\w-]+\.)*istio\.io\/.*|acme\.cert-manager\.io\/.*)$/;

const operators: ReadonlySet<string> = new Set(['In', 'NotIn', 'Exists', 'DoesNotExist']);

/** Reads a selector; absent, null and `{}` select everything. */
export function readSelector(value: Value): Selector {
  const requirements: Requirement[] = [];
  let complete = value.type !== 'unknown';
  for (const label of value.at('matchLabels').entries()) {
    if (label.string === undefined) complete = false;
    else requirements.push({ key: String(label.step), operator: 'In', values: new Set([label.string]), at: label });
  }
  for (const expression of value.at('matchExpressions').items()) {
    const read = readExpression(expression);
    if (read === undefined) complete = false;
    else requirements.push(read);
  }
  complete &&= value.at('matchLabels').type !== 'unknown' && value.at('matchExpressions').type !== 'unknown';
  return { value, requirements: requirements.slice(), complete, identity: identityOf(requirements) };
}

/** Reads a plain map of labels, such as the selector of a Service, as a selector. */
export function readLabels(map: Value): Selector {
  const requirements = map.entries().flatMap((label): readonly Requirement[] => (label.string === undefined ? []
    : [{ key: String(label.step), operator: 'In', values: new Set([label.string]), at: label }]));
  return { value: map, requirements, complete: requirements.length === map.entries().length && !map.hasUnknownEntries, identity: identityOf(requirements) };
}

function readExpression(expression: Value): Requirement | undefined {
  const key = expression.at('key').string;
  const operator = expression.at('operator').string;
  const values = expression.at('values').items().map((item) => item.string);
  if (key === undefined || operator === undefined || !isOperator(operator) || values.includes(undefined) || expression.at('values').type === 'unknown') return undefined;
  return { key, operator, values: new Set(values.filter((one) => one !== undefined)), at: expression };
}

function isOperator(text: string): text is Requirement['operator'] {
  return operators.has(text);
}

function identityOf(requirements: readonly Requirement[]): string {
  return [...new Set(requirements.map(({ key, operator, values }) => JSON.stringify([key, operator, [...values].sort()])))].sort().join(' & ');
}

/** Whether labels meet every requirement, as `labels.Selector.Matches` decides. */
export function matches(selector: Pick<Selector, 'requirements'>, labels: ReadonlyMap<string, string>): boolean {
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

/** Whether pods that meet one selector surely meet another one, by what the two say. */
export function implies(narrow: Selector, wide: Selector): boolean {
  return narrow.complete && wide.complete && wide.requirements.every((demand) => narrow.requirements.some((known) => known.key === demand.key && entails(known, demand)));
}

function entails(known: Requirement, demand: Requirement): boolean {
  switch (demand.operator) {
    case 'In':
      return known.operator === 'In' && [...known.values].every((value) => demand.values.has(value));
    case 'NotIn':
      if (known.operator === 'NotIn') return [...demand.values].every((value) => known.values.has(value));
      return known.operator === 'DoesNotExist' || (known.operator === 'In' && [...known.values].every((value) => !demand.values.has(value)));
    case 'Exists':
      return known.operator === 'In' || known.operator === 'Exists';
    case 'DoesNotExist':
      return known.operator === 'DoesNotExist';
  }
}

/** Requirements on one label that no object can meet together. */
export interface Contradiction {
  readonly key: string;
  /** One that excludes the second; where it takes several, the last of them. */
  readonly first: Requirement;
  readonly second: Requirement;
  /** Whether the two exclude each other without the help of others. */
  readonly alone: boolean;
}

/** The first contradiction in a selector; what is refused anyway (`In` without values) is not looked at. */
export function contradictionIn({ requirements }: Selector): Contradiction | undefined {
  const before = new Map<string, Requirement[]>();
  for (const second of requirements) {
    if (second.values.size === 0 && (second.operator === 'In' || second.operator === 'NotIn')) continue;
    const others = before.get(second.key) ?? [];
    const one = others.find((other) => excludes(other, second) || excludes(second, other) || leavesNothing([other, second]));
    const first = one ?? (leavesNothing([...others, second]) ? others.at(-1) : undefined);
    if (first !== undefined) return { key: second.key, first, second, alone: one !== undefined };
    before.set(second.key, [...others, second]);
  }
  return undefined;
}

function excludes(one: Requirement, other: Requirement): boolean {
  return one.operator === 'DoesNotExist' && (other.operator === 'In' || other.operator === 'Exists');
}

/** Whether no value is in every `In` and in no `NotIn`. */
function leavesNothing(requirements: readonly Requirement[]): boolean {
  const [first, ...others] = requirements.filter(({ operator }) => operator === 'In');
  const excluded = requirements.filter(({ operator }) => operator === 'NotIn');
  return first !== undefined && [...first.values].every((value) => others.some(({ values }) => !values.has(value)) || excluded.some(({ values }) => values.has(value)));
}
