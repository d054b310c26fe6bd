/** Lint rules: typescript-eslint's strict set, the borders between the layers (`scripts/layers.ts`), and sizes. */
import eslint from '@eslint/js';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';
import { engineRanks, layers, maxLines } from './scripts/layers.ts';

const product = ['client/**/*.ts', 'server/**/*.ts', 'schemas/**/*.ts'];
const engine = 'server/src/engine';

export default defineConfig(
  { ignores: ['out/', '.cache/', 'node_modules/', 'coverage/'] },
  eslint.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: { allowDefaultProject: ['*.ts'] }, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-unnecessary-condition': ['error', { allowConstantLoopConditions: 'only-allowed-literals' }],
      // A string's characters are its code points here.
      '@typescript-eslint/no-misused-spread': ['error', { allow: ['string'] }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      // `process.env['X']`: the compiler asks for brackets where a name is not declared.
      '@typescript-eslint/dot-notation': 'off',
      'eqeqeq': 'error',
      'no-restricted-syntax': ['error', { selector: 'ExportDefaultDeclaration', message: 'Export by name.' }],
    },
  },
  {
    files: [...product, 'scripts/**/*.ts'],
    ignores: ['schemas/**'],
    rules: {
      'max-lines': ['error', { max: maxLines }],
      'complexity': ['error', 12],
    },
  },
  {
    files: ['test/**/*.ts'],
    rules: {
      'max-lines': ['error', { max: 2 * maxLines }],
      'complexity': ['error', 20],
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
  // Tools are told how a configuration is exported; vitest and Node read theirs from the default export.
  { files: ['*.ts', '*.mjs'], rules: { 'no-restricted-syntax': 'off' } },
  {
    files: ['**/*.mjs'],
    languageOptions: { globals: { console: 'readonly', process: 'readonly', setInterval: 'readonly' } },
  },
  { files: [`${engine}/**/*.ts`], rules: { 'no-console': 'error' } },
  ...layers.map(layer => borders(layer.folder, packagePatterns(layer))),
  ...engineRanks.flatMap((parts, rank) => parts.map(part => enginePart(part, rank))),
);

/** A later entry of this rule replaces an earlier one whole, so the engine's parts repeat the engine's packages. */
function borders(folder, patterns, files = [`${folder}/**/*.ts`]) {
  return { name: `layer ${folder}`, files, rules: { 'no-restricted-imports': ['error', { patterns }] } };
}

/** Whatever is not a path must be one of the layer's packages; and no path leads into a layer it does not know. */
function packagePatterns(layer) {
  const names = layer.packages.map(name => name === 'node:' ? 'node:' : `${escape(name)}(?:/|$)`);
  const allowed = ['\\.', ...names].join('|');
  const strangers = layers.filter(other => other !== layer && !layer.layers.some(known => known.startsWith(other.folder)));
  return [
    { regex: `^(?!${allowed})`, message: `${layer.folder} may import ${layer.packages.join(', ') || 'no package'} (scripts/layers.ts).` },
    ...strangers.map(({ folder }) => ({
      regex: `^\\.\\.?/.*\\b${escape(folder.split('/').at(-1))}/`,
      message: `${layer.folder} does not know ${folder} (scripts/layers.ts).`,
    })),
    ...layer.layers.filter(known => known.endsWith('.ts')).map(file => ({
      regex: `^\\.\\.?/.*\\b${escape(file.split('/').at(-2))}/(?!${escape(file.split('/').at(-1))}$)`,
      message: `Of that layer, ${layer.folder} knows ${file} alone (scripts/layers.ts).`,
    })),
  ];
}

function enginePart(part, rank) {
  const above = engineRanks.slice(rank + 1).flat();
  const layer = layers.find(({ folder }) => folder === engine);
  const patterns = [
    ...packagePatterns(layer),
    ...above.map(name => ({
      // From a folder of the engine the way up is `../`, from a file beside it `./`.
      regex: `^(?:\\.\\./)+${escape(name)}(?:/|\\.ts$)`,
      message: `${part} lies below ${name} (scripts/layers.ts).`,
    })),
  ];
  return borders(`${engine}/${part}`, patterns, [`${engine}/${part}/**/*.ts`, `${engine}/${part}.ts`]);
}

function escape(text) {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
}
