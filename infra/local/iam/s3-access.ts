import { arnOf } from '../template/local-values.ts';
import type { Access } from './permissions.ts';

/** @param action - For example `GetObject`. */
export const objectAccess = (action: string, bucket: string, key: string): Access => ({
  action: `s3:${action}`,
  resource: `${arnOf('AWS::S3::Bucket', bucket)}/${key}`,
});

/** @param prefix - Of a listing. Other requests have none. */
export const listAccess = (bucket: string, prefix?: string): Access => ({
  action: 's3:ListBucket',
  resource: arnOf('AWS::S3::Bucket', bucket),
  ...(prefix !== undefined && { context: { 's3:prefix': prefix } }),
});
