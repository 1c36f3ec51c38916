import { Sha256 } from '@smithy/core/checksum';
import { HttpRequest } from '@smithy/core/protocols';
import { SignatureV4 } from '@smithy/signature-v4';
import { bucketUrl, encodedKey, type S3Location } from './location.ts';

/** Signs requests and policies. */
export const createSigner = ({ region, credentials }: S3Location): SignatureV4 =>
  // Unlike other services, S3 has paths that are encoded once.
  new SignatureV4({ service: 's3', region, credentials, sha256: Sha256, uriEscapePath: false, applyChecksum: true });

export interface UnsignedRequest {
  readonly method: string;
  /** Empty for a request to the bucket itself. */
  readonly key?: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array | string;
}

export function requestTo(location: S3Location, { method, key = '', query, headers, body }: UnsignedRequest) {
  const url = bucketUrl(location);
  return new HttpRequest({
    method,
    protocol: url.protocol,
    hostname: url.hostname,
    ...(url.port !== '' && { port: Number(url.port) }),
    path: url.pathname + encodedKey(key),
    query: { ...query },
    headers: { host: url.host, ...headers },
    ...(body !== undefined && { body }),
  });
}
