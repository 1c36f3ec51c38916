import { createHash } from 'node:crypto';
import { type Dirent, existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Files that no build uses. */
const IRRELEVANT = /\.test\.tsx?$|(^|\/)(node_modules|dist|e2e|testing)$/;

/**
 * A hash of the names and contents of files and folders. The order does not depend on the machine.
 *
 * @param root - Paths are relative to it, and only relative paths are part of the hash.
 * @param leaveOut - Paths below `root` to ignore.
 */
export function contentHash(root: string, paths: readonly string[], leaveOut: readonly string[] = []): string {
  const hash = createHash('sha256').update(process.version);
  const add = (path: string) => {
    if (IRRELEVANT.test(path) || leaveOut.includes(path)) return;
    const file = join(root, path);
    if (!existsSync(file)) return;
    if (statSync(file).isDirectory()) {
      for (const name of readdirSync(file, { withFileTypes: true })
        .map(({ name }: Dirent) => name)
        .sort()) {
        add(`${path}/${name}`);
      }
    } else {
      hash.update(`${path}\0`).update(readFileSync(file)).update('\0');
    }
  };
  for (const path of paths) add(path);
  return hash.digest('hex').slice(0, 24);
}
