/** Many policies whose ranges are compared with one another, and policies with very many ranges. */
import { createLinter, defaultOptions } from '../../server/src/engine/index.ts';
import { edits, filled, type Edit } from './edits.ts';
import { policyOfRanges, separator, type File } from './manifests.ts';
import { heapInUse, parseOnce, time, type Measurement } from './measure.ts';

const targets = { edit: 50, beyondParse: 500 };

/** The ranges of a made-up policy: some rules allow what others allow, and policies have parts of one another. */
function rangesOf(number: number): readonly string[] {
  const [b, c] = [(number >> 6) & 255, (number & 63) * 4];
  return [`10.${b}.${c}.0/24`, `10.${b}.${c + 1}.0/24`, `10.${b}.${c + 2}.0/25`, `172.16.${number & 255}.0/28`, `2001:db8:${(number + 1).toString(16)}::/64`];
}

function policies(count: number, isForAllPods: boolean): readonly File[] {
  return Array.from({ length: Math.ceil(count / 4) }, (_, file) => ({
    name: `policies-${file}.yaml`,
    text: Array.from({ length: 4 }, (_one, at) => {
      const number = file * 4 + at;
      return policyOfRanges({ name: `allow-${number}`, namespace: isForAllPods ? 'shop' : `team-${number % 100}`, app: isForAllPods ? undefined : `client-${number % 500}` }, rangesOf(number));
    }).join(separator),
  }));
}

/** One range that is widened until it holds those of other policies, and one that comes to lie in another one of its list. */
function editOf(what: string, files: readonly File[]): readonly Edit[] {
  const number = 5_000;
  const file = files[number / 4]?.name ?? '';
  const [first = '', second = ''] = rangesOf(number);
  return [
    { what: `a wider range, ${what}`, file, from: `cidr: ${first}`, to: `cidr: ${first.replace('/24', '/16')}` },
    { what: `a range inside another, ${what}`, file, from: `cidr: ${second}`, to: `cidr: ${first.replace('/24', '/28')}` },
  ];
}

function manyPolicies(what: string, isForAllPods: boolean): readonly Measurement[] {
  const files = policies(10_000, isForAllPods);
  const empty = heapInUse();
  const linter = filled(files);
  const measured = edits(linter, files, editOf(what, files), targets.edit);
  return [...measured, { what: '… memory kept', value: heapInUse() - empty, unit: 'MB' }];
}

const lists: Readonly<Record<string, (at: number) => string>> = {
  different: (at) => `${ipv4(Math.imul(at, 2_654_435_761) >>> 8)}/24`,
  equal: () => '10.0.0.0/24',
  nested: (at) => `10.0.0.0/${8 + (at % 25)}`,
  adjacent: (at) => `${ipv4(0x0a0000 + at)}/24`,
  'equal IPv6': () => '2001:db8::/64',
  'nested IPv6': (at) => `2001:db8::/${32 + (at % 97)}`,
};

function ipv4(network: number): string {
  return [16, 8, 0].map((shift) => (network >> shift) & 255).join('.') + '.0';
}

/** The first look at one policy with so many ranges, in a process that has done nothing yet; the target is the bare parser's time and a little more. */
function longList(what: string, count: number, hasExcepts = false): readonly Measurement[] {
  const ranges = Array.from({ length: count }, (_, at) => lists[what]?.(at) ?? '');
  const text = policyOfRanges({ name: 'long', namespace: 'shop', app: 'client' }, ranges, hasExcepts);
  const taken = time(() => {
    const linter = createLinter(defaultOptions, (rule, _uri, error) => { throw new Error(`${rule} failed`, { cause: error }); });
    linter.update('long.yaml', text);
    linter.check();
    linter.findings('long.yaml');
  });
  const parse = parseOnce(text);
  return [{ what: `first look at ${count.toLocaleString('en')} ${what} ranges${hasExcepts ? ' with exceptions' : ''}`, value: taken, unit: 'ms', ratio: taken / parse, target: Math.round(parse + targets.beyondParse) }];
}

/** Each of these runs in a process of its own. */
export const policyScenarios: Readonly<Record<string, () => readonly Measurement[]>> = {
  'policies-10000': () => manyPolicies('10,000 policies with 50,000 ranges', false),
  'policies-all-pods': () => manyPolicies('10,000 policies for all pods of one namespace', true),
  ...Object.fromEntries(Object.keys(lists).map((what) => [`policies-list-${what.toLowerCase().replace(' ', '-')}`, () => longList(what, 100_000)])),
  'policies-list-excepts': () => longList('adjacent', 100_000, true),
};
