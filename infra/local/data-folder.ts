import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

export interface DataFolder {
  /** Where the logs of functions go. */
  readonly logs: string;
  /** A file of what has to outlive a restart. */
  state(name: string): string;
  close(): void;
}

/** Another local stack works in the folder. */
export class FolderInUse extends Error {
  override readonly name = 'FolderInUse';
}

/**
 * Opens the folder for this process alone. The lock is the system's, so it goes with the process, however that ends.
 *
 * @param reset - Throws away what is in it, but for what was built.
 * @throws {FolderInUse}
 */
export function openDataFolder(path: string, reset: boolean): DataFolder {
  mkdirSync(path, { recursive: true });
  const lock = new DatabaseSync(join(path, 'lock.sqlite'));
  try {
    lock.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    lock.close();
    throw new FolderInUse(`another local stack uses ${path}: stop it, or choose another folder with --data`, {
      cause: error,
    });
  }
  const state = join(path, 'state');
  const logs = join(path, 'logs');
  if (reset) for (const folder of [state, logs]) rmSync(folder, { recursive: true, force: true });
  for (const folder of [state, logs]) mkdirSync(folder, { recursive: true });
  return { logs, state: (name) => join(state, name), close: () => lock.close() };
}
