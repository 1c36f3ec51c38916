import { type Clock, isoOf } from '#ports/clock';
import { CoachError } from '#ports/errors';
import type { Objects, UploadForm } from '#ports/objects';

export interface StoredObject {
  readonly bytes: Uint8Array;
  readonly contentType: string;
  /** The tag with which a life-cycle rule removes it after seven days. */
  readonly isUnreferenced: boolean;
  /** Milliseconds since the epoch. */
  readonly storedAt: number;
}

export interface MemoryObjects extends Objects {
  /** All objects, by key. */
  readonly stored: ReadonlyMap<string, StoredObject>;
  /** Posts a form with a file, as a browser does. @returns the HTTP status: 204, 400 or 403. */
  upload(form: UploadForm, bytes: Uint8Array): number;
  /** Stores an object with the tag `unreferenced`, as the upload of a form does. */
  addUpload(object: { readonly key: string; readonly bytes: Uint8Array; readonly contentType: string }): void;
  /** Opens a URL, as a browser does. */
  download(url: string): Download;
  /** Removes the objects whose life-cycle has ended. */
  expire(): void;
  /**
   * The next calls of an operation fail, and change nothing.
   *
   * @param error - Its default is the problem `dependency_unavailable`.
   * @param times - Its default is 1.
   */
  failNext(operation: keyof Objects, error?: Error, times?: number): void;
}

export interface Download {
  readonly status: number;
  readonly bytes: Uint8Array;
  readonly contentType: string;
  readonly disposition: string | undefined;
}

const FORM_MS = 5 * 60_000;
const DOWNLOAD_MS = 15 * 60_000;
const LIFE_MS = 7 * 24 * 3_600_000;
const PAGE = 1_000;
const ORIGIN = 'https://objects.example';

interface Form extends FileOfForm {
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
}
type FileOfForm = Parameters<Objects['uploadForm']>[0];

/** What the port and the browser share. */
interface Bucket {
  readonly clock: Pick<Clock, 'now'>;
  readonly stored: Map<string, StoredObject>;
  /** By the field `Policy` of a form. */
  readonly forms: Map<string, Form>;
  store(object: Parameters<Objects['put']>[0], isUnreferenced: boolean): void;
}

/** Objects in memory, behind the same promises as in S3. */
export function createMemoryObjects({ clock }: { readonly clock: Pick<Clock, 'now'> }): MemoryObjects {
  const failures: { operation: keyof Objects; error: Error; times: number }[] = [];
  const begin = (operation: keyof Objects): void => {
    const failure = failures.find((one) => one.operation === operation && one.times > 0);
    if (!failure) return;
    failure.times -= 1;
    throw failure.error;
  };
  const stored = new Map<string, StoredObject>();
  const bucket: Bucket = {
    clock,
    stored,
    forms: new Map(),
    store: ({ key, bytes, contentType }, isUnreferenced) =>
      void stored.set(key, { bytes: Uint8Array.from(bytes), contentType, isUnreferenced, storedAt: clock.now() }),
  };
  return {
    ...portOf(bucket, begin),
    ...browserOf(bucket),
    stored,
    addUpload: (object) => bucket.store(object, true),
    expire() {
      for (const [key, { isUnreferenced, storedAt }] of stored) {
        if (isUnreferenced && clock.now() - storedAt > LIFE_MS) stored.delete(key);
      }
    },
    failNext(operation, error = new CoachError('dependency_unavailable', 'told to fail'), times = 1) {
      failures.push({ operation, error, times });
    },
  };
}

function portOf({ clock, stored, forms, store }: Bucket, begin: (operation: keyof Objects) => void): Objects {
  /** Signatures have whole seconds. */
  const expiryOf = (lifeMs: number): number => Math.floor(clock.now() / 1_000) * 1_000 + lifeMs;
  return {
    async uploadForm(file) {
      begin('uploadForm');
      const expiresAt = expiryOf(FORM_MS);
      const policy = `${forms.size + 1}`;
      forms.set(policy, { ...file, expiresAt });
      const fields = { key: file.key, 'Content-Type': file.contentType, Policy: policy };
      return { url: `${ORIGIN}/`, fields, expiresAt: isoOf(expiresAt) };
    },
    async downloadUrl(key, fileName) {
      begin('downloadUrl');
      const expiresAt = isoOf(expiryOf(DOWNLOAD_MS));
      const query = new URLSearchParams({ expiresAt, ...(fileName !== undefined && { fileName }) });
      return { url: `${ORIGIN}/${encodeURIComponent(key)}?${query}`, expiresAt };
    },
    async read(key, range, signal) {
      begin('read');
      signal?.throwIfAborted();
      const object = stored.get(key);
      if (!object) return undefined;
      const { bytes, contentType } = object;
      return { bytes: Uint8Array.from(partOf(bytes, range)), sizeBytes: bytes.length, contentType };
    },
    async put(object) {
      begin('put');
      store(object, false);
    },
    async keep(key) {
      begin('keep');
      const object = stored.get(key);
      if (object) stored.set(key, { ...object, isUnreferenced: false });
      return object !== undefined;
    },
    async remove(keys) {
      begin('remove');
      for (const key of keys) stored.delete(key);
    },
    async list(prefix, cursor) {
      begin('list');
      const all = [...stored.keys()].filter((key) => key.startsWith(prefix)).sort();
      const rest = all.filter((key) => cursor === undefined || key > cursor);
      const keys = rest.slice(0, PAGE);
      const last = keys.at(-1);
      return { keys, ...(rest.length > PAGE && last !== undefined && { nextCursor: last }) };
    },
  };
}

function browserOf({ clock, stored, forms, store }: Bucket): Pick<MemoryObjects, 'upload' | 'download'> {
  return {
    upload({ fields }, bytes) {
      const form = forms.get(fields['Policy'] ?? '');
      if (!form || clock.now() > form.expiresAt) return 403;
      if (fields['key'] !== form.key || fields['Content-Type'] !== form.contentType) return 403;
      if (bytes.length !== form.sizeBytes) return 400;
      store({ ...form, bytes }, true);
      return 204;
    },
    download(url) {
      const { pathname, searchParams } = new URL(url);
      const object = stored.get(decodeURIComponent(pathname.slice(1)));
      if (clock.now() > Date.parse(searchParams.get('expiresAt') ?? '')) return refusedWith(403);
      if (!object) return refusedWith(404);
      const fileName = searchParams.get('fileName');
      const disposition = fileName === null ? undefined : `attachment; filename="${fileName}"`;
      return { status: 200, bytes: object.bytes, contentType: object.contentType, disposition };
    },
  };
}

function partOf(bytes: Uint8Array, range: Parameters<Objects['read']>[1]): Uint8Array {
  if (!range) return bytes;
  return 'first' in range ? bytes.subarray(0, range.first) : bytes.subarray(-range.last);
}

const refusedWith = (status: number): Download => ({
  status,
  bytes: new Uint8Array(),
  contentType: 'application/xml',
  disposition: undefined,
});
