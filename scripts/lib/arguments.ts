/** A script's command line. */
import { parseArgs, type ParseArgsConfig } from 'node:util';

/** Like `parseArgs`, but a mistake is the person's: it gets a line, not a stack. */
export function readArguments<const T extends ParseArgsConfig>(config: T): ReturnType<typeof parseArgs<T>> {
  try {
    return parseArgs(config);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(2);
  }
}
