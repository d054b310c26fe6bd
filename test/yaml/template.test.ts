import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseDocument } from '../../server/src/engine/yaml/document.ts';
import { filler, maskTemplate, maskVariables } from '../../server/src/engine/yaml/template.ts';

describe('maskTemplate', () => {
  test('leaves other text alone', () => {
    const text = 'a: {b: c}\n';
    expect(maskTemplate(text)).toEqual({ text, structural: false });
  });

  test('an action with a line to itself becomes a comment', () => {
    expect(maskTemplate('{{- if .Values.on }}\na: 1\n{{- end }}\n').text).toMatch(/^# +\na: 1\n# +\n$/);
  });

  test('in quotes and comments it is not structural', () => {
    expect(maskTemplate('a: "{{ .x }}"\n').structural).toBe(false);
    expect(maskTemplate('# {{ .x }}\na: 1\n').structural).toBe(false);
    expect(maskTemplate('a: {{ .x }}\n').structural).toBe(true);
  });

  test('braces in quotes that nothing closes are text', () => {
    const text = 'a: "{{b"\nc: 1\n';
    expect(maskTemplate(text)).toEqual({ text, structural: false });
  });

  test('code of ytt is a value, or a comment', () => {
    expect(maskTemplate('#@ if on:\nport: #@ data.port\nends:\n- #@ one()\n#@ end\n')).toEqual({ text: `#@ if on:\nport: ${filler.repeat(12)}\nends:\n- ${filler.repeat(8)}\n#@ end\n`, structural: true });
    expect(maskTemplate('a: 1 #@overlay/match by="name"\n#@schema\n').structural).toBe(false);
  });

  test('every offset stays what it was', () => {
    const piece = fc.constantFrom('{{', '}}', '{{ .x }}', '{{- if a\n b }}', 'a: ', '"', "'", '#', '\n', ' ', 'é', '😀', '\r\n', '#@ x', '- ');
    fc.assert(fc.property(fc.array(piece), (pieces) => {
      const text = pieces.join('');
      const masked = maskTemplate(text).text;
      expect(masked.length).toBe(text.length);
      expect(masked.split('\n').map((line) => line.length)).toEqual(text.split('\n').map((line) => line.length));
    }));
  });
});

test('maskVariables keeps lengths', () => {
  expect(maskVariables('a: ${B}, ${C:-d}').length).toBe('a: ${B}, ${C:-d}'.length);
});

describe('values with placeholders', () => {
  test.each(['{{ .Values.port }}', '"{{ .Values.port }}"', '${PORT}', '"x-${PORT}"', '$PORT', '$(PORT)'])('%s is unknown', (written) => {
    expect(parseDocument(`a: ${written}\n`).root.at('a').type).toBe('unknown');
  });

  test.each(['a$', '$1', 'a$ b', '"$"'])('%s is a string', (written) => {
    expect(parseDocument(`a: ${written}\n`).root.at('a').type).toBe('string');
  });

  test('inside brackets', () => {
    const document = parseDocument('a: {port: ${PORT}, name: x}\n');
    expect(document.problems).toEqual([]);
    expect(document.root.at('a', 'port').type).toBe('unknown');
    expect(document.root.at('a', 'name').string).toBe('x');
  });
});
