import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { isoOf } from '#ports/clock';
import type { Objects, UploadForm } from '#ports/objects';

/** The port, and what a browser and the life-cycle rules do beside it. */
export interface ObjectsUnderTest {
  readonly objects: Objects;
  readonly now: () => number;
  /** Moves the clock by which URLs expire. */
  advance(ms: number): void;
  /** Posts the form with the file. @returns the HTTP status. */
  upload(form: UploadForm, bytes: Uint8Array): Promise<number>;
  download(url: string): Promise<{
    readonly status: number;
    readonly bytes: Uint8Array;
    readonly contentType: string;
    readonly disposition: string | undefined;
  }>;
  /** Whether a life-cycle rule will remove the object. */
  isUnreferenced(key: string): Promise<boolean>;
}

const FIVE_MINUTES = 5 * 60_000;
const FIFTEEN_MINUTES = 15 * 60_000;
const PNG = 'image/png';
const PAGE = 1_000;
const AT_ONCE = 10;

const bytesOf = (size: number): Uint8Array => Uint8Array.from({ length: size }, (_, place) => (place * 7) % 256);
/** A place of its own, so that tests can share a bucket. */
const folder = (): string => `user-uploads/${randomUUID()}`;
const wholeSeconds = (ms: number): number => Math.floor(ms / 1_000) * 1_000;

