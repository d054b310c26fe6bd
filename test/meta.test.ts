// What every rule, kind and setting owes its readers.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Schema } from '../schemas/schema.ts';
import { ruleFacts } from '../scripts/generate/facts.ts';
import { ruleIndex } from '../scripts/generate/rule-pages.ts';
import { parseArguments } from '../server/src/cli/arguments.ts';
import { meanings } from '../server/src/engine/features/meanings/index.ts';
import { checkedKinds, defaultOptions, peerCode, peerCodes, rules } from '../server/src/engine/index.ts';
import { lintOptions, readSettings } from '../server/src/lsp/settings.ts';
import { settings } from '../server/src/protocol/settings.ts';
import type { SettingDeclaration } from '../server/src/protocol/settings.ts';
import { schemaFiles } from './support/schemas.ts';
import { linterOf, readFolder } from './support/workspace.ts';

const engine = join(import.meta.dirname, '../server/src/engine');

describe('the list of rules', () => {
  const ids = rules.map(({ id }) => id);

  test('is sorted by id, each of them once', () => {
    expect(ids).toEqual([...new Set(ids)].sort());
  });

  test('holds every file of a rule, and each file has the name of its rule', () => {
    const home = join(engine, 'rules');
    const files = readdirSync(home, { recursive: true, encoding: 'utf8' }).filter((path) => path.includes('/') && path.endsWith('.ts'))
      .filter((path) => /= (?:document|resource|reference|group|chain)Rule\(/.test(readFileSync(join(home, path), 'utf8')))
      .map((path) => basename(path, '.ts'));
    expect(files.sort()).toEqual(ids);
  });

  test('names versions that exist', () => {
    const { version } = JSON.parse(readFileSync(join(engine, '../../../package.json'), 'utf8')) as { version: string };
    const order = (text: string): number => text.split('.').reduce((sum, part) => sum * 1_000 + Number(part), 0);
    expect(rules.filter(({ since }) => !/^\d+\.\d+\.\d+$/.test(since) || order(since) > order(version)).map(({ id }) => id)).toEqual([]);
  });
});

describe.each(rules.map((rule) => [rule.id, rule] as const))('%s', (id, rule) => {
  test('has a kebab-case id and a short title', () => {
    expect(id).toMatch(/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/);
    expect(rule.title).toMatch(/^[A-Za-z].{0,62}[^.]$/);
  });

  test('explains what it finds, why it matters and what to do', () => {
    const paragraphs = rule.docs.split('\n\n');
    const last = paragraphs.findLastIndex((paragraph) => paragraph.startsWith('**Do:** '));
    expect(last).toBeGreaterThan(0);
    expect(paragraphs.slice(0, last).join(' ').length).toBeGreaterThan(80);
    for (const paragraph of paragraphs.filter((one) => !/^(?:[-|*\d]|```)/.test(one) || one.startsWith('**'))) expect(paragraph.trim()).toMatch(/[.:?)]\**$/);
  });

  test('has messages of whole sentences', () => {
    for (const { message } of findingsOf(id)) {
      expect(message).toMatch(/^[A-Z0-9"'`*.:/@-]|^[a-z][\w.:/*-]*/);
      expect(message).toMatch(/[.?)]$/);
      expect(message).not.toMatch(/undefined|\[object|NaN| {2}|\.\.$/);
    }
  });

  test('names codes of other tools that exist, and all that its findings have', () => {
    const declared = rule.codes ?? [];
    expect(declared.filter((code) => peerCode(code) === undefined)).toEqual([]);
    expect(findingsOf(id).flatMap(({ codes }) => codes).filter((code) => !declared.includes(code))).toEqual([]);
  });

  test('says truly whether it offers fixes', () => {
    const offers = findingsOf(id).some((finding) => finding.fixes().length > 0);
    expect(offers).toBe(rule.fixable ?? false);
  });
});

test('every code of another tool has a rule, or a reason to have none', () => {
  const told = new Set(rules.flatMap(({ codes }) => codes ?? []));
  expect(peerCodes.filter(({ code, without }) => told.has(code) === (without !== undefined)).map(({ code }) => code)).toEqual([]);
});

test('every family of rules has a name in the index', () => {
  const index = ruleIndex(ruleFacts());
  expect([...index.matchAll(/^## ([a-z].*)$/gm)].map(([, name]) => name)).toEqual([]);
});

test('every rule has an example for its page', () => {
  const without = ruleFacts().filter(({ bad, good, family }) => bad === undefined || good === undefined || family === '').map(({ rule }) => rule.id);
  expect(without).toEqual([]);
});

test('every meaning that the schemas name is listed, and every one that is listed is named', () => {
  const named = [...JSON.stringify(schemaFiles).matchAll(/"x-egress":"([^":]+)/g)].map(([, word = '']) => word);
  expect(Object.keys(meanings)).toEqual([...new Set(named)].sort());
});

test('where values of an enumeration are explained, all are', () => {
  const unlike: string[] = [];
  const visit = (schema: Schema, path: string): void => {
    const words = schema['x-words'];
    if (words !== undefined && Object.keys(words).join() !== schema.enum?.filter((word) => word !== '').join()) unlike.push(path);
    for (const sentence of Object.values(words ?? {})) expect(sentence).toMatch(/^[A-Z].*\.$/);
    for (const [keyword, below] of Object.entries(schema)) if (typeof below === 'object' && below !== null && keyword !== 'x-words') visit(below as Schema, `${path}/${keyword}`);
  };
  for (const [file, schema] of Object.entries(schemaFiles)) visit(schema, file);
  expect(unlike).toEqual([]);
});

test('the list of kinds holds every declaration and every schema', () => {
  const index = readFileSync(join(engine, 'kinds/index.ts'), 'utf8');
  const files = readdirSync(join(engine, 'kinds')).filter((name) => readFileSync(join(engine, 'kinds', name), 'utf8').includes(' = defineKind('));
  expect(files.filter((name) => !index.includes(`'./${name}'`))).toEqual([]);
  expect(checkedKinds.map(({ schema }) => schema?.$id).sort()).toEqual(Object.values(schemaFiles).filter(({ properties }) => properties !== undefined).map(({ $id }) => $id).sort());
});

test.each(checkedKinds.map((kind) => [kind.kind, kind] as const))('the schema of %s says what it is and where it is described', (_, { kind, schema, versions, docs }) => {
  expect(schema?.$id).toBe(`${kind.replaceAll(/(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/g, '-').toLowerCase()}.json`);
  expect(schema?.title).toBe(kind);
  expect(versions.join(' ')).toMatch(/^v1(?: v1beta1| v1alpha3| v1alpha2)*$/);
  expect(docs).toMatch(/^https:\/\/(?:istio|kubernetes|gateway-api\.sigs\.k8s)\.io\//);
});

describe.each(Object.entries(settings) as [string, SettingDeclaration][])('the setting %s', (key, setting) => {
  test('is described in whole sentences', () => {
    expect(key).toMatch(/^[a-z][A-Za-z]*(?:\.[a-z][A-Za-z]*)*$/);
    for (const text of [setting.description, ...Object.values(setting.values ?? {})]) expect(text).toMatch(/^[A-Z`].*\.$/);
  });

  test('has a default that it allows', () => {
    if (setting.values !== undefined) expect(Object.keys(setting.values)).toContain(setting.default);
    if (setting.pattern !== undefined) expect(setting.default).toMatch(new RegExp(setting.pattern.expression));
    expect(Array.isArray(setting.default) ? 'array' : typeof setting.default).toBe(setting.type);
  });
});

test('what is not set is what the engine takes for itself', () => {
  expect(lintOptions(readSettings({}), false)).toEqual(defaultOptions);
  expect(parseArguments([]).options).toEqual(defaultOptions);
});

test('settings of Istio are read nested and by their whole names', () => {
  const said = { clusterDomain: 'corp.local', outboundTrafficPolicy: 'REGISTRY_ONLY', dnsCapture: true, defaultExportTo: [], ambientNamespaces: ['shop'], rootNamespace: '' };
  const expected = { ...defaultOptions, clusterDomain: 'corp.local', outboundTrafficPolicy: 'REGISTRY_ONLY', dnsCapture: true, ambientNamespaces: ['shop'] };
  expect(lintOptions(readSettings({ istio: said }), false)).toEqual(expected);
  expect(lintOptions(readSettings(Object.fromEntries(Object.entries(said).map(([key, value]) => [`istio.${key}`, value]))), false)).toEqual(expected);
});

/** What a rule finds in its fixtures, with the options of each. */
function findingsOf(id: string): readonly { readonly message: string; readonly codes: readonly string[]; fixes(): readonly unknown[] }[] {
  const home = join(import.meta.dirname, 'rules', id);
  if (!existsSync(home)) return [];
  return readdirSync(home).flatMap((name) => {
    const folder = join(home, name);
    const files = Object.fromEntries(Object.entries(readFolder(folder)).filter(([file]) => !file.includes('.fixed.')));
    const options = existsSync(join(folder, 'options.json')) ? JSON.parse(readFileSync(join(folder, 'options.json'), 'utf8')) as Parameters<typeof linterOf>[1] : {};
    const linter = linterOf(files, options);
    return Object.keys(files).flatMap((uri) => linter.findings(uri)).filter(({ rule }) => rule === id);
  });
}
