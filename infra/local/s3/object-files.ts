import { createHash, randomUUID } from 'node:crypto';
import {
  closeSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import type { Tags } from './tags.ts';

/** All of an object but its bytes. */
export interface ObjectHead {
  readonly key: string;
  readonly sizeBytes: number;
  readonly contentType: string;
  readonly tags: Tags;
  /** Quoted, as in the header. */
  readonly etag: string;
  /** Milliseconds since the epoch. */
  readonly storedAt: number;
  /** The header with the checksum that came with the object, if any. */
  readonly checksum?: readonly [name: string, value: string];
}

/** The objects of one bucket, each in a file of its own. */
export interface ObjectFiles {
  head(key: string): ObjectHead | undefined;
  bytes(key: string): Buffer;
  put(object: Omit<ObjectHead, 'etag' | 'sizeBytes'>, bytes: Buffer): ObjectHead;
  /** Replaces the tags of an object that exists. */
  tag(key: string, tags: Tags): void;
  /** An unknown key is no error. */
  remove(key: string): void;
  /** All objects in the order of their keys' bytes. */
  all(): readonly ObjectHead[];
}

/**
 * Opens the bucket's folder. A file contains the object's head as one line of JSON, and then its bytes. It is written
 * under another name and then renamed, so that a crash leaves the old object or the new one.
 */
export function openObjectFiles(folder: string): ObjectFiles {
  mkdirSync(folder, { recursive: true });
  const heads = new Map<string, ObjectHead>();
  for (const name of readdirSync(folder)) {
    if (name.endsWith(UNFINISHED)) rmSync(join(folder, name));
    else {
      const head = readHead(join(folder, name));
      heads.set(head.key, head);
    }
  }
  const fileOf = (key: string) => join(folder, createHash('sha256').update(key).digest('hex'));
  const bytesOf = (key: string): Buffer => {
    const content = readFileSync(fileOf(key));
    return content.subarray(content.indexOf('\n') + 1);
  };
  const write = (head: ObjectHead, bytes: Buffer): void => {
    const unfinished = join(folder, `${randomUUID()}${UNFINISHED}`);
    writeFileSync(unfinished, Buffer.concat([Buffer.from(`${JSON.stringify(head)}\n`), bytes]));
    renameSync(unfinished, fileOf(head.key));
    heads.set(head.key, head);
  };
  return {
    head: (key) => heads.get(key),
    bytes: bytesOf,
    put(object, bytes) {
      const etag = `"${createHash('md5').update(bytes).digest('hex')}"`;
      const head = { ...object, etag, sizeBytes: bytes.length };
      write(head, bytes);
      return head;
    },
    tag(key, tags) {
      const head = heads.get(key);
      if (head) write({ ...head, tags }, bytesOf(key));
    },
    remove(key) {
      if (heads.delete(key)) rmSync(fileOf(key));
    },
    all: () => [...heads.values()].sort((a, b) => Buffer.compare(Buffer.from(a.key), Buffer.from(b.key))),
  };
}

const UNFINISHED = '.unfinished';
/** More than the longest head: its key has at most 1,024 bytes, its tags 3,840 characters. */
const HEAD_BYTES = 64 * 1024;

function readHead(file: string): ObjectHead {
  const start = Buffer.alloc(HEAD_BYTES);
  const descriptor = openSync(file, 'r');
  try {
    const length = readSync(descriptor, start);
    return JSON.parse(start.subarray(0, start.subarray(0, length).indexOf('\n')).toString()) as ObjectHead;
  } finally {
    closeSync(descriptor);
  }
}
