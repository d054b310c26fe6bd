// What the command line has of the outside world, so that a test can stand in for it.

/** Where text goes. */
export interface Output {
  write(text: string): void;
  readonly isTerminal: boolean;
  /** Width of the terminal, where there is one. */
  readonly columns?: number;
}

export interface Io {
  readonly stdout: Output;
  readonly stderr: Output;
  readonly stdin: AsyncIterable<Uint8Array>;
  /** Absolute path of the current folder. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly version: string;
  /** What a thread runs to help: the program itself. Absent where there is none. */
  readonly script?: string;
}

/** Whether text for this output is coloured: on a terminal, unless the environment says otherwise (no-color.org, force-color.org). */
export function wantsColor({ env }: Pick<Io, 'env'>, output: Output): boolean {
  if (isSet(env['NO_COLOR'])) return false;
  const force = env['FORCE_COLOR'];
  if (force !== undefined) return force !== '0' && force !== 'false';
  return output.isTerminal && env['TERM'] !== 'dumb';
}

function isSet(variable: string | undefined): boolean {
  return variable !== undefined && variable !== '';
}
