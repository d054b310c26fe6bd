/** Runs tests inside the editor, one after the other, and prints what came out. */
interface Test {
  readonly name: string;
  readonly body: () => Promise<void>;
}

const tests: Test[] = [];

/** How long a single test may take. */
const patience = 60_000;

export function test(name: string, body: () => Promise<void>): void {
  tests.push({ name, body });
}

/** Throws when a test has failed, which is how the editor learns its exit code. */
export async function runAll(): Promise<void> {
  let failed = 0;
  for (const [index, { name, body }] of tests.entries()) {
    const label = `${String(index + 1)} - ${name}`;
    try {
      await withDeadline(body());
      console.log(`ok ${label}`);
    } catch (error) {
      failed++;
      console.log(`not ok ${label}\n${error instanceof Error ? error.stack ?? error.message : String(error)}`);
    }
  }
  console.log(`${String(tests.length - failed)} passed, ${String(failed)} failed`);
  if (failed > 0) throw new Error(`${String(failed)} of ${String(tests.length)} editor tests failed`);
}

async function withDeadline(work: Promise<void>): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const deadline = new Promise<never>((_, reject) => {
    timer = setTimeout(() => { reject(new Error(`not done within ${String(patience / 1000)} s`)); }, patience);
  });
  try {
    await Promise.race([work, deadline]);
  } finally {
    clearTimeout(timer);
  }
}

export function assert(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Error(message);
}

export function assertEqual(actual: unknown, expected: unknown, what: string): void {
  const [left, right] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (left !== right) throw new Error(`${what}: expected ${right}, got ${left}`);
}
