import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { splitTarget } from '../gateways/request-parts.ts';

export interface ServiceCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** As on AWS, a signature is valid for five minutes before and after its time. */
const VALID_MS = 5 * 60_000;

const AUTHORIZATION =
  /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/([^/]+)\/aws4_request, ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/;

/**
 * Checks a request that was signed with Signature Version 4 in its headers, including the body.
 *
 * @param now - Time of the local clock. The machine's time is also accepted, because the signer may not know the other.
 * @returns the signer's access key; `undefined` when the signature is wrong, expired or from another key.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export function checkSignature(
  request: IncomingMessage,
  body: Buffer,
  { accessKeyId, secretAccessKey }: ServiceCredentials,
  now: number,
): { readonly accessKey: string } | undefined {
  const match = AUTHORIZATION.exec(request.headers.authorization ?? '');
  const [, accessKey, date = '', region = '', service = '', signedHeaders = '', signature = ''] = match ?? [];
  const time = String(request.headers['x-amz-date'] ?? '');
  if (!match || accessKey !== accessKeyId || !time.startsWith(date) || !isRecent(time, now)) return undefined;
  const bodyHash = sha256(body);
  const stated = request.headers['x-amz-content-sha256'];
  if (stated !== undefined && stated !== bodyHash) return undefined;
  if (!signedHeaders.split(';').includes('host')) return undefined;

  const scope = `${date}/${region}/${service}/aws4_request`;
  const text = ['AWS4-HMAC-SHA256', time, scope, sha256(canonicalRequest(request, signedHeaders, bodyHash))].join('\n');
  return isSignature(signature, { secretAccessKey, date, region, service }, text) ? { accessKey } : undefined;
}

/** With which key a text was signed. */
export interface SigningScope {
  readonly secretAccessKey: string;
  /** For example `20261121`. */
  readonly date: string;
  readonly region: string;
  readonly service: string;
}

/** Whether these hexadecimal digits are the signature of the text. */
export function isSignature(
  signature: string,
  { secretAccessKey, date, region, service }: SigningScope,
  text: string,
): boolean {
  const key = [date, region, service, 'aws4_request'].reduce<string | Buffer>(hmac, `AWS4${secretAccessKey}`);
  const expected = hmac(key, text);
  const actual = Buffer.from(signature, 'hex');
  return actual.length === expected.length && timingSafeEqual(expected, actual);
}

function canonicalRequest(request: IncomingMessage, signedHeaders: string, bodyHash: string): string {
  const { path, query } = splitTarget(request.url ?? '/');
  return [
    request.method,
    // Every service except S3 encodes the path a second time.
    path.split('/').map(encode).join('/'),
    canonicalQuery(query),
    canonicalHeaders(request.headers, signedHeaders),
    signedHeaders,
    bodyHash,
  ].join('\n');
}

/** @param signedHeaders - Names with semicolons between them. */
export const canonicalHeaders = (headers: IncomingHttpHeaders, signedHeaders: string): string =>
  signedHeaders
    .split(';')
    .map(
      (name) =>
        `${name}:${String(headers[name] ?? '')
          .trim()
          .replaceAll(/ +/g, ' ')}\n`,
    )
    .join('');

export const canonicalQuery = (query: string): string =>
  [...new URLSearchParams(query)]
    .map(([name, value]): [string, string] => [encode(name), encode(value)])
    .sort(([a, x], [b, y]) => (a === b ? compare(x, y) : compare(a, b)))
    .map((pair) => pair.join('='))
    .join('&');

/** Compares by code points, independent of the machine's locale. */
const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

/** Encodes all characters that RFC 3986 does not list as unreserved. */
export const encode = (text: string): string =>
  encodeURIComponent(text).replaceAll(/[!'()*]/g, (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`);

/** Milliseconds since the epoch of a time such as `20261121T101500Z`; NaN for any other text. */
export function signingTime(time: string): number {
  const [, year, month, day, hour, minute, second] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(time) ?? [];
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
}

function isRecent(time: string, now: number): boolean {
  const signedAt = signingTime(time);
  return [now, Date.now()].some((moment) => Math.abs(moment - signedAt) <= VALID_MS);
}

export const sha256 = (data: Buffer | string): string => createHash('sha256').update(data).digest('hex');
const hmac = (key: string | Buffer, data: string): Buffer => createHmac('sha256', key).update(data).digest();
