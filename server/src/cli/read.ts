import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Candidate, InputProblem } from './files.ts';
import { decodeText } from '../files/decode.ts';
import { reasonOf } from './reason.ts';

/** A file's text. */
export interface Input {
  /** Absolute. Standard input has a name of its own in the current folder. */
  readonly path: string;
  readonly text: string;
}

export interface ReadInputs {
  readonly inputs: readonly Input[];
  readonly problems: readonly InputProblem[];
}

/** What standard input is called in what is printed. */
export const stdinName = '<stdin>';

const readsAtOnce = 32;
/** Milliseconds, on average of a file, below which a file system answers at once. A local disk takes a hundredth of a millisecond, a network one or more. */
const atOnce = 1;
/** After so many files it is known. */
const trial = 16;
const notText = 'Not text: neither UTF-8 nor UTF-16 with a byte order mark';

/**
 * Reads files. The order of the result is that of the files. One after the other takes a fifth of the time of several at once where the file
 * system answers at once; where it does not, several wait together.
 */
export async function readFiles(files: readonly Candidate[], onProgress: (done: number) => void): Promise<ReadInputs> {
  const results: (Input | InputProblem | undefined)[] = [];
  let next = 0;
  let done = 0;
  const start = performance.now();
  for (const file of files) {
    if (next >= trial && performance.now() - start > next * atOnce) break;
    results[next++] = readNow(file);
    onProgress(++done);
  }
  const work = async (): Promise<void> => {
    for (let index = next++; index < files.length; index = next++) {
      const file = files[index];
      if (file !== undefined) results[index] = await readSoon(file);
      onProgress(++done);
    }
  };
  await Promise.all(Array.from({ length: Math.min(readsAtOnce, files.length - next) }, work));
  return {
    inputs: results.filter((result): result is Input => result !== undefined && 'text' in result),
    problems: results.filter((result): result is InputProblem => result !== undefined && 'reason' in result),
  };
}

function readNow(file: Candidate): Input | InputProblem | undefined {
  try {
    return inputOf(file, readFileSync(file.path));
  } catch (error) {
    return unread(file, error);
  }
}

async function readSoon(file: Candidate): Promise<Input | InputProblem | undefined> {
  try {
    return inputOf(file, await readFile(file.path));
  } catch (error) {
    return unread(file, error);
  }
}

/** What git-crypt leaves of a file for those who have no key to it. */
const encrypted = Buffer.from('\0GITCRYPT\0');

/** JSON that was found rather than named is other people's, unless it says what object it is; so is what is encrypted. */
function inputOf({ path, named }: Candidate, bytes: Buffer): Input | InputProblem | undefined {
  if (!named && bytes.subarray(0, encrypted.length).equals(encrypted)) return undefined;
  const text = decodeText(bytes);
  if (!named && /\.json$/i.test(path) && (text === undefined || !/"apiVersion"\s*:/.test(text))) return undefined;
  return text === undefined ? { path, reason: notText } : { path, text };
}

function unread({ path, named }: Candidate, error: unknown): InputProblem | undefined {
  const vanished = !named && error instanceof Error && 'code' in error && error.code === 'ENOENT';
  return vanished ? undefined : { path, reason: reasonOf(error) };
}

export async function readStdin(stdin: AsyncIterable<Uint8Array>, cwd: string): Promise<Input | InputProblem> {
  try {
    const chunks: Uint8Array[] = [];
    for await (const chunk of stdin) chunks.push(chunk);
    const text = decodeText(Buffer.concat(chunks));
    return text === undefined ? { path: stdinName, reason: notText } : { path: join(cwd, stdinName), text };
  } catch (error) {
    return { path: stdinName, reason: reasonOf(error) };
  }
}
