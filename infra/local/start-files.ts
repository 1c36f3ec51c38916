import type { LocalClock } from './clock.ts';
import type { Closers } from './closers.ts';
import type { DataFolder } from './data-folder.ts';
import type { Faults } from './faults/faults.ts';
import type { Permissions } from './iam/permissions.ts';
import type { LocalModel } from './model.ts';
import { callerKeys } from './s3/caller-keys.ts';
import { startLocalS3 } from './s3/s3-server.ts';
import type { Product } from './template/product.ts';

export interface LocalFiles {
  /** Of S3. */
  readonly endpoint: string;
  /** The bucket with the files of people. */
  readonly bucketName: string;
  /** Its URL, with a slash at its end. */
  readonly bucketUrl: string;
}

export interface OpenFilesOptions {
  readonly product: Product;
  readonly permissions: Permissions;
  readonly data: DataFolder;
  readonly clock: LocalClock;
  readonly faults: Faults;
  readonly model: LocalModel;
}

/** Starts the local S3 with the product's bucket. */
export async function openFiles(options: OpenFilesOptions, closers: Closers): Promise<LocalFiles> {
  const { product, permissions, data, clock, faults, model } = options;
  const [bucket, ...others] = product.buckets;
  if (!bucket || others.length > 0) throw new Error('the local stack serves one bucket');
  const names = new Set(product.functions.map(({ functionName }) => functionName));
  const server = await startLocalS3({
    folder: data.state('s3'),
    buckets: [bucket],
    keys: callerKeys(names, model.environment),
    permissions,
    clock,
    faults: faults.of('s3'),
  });
  const { url } = closers.add(server);
  return { endpoint: url, bucketName: bucket.name, bucketUrl: `${url}/${bucket.name}/` };
}
