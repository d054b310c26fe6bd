import { decodedBase64 } from '../text/base64.ts';

/**
 * What a plain scalar means to Kubernetes.
 *
 * kubectl and the API server read YAML with a fork of go-yaml v2 (sigs.k8s.io/yaml, `goyaml.v2/resolve.go`), which is
 * neither YAML 1.1 nor 1.2: `0443` is octal, `4_43` is 443, `yes` is a boolean and `1:30` a string.
 */
export type ScalarValue = string | number | boolean | null;

const words = new Map<string, ScalarValue>([['', null], ['~', null], ['null', null], ['Null', null], ['NULL', null]]);
for (const [texts, value] of [
  ['y Y yes Yes YES true True TRUE on On ON', true],
  ['n N no No NO false False FALSE off Off OFF', false],
] as const) {
  for (const text of texts.split(' ')) words.set(text, value);
}
for (const text of ['.inf', '.Inf', '.INF', '+.inf', '+.Inf', '+.INF']) words.set(text, Infinity);
for (const text of ['-.inf', '-.Inf', '-.INF']) words.set(text, -Infinity);
for (const text of ['.nan', '.NaN', '.NAN']) words.set(text, NaN);

const wordStart = /^[~yYnNtTfFoO+\-.]/;
const numberStart = /^[-+.0-9]/;
const goFloat = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;
const integerBases: readonly (readonly [RegExp, number])[] = [
  [/^0[xX][0-9a-fA-F]+$/, 16], [/^0[bB][01]+$/, 2], [/^0[oO][0-7]+$/, 8], [/^0[0-7]+$/, 8], [/^(?:0|[1-9][0-9]*)$/, 10],
];

/** The value that go-yaml gives a plain (unquoted) scalar without a tag. */
export function resolvePlain(text: string): ScalarValue {
  if (text === '') return null;
  if (wordStart.test(text)) {
    const word = words.get(text);
    if (word !== undefined) return word;
  }
  if (!numberStart.test(text)) return text;
  const plain = text.replaceAll('_', '');
  return parseInteger(plain) ?? parseFloat64(plain) ?? text;
}

/** Go's `strconv.ParseFloat`, which fails on what is too large. */
function parseFloat64(text: string): number | undefined {
  if (!goFloat.test(text)) return undefined;
  const number = Number(text);
  return Number.isFinite(number) ? number : undefined;
}

/** Go's `strconv.ParseInt(text, 0, 64)` and `ParseUint`, without their limits of size. */
function parseInteger(text: string): number | undefined {
  const sign = text.startsWith('-') ? -1 : 1;
  const digits = /^[-+]/.test(text) ? text.slice(1) : text;
  for (const [form, base] of integerBases) {
    if (!form.test(digits)) continue;
    return sign * Number.parseInt(base === 8 || base === 10 ? digits.replace(/^0[oO]?(?=.)/, '') : digits.slice(2), base);
  }
  return undefined;
}

/** The value of a scalar with an explicit tag (`!!str 80`). A tag that is not one of YAML's own makes it a string. */
export function resolveTagged(tag: string, text: string): ScalarValue {
  switch (tag) {
    case 'tag:yaml.org,2002:int':
    case 'tag:yaml.org,2002:float':
    case 'tag:yaml.org,2002:bool':
    case 'tag:yaml.org,2002:null':
      return resolvePlain(text);
    case 'tag:yaml.org,2002:binary':
      return decodedBase64(text) ?? text;
    default:
      return text;
  }
}
