import type { IncomingHttpHeaders } from 'node:http';

/** A request that was read completely. */
export interface S3Request {
  readonly method: string;
  /** Bucket and key, decoded. The key is empty for the bucket itself. */
  readonly bucket: string;
  readonly key: string;
  /** As it was sent. */
  readonly path: string;
  readonly query: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export interface S3Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Buffer | string;
}

/** Splits a decoded path of path-style requests: `/bucket/key`. */
export function splitPath(path: string): { readonly bucket: string; readonly key: string } {
  const [, bucket = '', ...key] = path.split('/');
  return { bucket, key: key.join('/') };
}

export const xmlAnswer = (body: string): S3Answer => ({
  status: 200,
  headers: { 'content-type': 'application/xml' },
  body: `<?xml version="1.0" encoding="UTF-8"?>\n${body}`,
});

export const header = ({ headers }: Pick<S3Request, 'headers'>, name: string): string | undefined => {
  const value = headers[name];
  return Array.isArray(value) ? value.join(',') : value;
};
