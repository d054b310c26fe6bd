/**
 * Runs a command that must not outlive the one who asked for it, whatever ends that one:
 * `node guard.ts <command> [arguments]`, started as the head of a process group. When the parent is gone (killed even),
 * the whole group goes.
 */
import { spawn } from 'node:child_process';

const [command, ...args] = process.argv.slice(2);
if (command === undefined) throw new Error('guard: no command');
const parent = process.ppid;

const child = spawn(command, args, { stdio: ['ignore', 'inherit', 'inherit'] });
child.once('error', error => {
  console.error(error.message);
  process.exit(1);
});
child.once('exit', code => { process.exit(code ?? 1); });
setInterval(() => { if (process.ppid !== parent) endGroup(); }, 500);
process.once('SIGTERM', endGroup);
process.once('SIGINT', endGroup);

function endGroup(): void {
  process.kill(-process.pid, 'SIGKILL');
}
