/** Three projects: `engine` needs no build; `protocol` and `cli` run what `npm run package` has made. */
import { defineConfig } from 'vitest/config';

const needBuild = ['test/protocol/**', 'test/cli/**', 'test/package.test.ts'];

export default defineConfig({
  test: {
    projects: [
      { test: { name: 'engine', include: ['test/**/*.test.ts'], exclude: ['test/editor/**', ...needBuild] } },
      { test: { name: 'protocol', include: ['test/protocol/**/*.test.ts'], testTimeout: 20_000 } },
      { test: { name: 'cli', include: ['test/cli/**/*.test.ts', 'test/package.test.ts'], testTimeout: 20_000 } },
    ],
  },
});
