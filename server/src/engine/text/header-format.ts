/**
 * Values of headers with Envoy's variables, such as `%START_TIME(%s)%`. Source:
 * `pkg/config/validation/header_value_validator.go`, whose states these are.
 */
type State = 'text' | 'name' | 'arguments' | 'item' | 'string' | 'next item' | 'closing' | 'end';

/** What follows a character in each state; `undefined` where it is refused. */
const steps: Readonly<Record<State, (character: string) => State | undefined>> = {
  'text': (character) => (character === '%' ? 'name' : 'text'),
  'name': (character) => (character === '%' ? 'text' : character === '(' ? 'arguments' : 'name'),
  'arguments': (character) => (character === '[' ? 'item' : character === ' ' ? 'arguments' : 'string'),
  'item': (character) => (character === '"' ? 'string' : character === ' ' ? 'item' : undefined),
  'string': (character) => (character === ')' ? 'end' : character === '"' ? 'next item' : 'string'),
  'next item': (character) => (character === ',' ? 'item' : character === ']' ? 'closing' : character === ' ' ? 'next item' : undefined),
  'closing': (character) => (character === ')' ? 'end' : character === ' ' ? 'closing' : undefined),
  'end': (character) => (character === '%' ? 'text' : character === ' ' ? 'end' : undefined),
};

// eslint-disable-next-line no-control-regex
const control = /[\u0000-\u0008\u000A-\u001F\u007F]/;

/** Why a text cannot be the value of a header that Istio sets, as a clause. */
export function headerValueFlaw(value: string): string | undefined {
  if (control.test(value)) return 'holds a control character';
  return isFormat(value) ? undefined : 'has a % that is neither doubled (%%) nor one of a pair around the name of a variable (%HOSTNAME%)';
}

function isFormat(value: string): boolean {
  let state: State | undefined = 'text';
  for (let at = 0; at < value.length && state !== undefined; at++) {
    const character = value.charAt(at);
    if (state === 'text' && character === '%' && value.charAt(at + 1) === '%') at++;
    else if (state === 'string' && character === '\\') {
      if (at + 1 >= value.length) return false;
      at++;
    } else state = steps[state](character);
  }
  return state === 'text';
}
