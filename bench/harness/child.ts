import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import type { Contender, Effort, Figures } from './row.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** Work that a process of its own does, so that neither the warm code nor the garbage of another is in its figures. */
export interface Work {
  readonly name: string;
  /** A script, from the project's folder; its last line on standard output is its {@link Figures} as JSON. */
  readonly script: string;
  readonly args?: (effort: Effort) => readonly string[];
  readonly nodeArgs?: readonly string[];
}

export const inChild = ({ name, script, args = () => [], nodeArgs = [] }: Work): Contender => ({
  name,
  run: (effort) => runScript(script, args(effort), nodeArgs),
});

/** @throws Error when the script fails or says no figures. */
async function runScript(script: string, args: readonly string[], nodeArgs: readonly string[]): Promise<Figures> {
  const child = spawn(process.execPath, [...nodeArgs, script, ...args], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const said = text(child.stdout);
  const exitCode = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (exitCode !== 0) throw new Error(`${script} ended with ${exitCode}`);
  return JSON.parse((await said).trim().split('\n').at(-1) ?? '') as Figures;
}
