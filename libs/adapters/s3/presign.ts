import type { SignatureV4 } from '@smithy/signature-v4';
import { isoOf } from '#ports/clock';
import type { PresignedUrl, UploadForm } from '#ports/objects';
import { bucketUrl, encoded, type S3Location } from './location.ts';
import { requestTo } from './signing.ts';
import { taggingOf, UNREFERENCED } from './tags.ts';

const FORM_SECONDS = 5 * 60;
const DOWNLOAD_SECONDS = 15 * 60;

interface PresignDeps {
  readonly location: S3Location;
  readonly signer: SignatureV4;
  /** Milliseconds since the epoch. Signatures have whole seconds. */
  readonly now: number;
}

/**
 * A form for one file: its policy fixes every field, and the size.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/developerguide/sigv4-authentication-HTTPPOST.html
 */
export async function presignForm(
  { location, signer, now }: PresignDeps,
  file: { readonly key: string; readonly contentType: string; readonly sizeBytes: number },
): Promise<UploadForm> {
  const { region, credentials: given, bucketName } = location;
  const credentials = typeof given === 'function' ? await given() : given;
  const time = isoOf(now).replaceAll(/[-:]|\.\d{3}/g, '');
  const expiresAt = expiryOf(now, FORM_SECONDS);
  const fields = {
    key: file.key,
    'Content-Type': file.contentType,
    tagging: taggingOf([UNREFERENCED]),
    bucket: bucketName,
    'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
    'X-Amz-Credential': `${credentials.accessKeyId}/${time.slice(0, 8)}/${region}/s3/aws4_request`,
    'X-Amz-Date': time,
    ...(credentials.sessionToken !== undefined && { 'X-Amz-Security-Token': credentials.sessionToken }),
  };
  const conditions = [
    ...Object.entries(fields).map(([name, value]) => ({ [name]: value })),
    ['content-length-range', file.sizeBytes, file.sizeBytes],
  ];
  const policy = Buffer.from(JSON.stringify({ expiration: expiresAt, conditions })).toString('base64');
  const signature = await signer.sign(policy, { signingDate: new Date(now) });
  return {
    url: bucketUrl(location).href,
    fields: { ...fields, Policy: policy, 'X-Amz-Signature': signature },
    expiresAt,
  };
}

export async function presignDownload(
  { location, signer, now }: PresignDeps,
  { key, fileName }: { readonly key: string; readonly fileName: string | undefined },
): Promise<PresignedUrl> {
  const request = requestTo(location, {
    method: 'GET',
    key,
    query: fileName === undefined ? {} : { 'response-content-disposition': attachment(fileName) },
    headers: { 'X-Amz-Content-Sha256': 'UNSIGNED-PAYLOAD' },
  });
  const signed = await signer.presign(request, { expiresIn: DOWNLOAD_SECONDS, signingDate: new Date(now) });
  const query = Object.entries(signed.query ?? {}).map(([name, value]) => `${encoded(name)}=${encoded(String(value))}`);
  const url = `${bucketUrl(location).origin}${signed.path}?${query.join('&')}`;
  return { url, expiresAt: expiryOf(now, DOWNLOAD_SECONDS) };
}

const expiryOf = (now: number, seconds: number): string => isoOf((Math.floor(now / 1_000) + seconds) * 1_000);

/**
 * The plain name is for old browsers.
 * @see https://www.rfc-editor.org/rfc/rfc6266#section-4.3
 */
function attachment(fileName: string): string {
  const plain = fileName.replaceAll(/[^\w .()-]/g, '_');
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded(fileName)}`;
}
