import type { Clock } from '#ports/clock';
import type { Objects } from '#ports/objects';
import type { S3Location } from './location.ts';

export interface S3ObjectsDeps {
  readonly bucketName: string;
  /** Signatures and presigned URLs have its time. */
  readonly clock: Clock;
  /** Where the bucket is. @default as the environment says */
  readonly where?: Omit<S3Location, 'bucketName'>;
}

/**
 * Files in one S3 bucket. Its code is loaded with the first call, because few turns use files and the others should not
 * wait for it.
 *
 * A presigned form or URL has the permissions of the function that signed it, and ends with its credentials if they end
 * first.
 *
 * | call          | actions that the function needs                               |
 * | ------------- | ------------------------------------------------------------- |
 * | `uploadForm`  | `s3:PutObject`, `s3:PutObjectTagging`                         |
 * | `downloadUrl` | `s3:GetObject`                                                |
 * | `read`        | `s3:GetObject`, `s3:ListBucket`                               |
 * | `put`         | `s3:PutObject`                                                |
 * | `keep`        | `s3:GetObjectTagging`, `s3:PutObjectTagging`, `s3:ListBucket` |
 * | `remove`      | `s3:DeleteObject`                                             |
 * | `list`        | `s3:ListBucket`                                               |
 *
 * Without `s3:ListBucket`, S3 answers 403 instead of 404 for an object that does not exist.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html
 */
export function createS3Objects({ bucketName, clock, where }: S3ObjectsDeps): Objects {
  let loading: Promise<Objects> | undefined;
  const load = async (): Promise<Objects> => {
    const { openBucket } = await import('./open-bucket.ts');
    return openBucket(bucketName, clock, where);
  };
  const loaded = (): Promise<Objects> => {
    loading ??= load();
    return loading;
  };
  return {
    uploadForm: async (file) => (await loaded()).uploadForm(file),
    downloadUrl: async (key, fileName) => (await loaded()).downloadUrl(key, fileName),
    read: async (key, range, signal) => (await loaded()).read(key, range, signal),
    put: async (object) => (await loaded()).put(object),
    keep: async (key) => (await loaded()).keep(key),
    remove: async (keys) => (await loaded()).remove(keys),
    list: async (prefix, cursor) => (await loaded()).list(prefix, cursor),
  };
}
