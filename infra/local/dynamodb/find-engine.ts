import { accessSync, constants } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, dirname, join } from 'node:path';

export interface EngineCommand {
  readonly command: string;
  readonly args: readonly string[];
}

const VERSION = '1.2.1';

/**
 * Finds Dynoxide: the binary of this platform's optional package, or one on the PATH, or npx, which downloads it once.
 */
export function findEngine(environment: NodeJS.ProcessEnv = process.env): EngineCommand {
  const name = process.platform === 'win32' ? 'dynoxide.exe' : 'dynoxide';
  const fromPackage = packagedEngine(`@dynoxide/${process.platform}-${process.arch}`, name);
  if (fromPackage) return { command: fromPackage, args: [] };
  const onPath = (environment['PATH'] ?? '')
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find(isExecutable);
  if (onPath) return { command: onPath, args: [] };
  return { command: process.platform === 'win32' ? 'npx.cmd' : 'npx', args: ['--yes', `dynoxide@${VERSION}`] };
}

function packagedEngine(packageName: string, name: string): string | undefined {
  try {
    const file = join(dirname(createRequire(import.meta.url).resolve(`${packageName}/package.json`)), name);
    return isExecutable(file) ? file : undefined;
  } catch {
    return undefined;
  }
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
