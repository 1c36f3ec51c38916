/**
 * Runs a command until this process's standard input closes. So the command stops when the parent process exits, even
 * by `kill -9`.
 *
 *     node supervise.ts <command> <arguments…>
 */
import { spawn } from 'node:child_process';

const [command = '', ...args] = process.argv.slice(2);
/** Time that the command has to exit by itself. */
const GRACE_MS = 3_000;

// A separate process group: Ctrl-C in the terminal reaches only the parent, which then closes our input.
const child = spawn(command, args, { detached: true, stdio: ['ignore', 'inherit', 'inherit'] });

const signalGroup = (signal: NodeJS.Signals) => {
  try {
    if (child.pid !== undefined) process.kill(-child.pid, signal);
  } catch {
    // The process has already exited.
  }
};

child.once('error', (error) => {
  console.error(error.message);
  process.exit(127);
});
child.once('exit', (code) => process.exit(code ?? 1));
process.stdin.resume().once('close', () => {
  signalGroup('SIGTERM');
  setTimeout(() => signalGroup('SIGKILL'), GRACE_MS);
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined);
