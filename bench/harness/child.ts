import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import type { Contender, Effort, Figures } from './row.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** Work that runs in a separate process, so that warm code and garbage of other work do not affect its figures. */
export interface Work {
  readonly name: string;
  /** Path of a script from the repository root. The last line of its output is its {@link Figures} as JSON. */
  readonly script: string;
  readonly args?: (effort: Effort) => readonly string[];
  readonly nodeArgs?: readonly string[];
}

export const inChild = ({ name, script, args = () => [], nodeArgs = [] }: Work): Contender => ({
  name,
  run: (effort) => runScript(script, args(effort), nodeArgs),
});

/** @throws Error when the script fails or prints no figures. */
async function runScript(script: string, args: readonly string[], nodeArgs: readonly string[]): Promise<Figures> {
  const child = spawn(process.execPath, [...nodeArgs, script, ...args], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const output = text(child.stdout);
  const exitCode = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (exitCode !== 0) throw new Error(`${script} exited with ${exitCode}`);
  return JSON.parse((await output).trim().split('\n').at(-1) ?? '') as Figures;
}
