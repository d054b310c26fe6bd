// Runs the command line, as the built bundle in a process of its own or as a function with a made-up outside world.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Io } from '../../server/src/cli/io.ts';
import { main } from '../../server/src/cli/main.ts';
import type { ReportedFinding, Summary } from '../../server/src/cli/report.ts';

export const bundle = resolve(import.meta.dirname, '../../out/cli.js');

export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly cwd?: string;
  readonly input?: string | Buffer;
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs `out/cli.js`. */
export function run(args: readonly string[], { cwd, input = '', env = {} }: RunOptions = {}): Outcome {
  if (!existsSync(bundle)) throw new Error('out/cli.js is missing: run `npm run build` first.');
  const { status, stdout, stderr } = spawnSync(process.execPath, [bundle, ...args], {
    cwd, input, encoding: 'utf8', maxBuffer: 2 ** 28, timeout: 60_000,
    env: { PATH: process.env['PATH'], ...env },
  });
  return { code: status, stdout, stderr };
}

/** Runs `main` in this process. */
export async function runMain(args: readonly string[], io: Partial<Io> = {}): Promise<Outcome> {
  let [stdout, stderr] = ['', ''];
  const code = await main(args, {
    stdout: { write: text => { stdout += text; }, isTerminal: false },
    stderr: { write: text => { stderr += text; }, isTerminal: false },
    stdin: nothing(), cwd: tmpdir(), env: {}, version: '1.2.3', ...io,
  });
  return { code, stdout, stderr };
}

async function* nothing(): AsyncGenerator<Uint8Array> {
  // Ends at once.
}

export interface JsonReport {
  readonly findings: readonly ReportedFinding[];
  readonly summary: Summary;
}

/** The findings that a run prints as JSON. */
export function runJson(args: readonly string[], options: RunOptions = {}): JsonReport {
  return JSON.parse(run(['--format', 'json', ...args], options).stdout) as JsonReport;
}

/** `file:line:column rule` of every finding. */
export function places({ findings }: JsonReport): readonly string[] {
  return findings.map(({ file, line, column, rule }) => `${file}:${line}:${column} ${rule}`);
}

/** A folder with these files, by path, that goes with the test. */
export function folderOf(files: Readonly<Record<string, string | Buffer>>): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'egress-cli-')));
  onTestFinished(() => { rmSync(folder, { recursive: true }); });
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  return folder;
}

/** A policy without mistakes. */
export const good = `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: dns-only
  namespace: shop
spec:
  podSelector:
    matchLabels:
      app: cart
  policyTypes:
    - Egress
  egress:
    - to:
        - namespaceSelector:
            matchLabels:
              kubernetes.io/metadata.name: kube-system
      ports:
        - protocol: UDP
          port: 53
        - protocol: TCP
          port: 53
`;

/** The same with one mistake, an unknown field at 10:3. */
export const bad = good.replace('policyTypes', 'policytypes');

/** Where the mistake of `bad` is, in a file. */
export function badIn(file: string): string {
  return `${file}:10:3 unknown-field`;
}