/** Contract of `Objects`. @param open - May return the same bucket each time. */
export function objectsContract(name: string, open: () => ObjectsUnderTest) {
  describe(`objects ${name}: upload forms`, () => {
    const prepare = async (changes: Partial<Parameters<Objects['uploadForm']>[0]> = {}) => {
      const bucket = open();
      const file = { key: `${folder()}/a.png`, contentType: PNG, sizeBytes: 1_000, ...changes };
      return { ...bucket, file, form: await bucket.objects.uploadForm(file) };
    };

    it('a form stores exactly the announced file, to be removed unless it is kept', async () => {
      const { objects, upload, isUnreferenced, file, form, now } = await prepare();
      expect(form.expiresAt).toBe(isoOf(wholeSeconds(now()) + FIVE_MINUTES));
      expect(await objects.read(file.key)).toBeUndefined();
      expect(await upload(form, bytesOf(1_000))).toBe(204);
      expect(await objects.read(file.key)).toEqual({ bytes: bytesOf(1_000), sizeBytes: 1_000, contentType: PNG });
      expect(await isUnreferenced(file.key)).toBe(true);
    });

    it.each([999, 1_001, 0])('a form for 1,000 bytes refuses a file of %i bytes', async (size) => {
      const { objects, upload, file, form } = await prepare();
      expect(await upload(form, bytesOf(size))).toBe(400);
      expect(await objects.read(file.key)).toBeUndefined();
    });

    it.each([
      ['key', 'user-uploads/other/a.png'],
      ['Content-Type', 'image/svg+xml'],
    ])('a form refuses a changed field %s', async (field, value) => {
      const { objects, upload, file, form } = await prepare();
      expect(await upload({ ...form, fields: { ...form.fields, [field]: value } }, bytesOf(1_000))).toBe(403);
      expect(await objects.read(file.key)).toBeUndefined();
      expect(await objects.read('user-uploads/other/a.png')).toBeUndefined();
    });

    it('a form is accepted until it expires, again and again, and refused later', async () => {
      const { upload, form, advance } = await prepare();
      expect(await upload(form, bytesOf(1_000))).toBe(204);
      advance(FIVE_MINUTES - 1_000);
      expect(await upload(form, bytesOf(1_000))).toBe(204);
      advance(1_001);
      expect(await upload(form, bytesOf(1_000))).toBe(403);
    });

    it('forms of two files do not mix', async () => {
      const { objects, upload, file, form } = await prepare();
      const other = await objects.uploadForm({ ...file, key: `${file.key}.png`, sizeBytes: 5 });
      expect(await upload({ ...form, fields: { ...form.fields, key: `${file.key}.png` } }, bytesOf(1_000))).toBe(403);
      expect(await upload(other, bytesOf(5))).toBe(204);
      expect(await objects.read(file.key)).toBeUndefined();
    });
  });

  describe(`objects ${name}: download URLs`, () => {
    const prepare = async (fileName?: string) => {
      const bucket = open();
      const key = `${folder()}/a b+c.png`;
      await bucket.objects.put({ key, bytes: bytesOf(300), contentType: PNG });
      return { ...bucket, key, link: await bucket.objects.downloadUrl(key, fileName) };
    };

    it('a URL returns the object with its type for 15 minutes', async () => {
      const { download, advance, link, now } = await prepare();
      expect(link.expiresAt).toBe(isoOf(wholeSeconds(now()) + FIFTEEN_MINUTES));
      advance(FIFTEEN_MINUTES - 1_000);
      const found = await download(link.url);
      expect(found).toMatchObject({ status: 200, contentType: PNG, disposition: undefined });
      expect(found.bytes).toEqual(bytesOf(300));
      advance(1_001);
      expect((await download(link.url)).status).toBe(403);
    });

    it('a URL with a file name makes the browser save the file', async () => {
      const { download, link } = await prepare('my emote.png');
      expect((await download(link.url)).disposition).toMatch(/^attachment; filename="my emote\.png"/);
    });

    it('a URL of an object that is missing returns 404', async () => {
      const { objects, download, key } = await prepare();
      await objects.remove([key]);
      expect((await download((await objects.downloadUrl(key)).url)).status).toBe(404);
    });
  });

  describe(`objects ${name}: reads`, () => {
    const stored = async (size: number) => {
      const { objects } = open();
      const key = `${folder()}/a.png`;
      const bytes = bytesOf(size);
      await objects.put({ key, bytes, contentType: PNG });
      return { objects, key, bytes };
    };

    it('reads the first and the last bytes with the size of the whole object', async () => {
      const { objects, key, bytes } = await stored(100_000);
      const whole = { sizeBytes: 100_000, contentType: PNG };
      expect(await objects.read(key, { first: 65_536 })).toEqual({ bytes: bytes.subarray(0, 65_536), ...whole });
      expect(await objects.read(key, { last: 64 })).toEqual({ bytes: bytes.subarray(-64), ...whole });
      expect(await objects.read(key)).toEqual({ bytes, ...whole });
    });

    it.each([0, 1, 50])('reads the whole of an object of %i bytes that is shorter than the range', async (size) => {
      const { objects, key, bytes } = await stored(size);
      const whole = { bytes, sizeBytes: size, contentType: PNG };
      expect(await objects.read(key, { first: 64 })).toEqual(whole);
      expect(await objects.read(key, { last: 64 })).toEqual(whole);
    });

    it('returns undefined for a missing object', async () => {
      const { objects } = open();
      expect(await objects.read(`${folder()}/none.png`)).toBeUndefined();
      expect(await objects.read(`${folder()}/none.png`, { last: 64 })).toBeUndefined();
    });

    it('stops when the signal aborts', async () => {
      const { objects, key } = await stored(10);
      await expect(objects.read(key, undefined, AbortSignal.abort())).rejects.toThrow(/abort/i);
    });
  });

  describe(`objects ${name}: writes`, () => {
    it('a put object replaces the earlier one with its type and its tag', async () => {
      const { objects, upload, isUnreferenced } = open();
      const key = `${folder()}/a.png`;
      await upload(await objects.uploadForm({ key, contentType: PNG, sizeBytes: 5 }), bytesOf(5));
      await objects.put({ key, bytes: bytesOf(7), contentType: 'image/webp' });
      expect(await objects.read(key)).toEqual({ bytes: bytesOf(7), sizeBytes: 7, contentType: 'image/webp' });
      expect(await isUnreferenced(key)).toBe(false);
    });

    it('keeps an upload, however often it is told to', async () => {
      const { objects, upload, isUnreferenced } = open();
      const key = `${folder()}/a.png`;
      await upload(await objects.uploadForm({ key, contentType: PNG, sizeBytes: 5 }), bytesOf(5));
      expect([await objects.keep(key), await objects.keep(key)]).toEqual([true, true]);
      expect(await isUnreferenced(key)).toBe(false);
      expect(await objects.read(key)).toEqual({ bytes: bytesOf(5), sizeBytes: 5, contentType: PNG });
    });

    it('does not keep a missing object', async () => {
      expect(await open().objects.keep(`${folder()}/none.png`)).toBe(false);
    });

    it('removes the named objects only, and ignores unknown keys', async () => {
      const { objects } = open();
      const place = folder();
      const keys = ['a', 'b', 'c&<d>', 'é ü'].map((file) => `${place}/${file}.png`);
      for (const key of keys) await objects.put({ key, bytes: bytesOf(1), contentType: PNG });
      await objects.remove([]);
      await objects.remove([...keys.slice(1), `${place}/none.png`]);
      await objects.remove([...keys.slice(1), `${place}/none.png`]);
      expect((await objects.list(`${place}/`)).keys).toEqual(keys.slice(0, 1));
    });
  });

  describe(`objects ${name}: list`, () => {
    it('lists the keys below a prefix in order, and no others', async () => {
      const { objects } = open();
      const place = folder();
      const keys = ['b', 'a/1', 'ä&b', 'Z'].map((file) => `${place}/${file}`);
      for (const key of [...keys, `${place}-other/a`]) await objects.put({ key, bytes: bytesOf(1), contentType: PNG });
      expect(await objects.list(`${place}/`)).toEqual({ keys: [...keys].sort() });
      expect(await objects.list(`${place}/none`)).toEqual({ keys: [] });
    });

    it('lists and removes more objects than S3 takes in one request', async () => {
      const { objects } = open();
      const place = folder();
      const keys = Array.from({ length: PAGE + 3 }, (_, place_) => `${place}/${String(place_).padStart(4, '0')}`);
      for (let first = 0; first < keys.length; first += AT_ONCE) {
        const some = keys.slice(first, first + AT_ONCE);
        await Promise.all(some.map((key) => objects.put({ key, bytes: bytesOf(1), contentType: PNG })));
      }
      const first = await objects.list(`${place}/`);
      expect(first.keys).toEqual(keys.slice(0, PAGE));
      expect(await objects.list(`${place}/`, first.nextCursor)).toEqual({ keys: keys.slice(PAGE) });
      await objects.remove(keys);
      expect(await objects.list(`${place}/`)).toEqual({ keys: [] });
    });
  });
}
