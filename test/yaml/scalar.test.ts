// What plain scalars are to Kubernetes: each row was asked of the API server's own decoder (1.37).
import { expect, test } from 'vitest';
import { resolvePlain, resolveTagged } from '../../server/src/engine/yaml/scalar.ts';

const numbers: readonly (readonly [string, number])[] = [
  ['0443', 291], ['0777', 511], ['080', 80], ['08', 8], ['0_80', 80], ['0o17', 15], ['0x50', 80], ['0X50', 80], ['0xFF', 255], ['+0x50', 80],
  ['0b11', 3], ['-0b1', -1], ['4_43', 443], ['1_', 1], ['1__0', 10], ['+80', 80], ['-1', -1], ['80.0', 80], ['.5', 0.5], ['0.', 0], ['1.e3', 1000],
  ['1e3', 1000], ['1E3', 1000], ['1e-3', 0.001], ['01e1', 10], ['12e03', 12000], ['1_0.5', 10.5], ['9999999999999', 9999999999999],
];
const strings = [
  '22:22', 'yEs', 'tRUE', 'nULL', '0x', '0b2', '0o8', '_1', '1e400', '=', '2026-01-31', '1.2.3', '1e', 'e3', '.', '+', '--1', 'NaN', 'inf', 'None',
  '10.0.0.0/8', 'fd00::/8', '::/0', 'TCP', '1a', '0x5g',
];

test.each(numbers)('%s is the number %d', (text, value) => { expect(resolvePlain(text)).toBe(value); });
test.each(strings)('%s is a string', (text) => { expect(resolvePlain(text)).toBe(text); });
test.each(['y', 'Y', 'yes', 'Yes', 'YES', 'on', 'On', 'ON', 'true', 'True', 'TRUE'])('%s is true', (text) => { expect(resolvePlain(text)).toBe(true); });
test.each(['n', 'N', 'no', 'No', 'NO', 'off', 'Off', 'OFF', 'false', 'False', 'FALSE'])('%s is false', (text) => { expect(resolvePlain(text)).toBe(false); });
test.each(['', '~', 'null', 'Null', 'NULL'])('"%s" is null', (text) => { expect(resolvePlain(text)).toBe(null); });
test.each(['.inf', '-.Inf', '+.INF', '.nan', '.NaN'])('%s is a number that JSON cannot hold', (text) => { expect(Number.isFinite(resolvePlain(text))).toBe(false); });

test('tags', () => {
  expect(resolveTagged('tag:yaml.org,2002:str', '80')).toBe('80');
  expect(resolveTagged('!', '80')).toBe('80');
  expect(resolveTagged('!own', '80')).toBe('80');
  expect(resolveTagged('tag:yaml.org,2002:binary', 'aGk=')).toBe('hi');
  expect(resolveTagged('tag:yaml.org,2002:binary', 'w6kg\n4oKs')).toBe('é €');
  expect(resolveTagged('tag:yaml.org,2002:binary', '/w==')).toBe('/w==');
  expect(resolveTagged('tag:yaml.org,2002:int', '80')).toBe(80);
  expect(resolveTagged('tag:yaml.org,2002:bool', 'yes')).toBe(true);
});
