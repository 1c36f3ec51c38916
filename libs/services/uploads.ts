import type { DownloadUrls, GenerateDownloadUrls, GenerateUploadUrls, UploadUrls } from '#contract/uploads';
import { isOwnKey, uploadKey } from '#domain/uploads/upload-key';
import type { Ids } from '#ports/clock';
import type { Objects } from '#ports/objects';
import { notOwnUploads } from './verify-images.ts';

/** One form for each file, under a new key of the person. */
export async function generateUploadUrls(
  sub: string,
  { files }: GenerateUploadUrls,
  { objects, ids }: { readonly objects: Pick<Objects, 'uploadForm'>; readonly ids: Ids },
): Promise<UploadUrls> {
  const uploads = files.map(async ({ contentType, sizeBytes }) => {
    const key = uploadKey(sub, ids.ulid(), contentType);
    const { url, fields, expiresAt } = await objects.uploadForm({ key, contentType, sizeBytes });
    return { key, url, fields: { ...fields }, expiresAt };
  });
  return { uploads: await Promise.all(uploads) };
}

/** @throws {CoachError} `validation_failed` for a key that is not one of the person's own uploads. */
export async function generateDownloadUrls(
  sub: string,
  { keys }: GenerateDownloadUrls,
  { objects }: { readonly objects: Pick<Objects, 'downloadUrl'> },
): Promise<DownloadUrls> {
  const others = keys.flatMap((key, place) => (isOwnKey(key, sub) ? [] : [`keys.${place}`]));
  if (others.length > 0) throw notOwnUploads(others);
  return { downloads: await Promise.all(keys.map(async (key) => ({ key, ...(await objects.downloadUrl(key)) }))) };
}
