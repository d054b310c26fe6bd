/** Three projects: `engine` needs no build; `protocol` and `cli` run what `npm run package` has made. */
import { defineConfig } from 'vitest/config';

// A limit that only a hang reaches: on a busy machine nothing else may fail for want of time.
const testTimeout = 120_000;

const needBuild = ['test/protocol/**', 'test/cli/**', 'test/package.test.ts'];

export default defineConfig({
  test: {
    projects: [
      { test: { name: 'engine', include: ['test/**/*.test.ts'], exclude: ['test/editor/**', ...needBuild], testTimeout, hookTimeout: testTimeout } },
      { test: { name: 'protocol', include: ['test/protocol/**/*.test.ts'], testTimeout, hookTimeout: testTimeout } },
      { test: { name: 'cli', include: ['test/cli/**/*.test.ts', 'test/package.test.ts'], testTimeout, hookTimeout: testTimeout } },
    ],
  },
});
