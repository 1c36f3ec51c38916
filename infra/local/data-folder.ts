import { mkdirSync, rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

export interface DataFolder {
  /** Folder of the functions' logs. */
  readonly logs: string;
  /** Path of a file for state that survives a restart. */
  state(name: string): string;
  close(): void;
}

/** Another local stack uses the folder. */
export class FolderInUse extends Error {
  override readonly name = 'FolderInUse';
}

/**
 * Locks the folder for this process. The operating system holds the lock, so it ends with the process in any case.
 *
 * @param reset - Deletes the folder's contents, except the builds.
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

/** A folder that is deleted when it is closed. */
export async function temporaryFolder(): Promise<{ readonly path: string; close(): Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'coachstream-'));
  return { path, close: () => rm(path, { recursive: true, force: true }) };
}
