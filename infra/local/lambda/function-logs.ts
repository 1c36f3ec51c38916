import { createWriteStream, statSync, truncateSync, type WriteStream } from 'node:fs';
import { join } from 'node:path';
import type { Readable } from 'node:stream';

export interface FunctionLogs {
  /** Returns a function that writes an output to the log of `name`. */
  of(name: string): (output: Readable) => void;
  close(): Promise<void>;
}

/** A log that is larger than this is truncated at the next start. */
const LIMIT_BYTES = 20 * 1024 * 1024;

/** Opens one log file per function in `folder`. @param verbose - Also prints the output to the terminal. */
export function openFunctionLogs(folder: string, verbose: boolean): FunctionLogs {
  const files = new Map<string, WriteStream>();
  const fileOf = (name: string): WriteStream => {
    const known = files.get(name);
    if (known) return known;
    const path = join(folder, `${name}.log`);
    if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) > LIMIT_BYTES) truncateSync(path);
    const file = createWriteStream(path, { flags: 'a' });
    // A full disk does not stop the stack.
    file.on('error', () => undefined);
    files.set(name, file);
    return file;
  };
  return {
    of: (name) => (output) => {
      output.on('data', (chunk: Buffer) => {
        fileOf(name).write(chunk);
        if (verbose) process.stdout.write(chunk);
      });
    },
    close: async () => {
      await Promise.all([...files.values()].map((file) => new Promise<void>((resolve) => file.end(() => resolve()))));
    },
  };
}
