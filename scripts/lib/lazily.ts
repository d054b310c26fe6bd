import { createRequire } from 'node:module';
import type { Plugin } from 'esbuild';

const load = createRequire(import.meta.url);
const namespace = 'lazily';

/**
 * Packages, or parts of Node, that a bundle loads when it first uses them rather than when it starts: what is imported is a twin with the same
 * names, each of which asks the real one.
 */
export function lazily(names: readonly string[]): Plugin {
  return {
    name: namespace,
    setup(building) {
      const filter = new RegExp(`^(?:${names.join('|')})$`);
      building.onResolve({ filter }, ({ path, namespace: from }) => (from === namespace ? undefined : { path, namespace }));
      building.onLoad({ filter: /./, namespace }, ({ path }) => ({ contents: twin(path), resolveDir: import.meta.dirname }));
    },
  };
}

function twin(name: string): string {
  const getters = Object.keys(load(name) as object).filter((key) => /^\w+$/.test(key)).map((key) => `get ${key}() { return real().${key}; },`);
  // Of an ES module `require` makes a new copy each time.
  return `let loaded;\nconst real = () => (loaded ??= require('${name}'));\nmodule.exports = {\n${getters.join('\n')}\n};\n`;
}
