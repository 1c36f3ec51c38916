import { readFile } from 'node:fs/promises';
import { findPackageJSON } from 'node:module';
import { dirname, join } from 'node:path';

/** Reads a file of one of the packages in packages.json. They lie in a `node_modules` folder beside the bundle, too. */
export async function readPackageFile(packageName: string, path: string): Promise<Buffer> {
  const found = findPackageJSON(packageName, import.meta.url);
  if (found === undefined) throw new Error(`the package ${packageName} is missing`);
  return readFile(join(dirname(found), path));
}

export async function readPackageJson<T>(packageName: string, path: string): Promise<T> {
  return JSON.parse((await readPackageFile(packageName, path)).toString()) as T;
}
