import { createHash } from 'node:crypto';
import type { Clock } from '#ports/clock';
import type { ObjectPart, Objects } from '#ports/objects';
import { isBusy, isMissing, isUnsatisfiableRange, S3Failure, unavailable } from './failures.ts';
import type { S3Location } from './location.ts';
import { presignDownload, presignForm } from './presign.ts';
import { createSend, type S3Answer } from './send.ts';
import { createSigner } from './signing.ts';
import { taggingOf, tagsOf, UNREFERENCED } from './tags.ts';
import { elementsOf, escaped, textOf } from './xml.ts';

/** S3's limit for one request. */
const MAX_REMOVED = 1_000;

/** The part of the adapter that needs to be loaded. `createS3Objects` loads it with the first call. */
export function createBucketObjects(location: S3Location, clock: Clock): Objects {
  const send = createSend(location, clock);
  const signer = createSigner(location);
  const presigning = () => ({ location, signer, now: clock.now() });
  const tagging = { tagging: '' };

  const get = async (key: string, range: string | undefined, signal: AbortSignal | undefined) =>
    partOf(await send({ method: 'GET', key, ...(range !== undefined && { headers: { range } }) }, signal));

  return {
    uploadForm: (file) => presignForm(presigning(), file),
    downloadUrl: (key, fileName) => presignDownload(presigning(), { key, fileName }),
    read: (key, range, signal) =>
      existing(() => wholeIfEmpty((header) => get(key, header, signal), range && headerOf(range))),
    async put({ key, bytes, contentType }) {
      await send({ method: 'PUT', key, headers: { 'content-type': contentType }, body: bytes });
    },
    async keep(key) {
      const found = await existing(() => send({ method: 'GET', key, query: tagging }));
      if (!found) return false;
      const tags = tagsOf(found.body.toString());
      const others = tags.filter((tag) => tag.key !== UNREFERENCED.key);
      if (others.length === tags.length) return true;
      const body = taggingOf(others);
      const kept = await existing(() => send({ method: 'PUT', key, query: tagging, headers: checksumOf(body), body }));
      return kept !== undefined;
    },
    async remove(keys) {
      for (let first = 0; first < keys.length; first += MAX_REMOVED) {
        const body = deletionOf(keys.slice(first, first + MAX_REMOVED));
        const answer = await send({ method: 'POST', query: { delete: '' }, headers: checksumOf(body), body });
        const [error] = elementsOf(answer.body.toString(), 'Error');
        if (error === undefined) continue;
        const failure = new S3Failure('DeleteObjects', 200, textOf(error, 'Code') ?? '');
        throw isBusy(failure.code) ? unavailable(failure) : failure;
      }
    },
    async list(prefix, cursor) {
      const query = { 'list-type': '2', prefix, ...(cursor !== undefined && { 'continuation-token': cursor }) };
      const { body } = await send({ method: 'GET', query });
      const xml = body.toString();
      const keys = elementsOf(xml, 'Contents').map((object) => textOf(object, 'Key') ?? '');
      const nextCursor = textOf(xml, 'NextContinuationToken');
      return { keys, ...(nextCursor !== undefined && { nextCursor }) };
    },
  };
}

const deletionOf = (keys: readonly string[]): string =>
  `<Delete>${keys.map((key) => `<Object><Key>${escaped(key)}</Key></Object>`).join('')}<Quiet>true</Quiet></Delete>`;

/** S3 requires a checksum of these bodies. */
const checksumOf = (body: string) => ({
  'content-type': 'application/xml',
  'x-amz-checksum-sha256': createHash('sha256').update(body).digest('base64'),
});

const headerOf = (range: { readonly first: number } | { readonly last: number }): string =>
  'first' in range ? `bytes=0-${range.first - 1}` : `bytes=-${range.last}`;

/** An empty object has no range that S3 could return, so it is read as a whole. */
async function wholeIfEmpty<Part>(
  get: (header: string | undefined) => Promise<Part>,
  header: string | undefined,
): Promise<Part> {
  try {
    return await get(header);
  } catch (error) {
    if (header !== undefined && isUnsatisfiableRange(error)) return get(undefined);
    throw error;
  }
}

function partOf({ headers, body }: S3Answer): ObjectPart {
  // `bytes 0-65535/123456`
  const total = headers['content-range']?.split('/').at(-1);
  return {
    bytes: Uint8Array.from(body),
    sizeBytes: total === undefined ? body.length : Number(total),
    contentType: headers['content-type'] ?? '',
  };
}

/** @returns `undefined` when the object does not exist. */
async function existing<Output>(call: () => Promise<Output>): Promise<Output | undefined> {
  try {
    return await call();
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}
