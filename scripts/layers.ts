/**
 * Which part of the code may import what: the one table behind `eslint.config.mjs` and `test/architecture.test.ts`.
 * A layer owns the files below its folder that no longer folder of another layer owns.
 */
export interface Layer {
  readonly folder: string;
  /** Layers it may import besides itself, by folder; a path to a file allows that file alone. */
  readonly layers: readonly string[];
  /** Packages it may import. `node:` stands for all of Node's own modules. */
  readonly packages: readonly string[];
}

export const layers: readonly Layer[] = [
  { folder: 'schemas', layers: [], packages: [] },
  { folder: 'server/src/engine', layers: ['schemas'], packages: ['yaml', 'ip-num'] },
  { folder: 'server/src/protocol', layers: [], packages: [] },
  { folder: 'server/src/files', layers: [], packages: ['node:', 'ignore'] },
  {
    folder: 'server/src/lsp',
    layers: ['server/src/engine/index.ts', 'server/src/protocol'],
    packages: ['vscode-languageserver', 'vscode-languageserver-textdocument'],
  },
  {
    folder: 'server/src/lsp/node',
    layers: ['server/src/lsp', 'server/src/protocol', 'server/src/files'],
    packages: ['node:', 'vscode-languageserver'],
  },
  { folder: 'server/src/cli', layers: ['server/src/engine/index.ts', 'server/src/files'], packages: ['node:', 'picocolors', 'tinyglobby'] },
  { folder: 'client', layers: ['server/src/protocol', 'server/src/files/decode.ts'], packages: ['vscode', 'vscode-languageclient'] },
];

/**
 * The engine from its ground up, by the first part of a path below `server/src/engine`. A file imports from its own rank
 * and from those below it, never from one above; nobody inside imports the façade, the last rank.
 */
export const engineRanks: readonly (readonly string[])[] = [
  ['yaml', 'net', 'data', 'text'],
  ['model'],
  ['schema'],
  ['fields', 'kinds'],
  ['views'],
  ['workspace', 'suppress', 'edits', 'located'],
  ['references', 'policy'],
  ['trace'],
  ['chain'],
  ['rules', 'features'],
  ['run-rules', 'assemble', 'lint', 'once', 'sieve'],
  ['index'],
];

/** Parts of the engine where each file that the index lists stands alone: nobody but the index imports it. */
export const lists: readonly string[] = ['rules'];

/** Names the engine has no business with: no host, no clock, no waiting. (The compiler knows more of them: `types: []`.) */
export const foreignNames: readonly string[] = [
  '__dirname', '__filename', 'async', 'await', 'Buffer', 'console', 'Date', 'fetch', 'navigator', 'performance', 'Promise',
  'queueMicrotask', 'require', 'setImmediate', 'setInterval', 'setTimeout', 'TextDocument',
];

export const maxLines = 300;
