// Regular expressions of RE2, which Go and Envoy use: whether they take an expression, and what it matches.
import { isWord } from './re2-characters.ts';
import type { Characters } from './re2-characters.ts';
import { readRe2 } from './re2-syntax.ts';
import type { Assertion, Re2 } from './re2-syntax.ts';

/** Why an expression is refused, as a clause; `undefined` where it is taken. */
export function re2Flaw(text: string): string | undefined {
  const read = readRe2(text);
  return 'flaw' in read ? read.flaw : undefined;
}

type Step =
  | { readonly type: 'character'; readonly characters: Characters; readonly next: number }
  | { readonly type: 'assertion'; readonly assertion: Assertion; readonly next: number }
  | { readonly type: 'fork'; next: readonly number[] };

/** Expressions that come out larger than this are not run. */
const mostSteps = 4000;

/** An expression to be compared with texts. */
export interface Matcher {
  /** Whether it matches the whole of a text. */
  readonly matches: (text: string) => boolean;
}

/** `undefined` where the expression is refused, or too large to be run. */
export function re2Matcher(expression: string): Matcher | undefined {
  const read = readRe2(expression);
  if ('flaw' in read) return undefined;
  const steps: Step[] = [];
  const start = compile(read.node, end, steps);
  return start === undefined ? undefined : { matches: (text) => run(steps, start, Array.from(text, (one) => one.codePointAt(0) ?? 0)) };
}

/** The step behind the last. */
const end = -1;

/** Adds the steps of a part, to be followed by another: where it starts. `undefined` where they are too many. */
function compile(node: Re2, next: number, steps: Step[]): number | undefined {
  if (steps.length > mostSteps) return undefined;
  switch (node.type) {
    case 'character':
      return steps.push({ type: 'character', characters: node.characters, next }) - 1;
    case 'assertion':
      return steps.push({ type: 'assertion', assertion: node.assertion, next }) - 1;
    case 'sequence':
      return node.parts.reduceRight<number | undefined>((after, part) => (after === undefined ? undefined : compile(part, after, steps)), next);
    case 'choice': {
      const starts = node.parts.map((part) => compile(part, next, steps)).filter((one) => one !== undefined);
      return starts.length < node.parts.length ? undefined : steps.push({ type: 'fork', next: starts }) - 1;
    }
    case 'repetition':
      return compileRepetition(node, next, steps);
  }
}

function compileRepetition({ part, least, most }: Extract<Re2, { type: 'repetition' }>, next: number, steps: Step[]): number | undefined {
  let at: number | undefined = next;
  if (most === Infinity) {
    const loop: Extract<Step, { type: 'fork' }> = { type: 'fork', next: [next] };
    const back = steps.push(loop) - 1;
    const body = compile(part, back, steps);
    if (body === undefined) return undefined;
    loop.next = [body, next];
    at = back;
  } else {
    for (let count = least; count < most && at !== undefined; count++) {
      const body = compile(part, at, steps);
      at = body === undefined ? undefined : steps.push({ type: 'fork', next: [body, next] }) - 1;
    }
  }
  for (let count = 0; count < least && at !== undefined; count++) at = compile(part, at, steps);
  return at;
}

/**
 * Goes through the text once, with all the places in the expression that its characters so far may have led to. No text
 * makes that take longer than its length times the size of the expression.
 */
function run(steps: readonly Step[], start: number, codes: readonly number[]): boolean {
  let places = reached(steps, [start], codes, 0);
  for (const [index, code] of codes.entries()) {
    if (places.size === 0) return false;
    const after = [...places].flatMap((place) => {
      const step = steps[place];
      return step?.type === 'character' && step.characters(code) ? [step.next] : [];
    });
    places = reached(steps, after, codes, index + 1);
  }
  return places.has(end);
}

/** The places that are reached without another character. */
function reached(steps: readonly Step[], from: readonly number[], codes: readonly number[], at: number): ReadonlySet<number> {
  const found = new Set<number>();
  const open = [...from];
  for (let place = open.pop(); place !== undefined; place = open.pop()) {
    if (found.has(place)) continue;
    found.add(place);
    const step = steps[place];
    if (step?.type === 'fork') open.push(...step.next);
    else if (step?.type === 'assertion' && holds(step.assertion, codes, at)) open.push(step.next);
  }
  return found;
}

function holds(assertion: Assertion, codes: readonly number[], at: number): boolean {
  const [before, after] = [codes[at - 1], codes[at]];
  switch (assertion) {
    case 'text-start':
      return before === undefined;
    case 'text-end':
      return after === undefined;
    case 'line-start':
      return before === undefined || before === 10;
    case 'line-end':
      return after === undefined || after === 10;
    default: {
      const edge = (before !== undefined && isWord(before)) !== (after !== undefined && isWord(after));
      return edge === (assertion === 'word-edge');
    }
  }
}
