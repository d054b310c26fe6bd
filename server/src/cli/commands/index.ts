import type { Command } from './command.ts';
import { lint } from './lint.ts';
import { trace } from './trace.ts';

/** What runs where the first argument names no command. */
export const defaultCommand = lint;

export const commands: readonly Command[] = [lint, trace];
