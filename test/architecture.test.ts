/** The borders of `scripts/layers.ts`, asserted on every import in the product's files. */
import { readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, join, relative, resolve } from 'node:path';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { engineRanks, foreignNames, layers, lists, maxLines, type Layer } from '../scripts/layers.ts';

const root = resolve(import.meta.dirname, '..');
const engine = 'server/src/engine';

interface Source {
  /** From the root of the repository, with `/`. */
  readonly path: string;
  readonly text: string;
  /** Paths of files, or names of packages as they are written. */
  readonly imports: readonly string[];
}

const sources = ['client', 'server', 'schemas'].flatMap(sourcesIn);
const byPath = new Map(sources.map(source => [source.path, source]));

describe('layers', () => {
  test('every file belongs to one', () => {
    expect(sources.filter(({ path }) => layerOf(path) === undefined).map(({ path }) => path)).toEqual([]);
  });

  test.each(layers)('$folder imports only what it may', layer => {
    const strangers = sources.filter(({ path }) => layerOf(path) === layer)
      .flatMap(({ path, imports }) => imports.filter(target => !mayImport(layer, target)).map(target => `${path} → ${target}`));
    expect(strangers).toEqual([]);
  });

  test('no import leads round in a circle', () => {
    expect(findCycles()).toEqual([]);
  });
});

describe('inside the engine', () => {
  const inside = sources.filter(({ path }) => path.startsWith(`${engine}/`));

  test('every part has a rank', () => {
    const parts = new Set(inside.map(({ path }) => partOf(path)));
    expect([...parts].filter(part => rankOf(part) < 0)).toEqual([]);
  });

  test('imports lead down, never up', () => {
    const upward = edges(inside).filter(({ from, to }) => to.startsWith(`${engine}/`) && rankOf(partOf(to)) > rankOf(partOf(from)));
    expect(upward.map(print)).toEqual([]);
  });

  test('the façade is for others', () => {
    expect(edges(inside).filter(({ to }) => to === `${engine}/index.ts`).map(print)).toEqual([]);
  });

  test.each(lists)('what the index of %s lists stands alone', part => {
    const index = `${engine}/${part}/index.ts`;
    const listedIn = (path: string): string[] => (byPath.get(path)?.imports ?? []).filter(target => target.startsWith(`${engine}/${part}/`));
    // A list may be a list of lists, one a family.
    const indexes = [index, ...listedIn(index).filter(path => path.endsWith('/index.ts'))];
    const listed = indexes.flatMap(listedIn);
    expect(edges(inside).filter(({ from, to }) => !indexes.includes(from) && listed.includes(to)).map(print)).toEqual([]);
  });

  test.each(inside.map(({ path }) => path))('%s names nothing of a host', path => {
    expect(namesIn(path).filter(name => foreignNames.includes(name))).toEqual([]);
  });
});

describe('sizes', () => {
  test(`no file has more than ${String(maxLines)} lines`, () => {
    const long = sources.filter(({ path }) => !path.startsWith('schemas/'))
      .map(({ path, text }) => ({ path, lines: text.trimEnd().split('\n').length }));
    expect(long.filter(({ lines }) => lines > maxLines)).toEqual([]);
  });
});

function sourcesIn(folder: string): Source[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter(path => path.endsWith('.ts'))
    .map(path => {
      const full = join(root, folder, path);
      const text = readFileSync(full, 'utf8');
      const { importedFiles } = ts.preProcessFile(text, true, true);
      return { path: fromRoot(full), text, imports: importedFiles.map(({ fileName }) => target(full, fileName)) };
    });
}

/** A path is resolved as it is written: imports here name the file with its ending. */
function target(importer: string, specifier: string): string {
  return specifier.startsWith('.') ? fromRoot(resolve(dirname(importer), specifier)) : specifier;
}

function fromRoot(path: string): string {
  return relative(root, path).replaceAll('\\', '/');
}

/** The layer with the longest folder that holds the path. */
function layerOf(path: string): Layer | undefined {
  return layers.filter(({ folder }) => path.startsWith(`${folder}/`)).sort((a, b) => b.folder.length - a.folder.length)[0];
}

function mayImport(layer: Layer, target: string): boolean {
  const other = layerOf(target);
  if (other === undefined) return layer.packages.some(name => isPackage(target, name));
  return other === layer || layer.layers.includes(other.folder) || layer.layers.includes(target);
}

function isPackage(specifier: string, name: string): boolean {
  if (name === 'node:') return specifier.startsWith('node:') && builtinModules.includes(specifier.slice('node:'.length));
  return specifier === name || specifier.startsWith(`${name}/`);
}

/** The first part of a path below the engine, which is what has a rank. */
function partOf(path: string): string {
  return path.slice(engine.length + 1).split('/')[0]!.replace(/\.ts$/, '');
}

function rankOf(part: string): number {
  return engineRanks.findIndex(parts => parts.includes(part));
}

interface Edge {
  readonly from: string;
  readonly to: string;
}

function edges(of: readonly Source[]): Edge[] {
  return of.flatMap(({ path, imports }) => imports.map(to => ({ from: path, to })));
}

function print({ from, to }: Edge): string {
  return `${from} → ${to}`;
}

/** Every circle once, as the path that closes it. Imports of types count: a circle of types is one thing in two files. */
function findCycles(): string[] {
  const done = new Set<string>();
  const cycles: string[] = [];
  const visit = (path: string, trail: readonly string[]): void => {
    if (trail.includes(path)) cycles.push([...trail.slice(trail.indexOf(path)), path].join(' → '));
    if (done.has(path) || trail.includes(path)) return;
    for (const next of byPath.get(path)?.imports ?? []) {
      if (byPath.has(next)) visit(next, [...trail, path]);
    }
    done.add(path);
  };
  for (const { path } of sources) visit(path, []);
  return cycles;
}

/** The names and keywords a file uses, without those of properties. */
function namesIn(path: string): string[] {
  const names = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (node.kind === ts.SyntaxKind.AsyncKeyword) names.add('async');
    if (ts.isAwaitExpression(node)) names.add('await');
    if (ts.isIdentifier(node) && !isPropertyName(node)) names.add(node.text);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(path, byPath.get(path)!.text, ts.ScriptTarget.ESNext, true));
  return [...names];
}

function isPropertyName(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.name === node;
  return ts.isPropertyAssignment(parent) || ts.isPropertySignature(parent) || ts.isPropertyDeclaration(parent) ? parent.name === node : false;
}
