/**
 * Runs a command for as long as somebody holds the other end of this process's standard input, and not a moment longer:
 * so that it goes when its parent goes, `kill -9` included.
 *
 *     node supervise.ts <command> <arguments…>
 */
import { spawn } from 'node:child_process';

const [command = '', ...args] = process.argv.slice(2);
/** How long it may take to end by itself. */
const GRACE_MS = 3_000;

// A group of its own: a terminal's Ctrl-C is for the parent, who then closes our input.
const child = spawn(command, args, { detached: true, stdio: ['ignore', 'inherit', 'inherit'] });

const signalGroup = (signal: NodeJS.Signals) => {
  try {
    if (child.pid !== undefined) process.kill(-child.pid, signal);
  } catch {
    // It has gone already.
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
