/** The frame of a script: its children end with it, and what goes wrong gets a line. */
import { stopChildrenOnExit } from './processes.ts';

/** Runs a script's body and ends the process with the exit code it returns. */
export async function runMain(body: () => Promise<number>, onSignal?: () => void): Promise<never> {
  stopChildrenOnExit(onSignal);
  try {
    process.exit(await body());
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  }
}
