import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { exitCodes } from './commands/command.ts';
import { commands, defaultCommand } from './commands/index.ts';
import type { Io } from './io.ts';

/** Runs the command line, without the name of the program, and gives its exit code. It never fails otherwise. */
export async function main(argv: readonly string[], io: Io): Promise<number> {
  const [first, ...rest] = argv;
  const command = commands.find(({ name }) => name === first);
  try {
    if (command === undefined) return await defaultCommand.run(argv, io);
    if (existsSync(resolve(io.cwd, command.name))) {
      io.stderr.write(`egress-lint: "${command.name}" is taken for the command; write ./${command.name} for what has that name here.\n`);
    }
    return await command.run(rest, io);
  } catch (error) {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    io.stderr.write(`egress-lint failed; this is a mistake of egress-lint.\n${text}\n`);
    return exitCodes.trouble;
  }
}
