import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const EVERY_MS = 1_000;

/**
 * Calls `onGone` when the npm process that started this one has exited. Killed with SIGKILL, npm does not stop its
 * children.
 * @returns stops watching.
 */
export function watchParents(onGone: () => void): () => void {
  if (process.env['npm_lifecycle_event'] === undefined) return () => undefined;
  // `infra/run.mjs` names its own parent when it is a process between npm and this one.
  const watched = [process.ppid, ...upToNpm(Number(process.env['STARTED_BY'] ?? process.ppid))];
  const timer = setInterval(() => {
    if (watched.every(isAlive)) return;
    clearInterval(timer);
    onGone();
  }, EVERY_MS).unref();
  return () => clearInterval(timer);
}

/** The processes up to npm. npm runs a script in a shell, which may have replaced itself with the script. */
function upToNpm(pid: number): number[] {
  const { name, parent } = processOf(pid);
  return /^-?(ba|da|k|z)?sh$/.test(name) && parent > 1 ? [pid, parent] : [pid];
}

function processOf(pid: number): { readonly name: string; readonly parent: number } {
  try {
    const [, name = '', rest = ''] = /^\d+ \((.*)\) (.*)$/s.exec(readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? [];
    return { name, parent: Number(rest.split(' ')[1]) };
  } catch {
    return processByPs(pid);
  }
}

/** Fallback without /proc. Windows has neither /proc nor ps, and ends child processes in other ways. */
function processByPs(pid: number): { readonly name: string; readonly parent: number } {
  try {
    const line = execFileSync('ps', ['-o', 'ppid=,comm=', '-p', String(pid)], { encoding: 'utf8', stdio: 'pipe' });
    const [, parent = '0', path = ''] = /^\s*(\d+)\s+(.*?)\s*$/.exec(line) ?? [];
    return { name: path.split('/').at(-1) ?? '', parent: Number(parent) };
  } catch {
    return { name: '', parent: 0 };
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
