import { closeSync, existsSync, openSync, readFileSync, renameSync, writeFileSync, writeSync } from 'node:fs';

/** A map that survives `kill -9`: every change is written to a file as a line. */
export interface PersistentMap<Value> {
  get(key: string): Value | undefined;
  set(key: string, value: Value): void;
  delete(key: string): void;
  values(): readonly Value[];
  close(): void;
}

/** Reads `file`, if it exists, and rewrites it without replaced values. */
export function openPersistentMap<Value>(file: string): PersistentMap<Value> {
  const map = new Map<string, Value>();
  for (const [key, value] of existsSync(file) ? readLines<Value>(file) : []) {
    if (value === undefined) map.delete(key);
    else map.set(key, value);
  }
  writeFileSync(`${file}.new`, [...map].map((entry) => `${JSON.stringify(entry)}\n`).join(''));
  renameSync(`${file}.new`, file);
  let descriptor: number | undefined = openSync(file, 'a');
  const append = (line: readonly unknown[]) => {
    // One synchronous call before any response: data passed to the system survives this process.
    if (descriptor !== undefined) writeSync(descriptor, `${JSON.stringify(line)}\n`);
  };
  return {
    get: (key) => map.get(key),
    values: () => [...map.values()],
    set(key, value) {
      map.set(key, value);
      append([key, value]);
    },
    delete(key) {
      if (map.delete(key)) append([key]);
    },
    close() {
      if (descriptor !== undefined) closeSync(descriptor);
      descriptor = undefined;
    },
  };
}

/** Reads the lines. The last one may be incomplete. */
function readLines<Value>(file: string): [string, Value | undefined][] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line) => {
      try {
        const [key, value] = JSON.parse(line) as [string, Value?];
        return [[key, value] as [string, Value | undefined]];
      } catch {
        return [];
      }
    });
}
