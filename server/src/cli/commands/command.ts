import type { Io } from '../io.ts';

/** Something that the command line can do, chosen by its first argument. */
export interface Command {
  readonly name: string;
  /** Gives the exit code. */
  run(args: readonly string[], io: Io): Promise<number>;
}

/** Exit codes of every command. */
export const exitCodes = { clean: 0, found: 1, trouble: 2 } as const;
